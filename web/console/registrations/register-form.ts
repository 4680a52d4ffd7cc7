import type { CallInput } from '../../api/client.ts'
import type { Answer } from '../../api/contracts.ts'
import { answersFrom, type Typed } from '../../forms/typed.ts'
import type { MoneyText, Suggestion } from '../../ui/index.ts'
import { toMinor } from '../../words/format.ts'
import { words } from './words.ts'

/** What stands in the form, as typed. */
export type Draft = {
  partner: Suggestion | null
  track: string | null
  account_name: string
  account_domain: string
  account_country: Suggestion | null
  account_tax_id: string
  amount: MoneyText
  expected_close_on: string
  product_lines: readonly number[]
  /** Products by name whose list price is to hold. */
  products: readonly string[]
  contact_name: string
  contact_email: string
  use_case: string
  notes: string
  /** The fields of the track's own form. */
  answers: Typed
  is_tender: boolean
  tender_reference: string
  /** The customer's letter, by the id it was given. */
  letter: string
}

export const emptyDraft: Draft = {
  partner: null,
  track: null,
  account_name: '',
  account_domain: '',
  account_country: null,
  account_tax_id: '',
  amount: { amount: '', currency: '' },
  expected_close_on: '',
  product_lines: [],
  products: [],
  contact_name: '',
  contact_email: '',
  use_case: '',
  notes: '',
  answers: {},
  is_tender: false,
  tender_reference: '',
  letter: '',
}

export type Body = NonNullable<CallInput<'registration.submit'>['body']>

const text = (typed: string): string | undefined => typed.trim() || undefined

type Form = Answer<'registration.form'>
export type FormTrack = Form['tracks'][number]

/** The track whose form is filled in: the only one, or the one that was chosen. */
export function trackOf(form: Form | undefined, draft: Pick<Draft, 'track'>): FormTrack | undefined {
  const [only, ...others] = form?.tracks ?? []
  return others.length === 0 ? only : form?.tracks.find((track) => track.key === draft.track)
}

/** The draft as the API takes it; what cannot even be read is said by field. */
export function bodyOf(
  draft: Draft,
  currency: string,
  track: FormTrack | undefined,
): { body: Body; problems: Record<string, string> } {
  const { answers, problems } = answersFrom(track?.fields ?? [], draft.answers, { side: 'org', currency })
  const typed = draft.amount.amount.trim()
  const amount_minor = typed ? toMinor(typed, currency) : null
  if (typed && amount_minor === null) problems['amount'] = words.register.not_an_amount
  if (!draft.partner) problems['partner_id'] = words.register.choose_partner
  const body: Body = {
    partner_id: draft.partner?.value,
    track: draft.track ?? undefined,
    account_name: text(draft.account_name),
    account_domain: text(draft.account_domain),
    account_country: draft.account_country?.value,
    account_tax_id: text(draft.account_tax_id),
    contact_name: text(draft.contact_name),
    contact_email: text(draft.contact_email),
    amount: amount_minor === null ? undefined : { amount_minor, currency },
    expected_close_on: draft.expected_close_on || undefined,
    product_lines: draft.product_lines.length > 0 ? [...draft.product_lines] : undefined,
    ...(draft.products.length > 0 && { products: [...draft.products] }),
    use_case: text(draft.use_case),
    notes: text(draft.notes),
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(draft.is_tender && { is_tender: true, tender_reference: text(draft.tender_reference) }),
    ...(draft.letter && { files: [{ file_id: draft.letter, kind: 'customer_letter' as const }] }),
  }
  return { body, problems }
}

/** One draft per browser tab: closed by mistake, the form comes back as it was; another tab has its own. */
const KEPT = 'tributary.register'

export function keepDraft(org: string, draft: Draft): void {
  try {
    const { letter: _letter, answers, ...rest } = draft
    // Files that were sent and hang on nothing are gone after a day: a draft does not hold them.
    const kept = Object.entries(answers).filter(([, value]) => typeof value !== 'string' || !value.startsWith('file_'))
    sessionStorage.setItem(`${KEPT}.${org}`, JSON.stringify({ ...rest, answers: Object.fromEntries(kept) }))
  } catch {
    // A full or forbidden storage loses the draft, not the form.
  }
}

/** The draft that was kept, if it still has the shape of one; only what somebody typed counts. */
export function keptDraft(org: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(`${KEPT}.${org}`) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const shape: Readonly<Record<string, unknown>> = emptyDraft
    const fits = Object.entries(kept).filter(([name, value]) => name in shape && isLike(value, shape[name]))
    const draft = { ...emptyDraft, ...Object.fromEntries(fits) } as Draft // every entry has a name and a shape of Draft
    return isTyped(draft) ? draft : null
  } catch {
    return null
  }
}

export function dropDraft(org: string): void {
  sessionStorage.removeItem(`${KEPT}.${org}`)
}

function isTyped({
  account_name,
  account_domain,
  use_case,
  notes,
  contact_name,
  contact_email,
  amount,
}: Draft): boolean {
  return [account_name, account_domain, use_case, notes, contact_name, contact_email, amount.amount].some((text) =>
    text.trim(),
  )
}

function isLike(value: unknown, like: unknown): boolean {
  if (like === null)
    return value === null || typeof value === 'string' || (typeof value === 'object' && 'value' in value)
  return typeof value === typeof like && Array.isArray(value) === Array.isArray(like) && value !== null
}
