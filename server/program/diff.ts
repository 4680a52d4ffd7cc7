import type { z } from 'zod'
import type { Path, Section, Wording } from '#kit/section.ts'
import { capital, series, spoken } from '#kit/words.ts'

/** What changes from one program document to another, in plain words. */

export type Change = {
  section: string
  /** In the later document; for what was removed, in the earlier one. */
  path: Path
  kind: 'added' | 'removed' | 'changed'
  text: string
}

type Fields = Record<string, unknown>
type AnySection = Section<string, z.ZodType, never>

/** The two sides of a comparison at one place, and how that place is called. */
type Place = {
  before: unknown
  after: unknown
  path: Path
  /** The place in the earlier document. */
  was: Path
  pattern: string
  /** Names of the listed things it is in: ["track 'Reseller'", "tier 'Gold'"]. */
  inside: string[]
}

/** Compares two documents section by section. Equal documents have no changes, and every difference is one. */
export function diffDocuments(sections: readonly AnySection[], before: Fields, after: Fields): Change[] {
  return sections.flatMap((section) => {
    const changes: Change[] = []
    const compare = comparer(section, before, after, changes)
    const { key } = section
    compare({ before: before[key], after: after[key], path: [key], was: [key], pattern: '', inside: [] })
    return changes
  })
}

function comparer(section: AnySection, earlier: Fields, later: Fields, changes: Change[]) {
  // Safe: `never` only hides which other sections the words read, and both documents have all sections.
  const wordings = section.wording as unknown as Record<string, Wording<Fields>>
  const wordingOf = (pattern: string): Wording<Fields> =>
    wordings[pattern] ?? { label: spoken(pattern.split('.').at(-1) ?? section.key) }
  const note = (
    place: Place,
    kind: Change['kind'],
    said: string,
    at: Path = kind === 'removed' ? place.was : place.path,
  ) => {
    const where = place.inside.length > 0 ? `In ${place.inside.join(', ')}, ` : ''
    const text = where === '' ? capital(said) : where + said
    changes.push({ section: section.key, path: at, kind, text: /[.!?]$/.test(text) ? text : `${text}.` })
  }

  const compare = (place: Place): void => {
    const { before, after } = place
    if (same(before, after)) return
    const wording = wordingOf(place.pattern)
    if (!wording.whole && Array.isArray(before) && Array.isArray(after)) {
      if (wording.item) compareThings(place, before, after, wording.item)
      else compareValues(place, before, after, wording)
    } else if (!wording.whole && isFields(before) && isFields(after)) {
      for (const field of new Set([...Object.keys(after), ...Object.keys(before)])) {
        const pattern = place.pattern === '' ? field : `${place.pattern}.${field}`
        compare({
          ...place,
          before: before[field],
          after: after[field],
          path: [...place.path, field],
          was: [...place.was, field],
          pattern,
        })
      }
    } else compareWhole(place, wording)
  }

  const compareWhole = (place: Place, wording: Wording<Fields>): void => {
    const { before, after } = place
    const verb = wording.verb ?? 'is'
    const told = (value: unknown, program: Fields) => wording.value?.(value, program) ?? plainly(value)
    if (before === undefined)
      note(place, 'added', `${wording.label} ${verb} now ${told(after, later)}; it was not set before`)
    else if (after === undefined)
      note(place, 'removed', `${wording.label} is no longer set; it was ${told(before, earlier)}`)
    else
      note(
        place,
        'changed',
        `${wording.label} ${verb} ${told(after, later)} instead of ${shortened(told(before, earlier), told(after, later))}`,
      )
  }

  /** Lists of plain values: what came, what went, and whether the rest stands in another order. */
  const compareValues = (place: Place, before: unknown[], after: unknown[], wording: Wording<Fields>): void => {
    const told = (value: unknown, program: Fields) => wording.value?.(value, program) ?? plainly(value)
    for (const [at, value] of after.entries()) {
      if (!before.includes(value))
        note(place, 'added', `${wording.label} now include ${told(value, later)}`, [...place.path, at])
    }
    for (const [at, value] of before.entries()) {
      if (!after.includes(value))
        note(place, 'removed', `${wording.label} no longer include ${told(value, earlier)}`, [...place.was, at])
    }
    const kept = after.filter((value) => before.includes(value))
    if (
      !same(
        kept,
        before.filter((value) => after.includes(value)),
      )
    ) {
      note(
        place,
        'changed',
        `${wording.label} stand in a new order: ${series(after.map((value) => told(value, later)))}`,
      )
    }
  }

  /** Lists of things that have an identity: matched by it, or by content where only the identity changed. */
  const compareThings = (
    place: Place,
    before: unknown[],
    after: unknown[],
    item: NonNullable<Wording<Fields>['item']>,
  ): void => {
    const pairs = pairUp(before.filter(isFields), after.filter(isFields))
    const named = (thing: Fields) => `${item.noun} '${nameOf(thing)}'`
    const pattern = place.pattern === '' ? '*' : `${place.pattern}.*`
    for (const { old, next, from, to } of pairs) {
      const path = [...place.path, to]
      const was = [...place.was, from]
      if (!old && next) {
        // Safe: the tail stands under the path of the list whose things it tells of.
        const tail = item.tail ? `, ${item.tail(next as never)}` : ''
        note(place, 'added', `${named(next)} is new${tail}`, path)
      } else if (old && !next) note(place, 'removed', `${named(old)} is gone`, was)
      else if (old && next && !same(old, next)) {
        const identity = identityOf(next)
        if (old['name'] !== next['name'] && 'name' in next) {
          note(place, 'changed', `${named(old)} is now called '${nameOf(next)}'`, [...path, 'name'])
        }
        if (identity && old[identity] !== next[identity]) {
          note(
            place,
            'changed',
            `the ${identity} of ${named(next)} is now '${String(next[identity])}' instead of '${String(old[identity])}'`,
            [...path, identity],
          )
        }
        for (const field of new Set([...Object.keys(next), ...Object.keys(old)])) {
          if (field === 'name' || field === identity) continue
          const inside = [...place.inside, named(next)]
          compare({
            before: old[field],
            after: next[field],
            path: [...path, field],
            was: [...was, field],
            pattern: `${pattern}.${field}`,
            inside,
          })
        }
      }
    }
    const kept = pairs.filter(({ old, next }) => old && next)
    const order = kept.map(({ from }) => from)
    if (order.some((from, at) => at > 0 && from < order[at - 1]!)) {
      note(place, 'changed', `the order of the ${item.noun}s is now ${series(after.filter(isFields).map(nameOf))}`)
    }
  }
  return compare
}

type Pairing = { old?: Fields; next?: Fields; from: number; to: number }

/** In the order of the later list; what is only in the earlier one comes last. */
function pairUp(before: Fields[], after: Fields[]): Pairing[] {
  const free = new Set(before)
  const partners = new Map<Fields, Fields>()
  const match = (fits: (old: Fields, next: Fields) => boolean) => {
    for (const next of after) {
      if (partners.has(next)) continue
      const old = [...free].find((candidate) => fits(candidate, next))
      if (!old) continue
      partners.set(next, old)
      free.delete(old)
    }
  }
  match((old, next) => idOf(old) === idOf(next))
  // A new identity on the same content is a renamed thing, not another one.
  match((old, next) => 'name' in next && old['name'] === next['name'])
  match((old, next) => same(withoutIdentity(old), withoutIdentity(next)))
  const pairs: Pairing[] = after.map((next, to) => {
    const old = partners.get(next)
    return { old, next, from: old ? before.indexOf(old) : -1, to }
  })
  return [...pairs, ...[...free].map((old) => ({ old, from: before.indexOf(old), to: -1 }))]
}

/** The field that says which thing of a list it is. */
function identityOf(thing: Fields): 'id' | 'key' | 'date' | undefined {
  return (['id', 'key', 'date'] as const).find((field) => field in thing)
}

function idOf(thing: Fields): string {
  const field = identityOf(thing)
  return field ? `${field} ${String(thing[field])}` : JSON.stringify(thing)
}

function withoutIdentity(thing: Fields): Fields {
  const identity = identityOf(thing)
  return Object.fromEntries(Object.entries(thing).filter(([field]) => field !== identity))
}

function nameOf(thing: Fields): string {
  const identity = identityOf(thing)
  return String(thing['name'] ?? (identity ? thing[identity] : ''))
}

/** "90" for "90 days" beside "60 days". */
function shortened(value: string, beside: string): string {
  const [number, ...unit] = value.split(' ')
  return number && /^\d+$/.test(number) && unit.length > 0 && beside.endsWith(` ${unit.join(' ')}`) ? number : value
}

function plainly(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'number') return String(value)
  return `"${typeof value === 'string' ? value : JSON.stringify(value)}"`
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Equal in what they say: an absent field is the same as an undefined one. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, at) => same(value, b[at]))
  if (!isFields(a) || !isFields(b)) return false
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) => same(a[field], b[field]))
}
