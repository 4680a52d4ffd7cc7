import type { Answers } from '../../../kit/form.ts'
import { toMinor } from '../../words/format.ts'
import type { Answer, Input } from '../../api/contracts.ts'
import type { Draft } from './draft.ts'
import { words } from './words.ts'

/** Standard fields; those of the track's own form stand beside them under their paths ("answers.sites"). */
export type FieldName = Exclude<keyof Draft, 'answers' | 'products' | 'is_tender' | 'tender_reference' | 'letter'>
export type Problems = Partial<Record<string, string>>

type Form = Answer<'registration.form'>
export type FormTrack = Form['tracks'][number]

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

/** The track whose form is filled in: the only one, or the one that was chosen. */
export function trackOf(form: Form, draft: Pick<Draft, 'track'>): FormTrack | undefined {
  const [only, ...others] = form.tracks
  return others.length === 0 ? only : form.tracks.find((track) => track.key === draft.track)
}

/** The fields of the form: those the program asks for, and behind "More" the rest, ten together. */
export function fieldsOf(form: Form, track?: FormTrack): { required: FieldName[]; more: FieldName[] } {
  const how = (name: FieldName) => {
    if (name === 'account_name') return 'required'
    if (name === 'track') return form.tracks.length > 1 ? 'required' : 'hidden'
    const term = name === 'product_lines' ? 'product_line' : name
    const usual = form.required_fields.includes(term) ? 'required' : 'asked'
    const own = track?.core[term] ?? usual
    return name === 'product_lines' && form.product_lines.length === 0 && own === 'asked' ? 'hidden' : own
  }
  const required = ORDER.filter((name) => how(name) === 'required')
  const held = form.priced_products.length > 0 ? 1 : 0
  const room = MOST_FIELDS - required.length - (track?.fields.length ?? 0) - held
  return { required, more: ORDER.filter((name) => how(name) === 'asked').slice(0, Math.max(0, room)) }
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
export function bodyOf(
  draft: Draft,
  shown: readonly FieldName[],
  answers: Answers = {},
): Input<'registration.submit'>['body'] {
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
    ...(draft.products.length > 0 ? { products: draft.products } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...(draft.is_tender
      ? { is_tender: true, ...(draft.tender_reference.trim() && { tender_reference: draft.tender_reference.trim() }) }
      : {}),
    ...(draft.letter ? { files: [{ file_id: draft.letter, kind: 'customer_letter' as const }] } : {}),
  }
}

/** The API's problems by the form's fields: "amount.currency" belongs to the amount. */
export function problemsByField(errors: Readonly<Record<string, string>>): Problems {
  const problems: Problems = {}
  for (const [path, message] of Object.entries(errors)) {
    const name = /^(answers\.|tender_reference$|products$)/.test(path)
      ? path
      : ORDER.find((one) => path === one || path.startsWith(`${one}.`))
    if (name) problems[name] ??= message
  }
  return problems
}
