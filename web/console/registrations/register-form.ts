import type { CallInput } from '../../api/client.ts'
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
  contact_name: string
  contact_email: string
  use_case: string
  notes: string
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
  contact_name: '',
  contact_email: '',
  use_case: '',
  notes: '',
}

export type Body = NonNullable<CallInput<'registration.submit'>['body']>

const text = (typed: string): string | undefined => typed.trim() || undefined

/** The draft as the API takes it; what cannot even be read is said by field. */
export function bodyOf(draft: Draft, currency: string): { body: Body; problems: Record<string, string> } {
  const problems: Record<string, string> = {}
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
    use_case: text(draft.use_case),
    notes: text(draft.notes),
  }
  return { body, problems }
}
