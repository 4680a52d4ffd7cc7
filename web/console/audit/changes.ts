export type Difference = {
  /** The field in words; `null` where the whole thing is meant. */
  field: string | null
  before: unknown
  after: unknown
}

export type ReadChange = { differences: Difference[]; told: string[]; details: [name: string, value: unknown][] }

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const spoken = (name: string): string => name.replaceAll('_', ' ')

/** What a row of the audit keeps about a change, sorted for reading: differences, sentences, and what else is known of it. */
export function readChange(change: unknown): ReadChange {
  if (!isFields(change)) return { differences: [], told: [], details: isNothing(change) ? [] : [['', change]] }
  const { before, after, changes, ...rest } = change
  const told = Array.isArray(changes) ? changes.filter((one) => typeof one === 'string') : []
  return {
    differences: compare(before, after),
    told,
    details: Object.entries(rest).filter(([, value]) => !isNothing(value)),
  }
}

function compare(before: unknown, after: unknown): Difference[] {
  if (isFields(before) || isFields(after))
    return compareFields(isFields(before) ? before : null, isFields(after) ? after : null, '')
  if (same(before, after) || (isNothing(before) && isNothing(after))) return []
  return [{ field: null, before: before ?? undefined, after: after ?? undefined }]
}

function compareFields(before: Fields | null, after: Fields | null, way: string): Difference[] {
  // An edit keeps only what it set: a field that is missing there was left alone.
  const names = Object.keys(after ?? before ?? {})
  return names.flatMap((name): Difference[] => {
    const [was, is] = [before?.[name], after?.[name]]
    if (same(was, is) || (isNothing(was) && isNothing(is))) return []
    const field = `${way}${spoken(name)}`
    if (isFields(is) && (isFields(was) || isNothing(was)) && !('amount_minor' in is))
      return compareFields(isFields(was) ? was : null, is, `${field} `)
    return [{ field, before: isNothing(was) ? undefined : was, after: isNothing(is) ? undefined : is }]
  })
}
