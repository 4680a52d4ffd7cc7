import { toMinor } from '../../words/format.ts'
import type { Answer, Input } from '../../api/contracts.ts'
import type { Draft } from './draft.ts'
import { words } from './words.ts'

export type FieldName = keyof Draft
export type Problems = Partial<Record<FieldName, string>>

type Form = Answer<'registration.form'>

/** A registration takes a minute: ten fields at most. */
const MOST_FIELDS = 10

// In the order in which somebody tells of a deal; what may be left out first stands last.
const ORDER: readonly FieldName[] = [
  'account_name',
  'account_domain',
  'account_country',
  'amount',
  'expected_close_on',
  'track',
  'product_lines',
  'contact_name',
  'contact_email',
  'use_case',
  'notes',
]

/** The fields of the form: those the program asks for, and behind "More" the rest, ten together. */
export function fieldsOf(form: Form): { required: FieldName[]; more: FieldName[] } {
  const asked = new Set<string>([
    'account_name',
    ...form.required_fields.map((name) => (name === 'product_line' ? 'product_lines' : name)),
  ])
  if (form.tracks.length > 1) asked.add('track')
  const offered = ORDER.filter(
    (name) => asked.has(name) || !(name === 'track' || (name === 'product_lines' && form.product_lines.length === 0)),
  )
  const required = offered.filter((name) => asked.has(name))
  const more = offered.filter((name) => !asked.has(name)).slice(0, Math.max(0, MOST_FIELDS - required.length))
  return { required, more }
}

/** What is wrong with the draft as far as the browser can tell: all of it, at once. */
export function checkDraft(draft: Draft, required: readonly FieldName[], today: string): Problems {
  const problems: Problems = {}
  for (const name of required) if (isEmpty(draft, name)) problems[name] = words.expected.required
  if (draft.amount.amount.trim() && toMinor(draft.amount.amount, draft.amount.currency) === null)
    problems.amount = words.expected.amount
  if (draft.expected_close_on && draft.expected_close_on < today) problems.expected_close_on = words.expected.past
  if (draft.contact_email.trim() && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.contact_email.trim())) {
    problems.contact_email = words.expected.email
  }
  return problems
}

/** Has nothing been filled in here? */
export function isEmpty(draft: Draft, name: FieldName): boolean {
  if (name === 'amount') return draft.amount.amount.trim() === ''
  if (name === 'product_lines') return draft.product_lines.length === 0
  return draft[name].trim() === ''
}

/** What is sent: only what was filled in, of the fields that the form shows. */
export function bodyOf(draft: Draft, shown: readonly FieldName[]): Input<'registration.submit'>['body'] {
  const text = (name: Exclude<FieldName, 'amount' | 'product_lines'>) => {
    const value = draft[name].trim()
    return shown.includes(name) && value ? { [name]: value } : {}
  }
  const minor = draft.amount.amount.trim() ? toMinor(draft.amount.amount, draft.amount.currency) : null
  return {
    ...text('track'),
    ...text('account_name'),
    ...text('account_domain'),
    ...text('account_country'),
    ...text('contact_name'),
    ...text('contact_email'),
    ...text('expected_close_on'),
    ...text('use_case'),
    ...text('notes'),
    ...(minor !== null ? { amount: { amount_minor: minor, currency: draft.amount.currency } } : {}),
    ...(draft.product_lines.length > 0 && shown.includes('product_lines')
      ? { product_lines: draft.product_lines }
      : {}),
  }
}

/** The API's problems by the form's fields: "amount.currency" belongs to the amount. */
export function problemsByField(errors: Readonly<Record<string, string>>): Problems {
  const problems: Problems = {}
  for (const [path, message] of Object.entries(errors)) {
    const name = ORDER.find((one) => path === one || path.startsWith(`${one}.`))
    if (name) problems[name] ??= message
  }
  return problems
}
