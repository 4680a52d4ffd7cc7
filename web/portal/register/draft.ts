import type { Typed } from '../../forms/typed.ts'
import type { MoneyText } from '../../ui/index.ts'
import { fromMinor } from '../../words/format.ts'
import type { Deal } from '../calls.ts'

/** What stands in the form, as typed. */
export type Draft = {
  track: string
  account_name: string
  account_domain: string
  account_country: string
  amount: MoneyText
  expected_close_on: string
  product_lines: number[]
  /** Products by name whose list price is to hold. */
  products: string[]
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

/** An empty form. */
export function emptyDraft(currency: string): Draft {
  return {
    track: '',
    account_name: '',
    account_domain: '',
    account_country: '',
    amount: { amount: '', currency },
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
}

/** Has anything been typed? Choices that the form makes by itself do not count. */
export function isTyped(draft: Partial<Draft>): boolean {
  const { track: _track, amount, product_lines, products, answers = {}, is_tender, ...texts } = draft
  const chosen = Boolean(
    amount?.amount || product_lines?.length || products?.length || is_tender || Object.keys(answers).length > 0,
  )
  return chosen || Object.values(texts).some((text) => text.trim() !== '')
}

/** A deal as the form would hold it, for registering the company again. A closing date is asked for anew. */
export function draftFrom(deal: Deal): Partial<Draft> {
  return {
    track: deal.track.key,
    account_name: deal.account.name,
    account_domain: deal.account.domain ?? '',
    account_country: deal.account.country ?? '',
    ...(deal.amount ? { amount: { amount: fromMinor(deal.amount), currency: deal.amount.currency } } : {}),
    product_lines: deal.product_lines.map((line) => line.id),
    products: deal.price_holds.map((hold) => hold.product),
    contact_name: deal.contact_name ?? '',
    contact_email: deal.contact_email ?? '',
    use_case: deal.use_case ?? '',
    notes: deal.notes ?? '',
  }
}

const keyOf = (partner: string) => `tributary.draft.${partner}`

/** Keeps the draft of a partner in this browser; an empty one is thrown away. */
export function keepDraft(partner: string, draft: Partial<Draft>): void {
  try {
    if (isTyped(draft)) localStorage.setItem(keyOf(partner), JSON.stringify(withoutFiles(draft)))
    else localStorage.removeItem(keyOf(partner))
  } catch {
    // A full or forbidden storage loses the draft, not the form.
  }
}

/** Files that were sent and hang on nothing are gone after a day: a draft does not hold them. */
function withoutFiles(draft: Partial<Draft>): Partial<Draft> {
  const { letter: _letter, answers = {}, ...rest } = draft
  const kept = Object.entries(answers).filter(([, value]) => typeof value !== 'string' || !value.startsWith('file_'))
  return { ...rest, answers: Object.fromEntries(kept) }
}

/** The draft that was kept, field by field as far as it still fits the form. */
export function keptDraft(partner: string): Partial<Draft> | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(partner)) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const shape = emptyDraft('EUR')
    const fits = Object.entries(kept).filter(
      ([name, value]) => name in shape && sameShape(value, shape[name as keyof Draft], LISTS[name] ?? 'string'),
    )
    const draft = Object.fromEntries(fits) as Partial<Draft> // every entry has a name and a shape of Draft
    return isTyped(draft) ? draft : null
  } catch {
    return null
  }
}

/** What an empty list would hold. */
const LISTS: Readonly<Record<string, 'number' | 'string'>> = { product_lines: 'number', products: 'string' }

function sameShape(value: unknown, like: Draft[keyof Draft], of: 'number' | 'string' = 'string'): boolean {
  if (Array.isArray(like)) return Array.isArray(value) && value.every((one) => typeof one === of)
  if (typeof like === 'string' || typeof like === 'boolean') return typeof value === typeof like
  if (!('amount' in like)) return isTypedAnswers(value)
  const money = value as Partial<MoneyText> | null // only looked at
  return typeof money?.amount === 'string' && typeof money.currency === 'string'
}

/** Fields of a form change: an answer that does not fit its field any more counts as nothing there. */
function isTypedAnswers(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every(
    (one) =>
      ['string', 'boolean'].includes(typeof one) ||
      (Array.isArray(one) ? one.every((key) => typeof key === 'string') : sameShape(one, { amount: '', currency: '' })),
  )
}

/** Throws the kept draft away. */
export function dropDraft(partner: string): void {
  localStorage.removeItem(keyOf(partner))
}
