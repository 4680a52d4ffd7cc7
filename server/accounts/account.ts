import { refusal } from '#kit/refusal.ts'

/**
 * An account is an end customer or prospect company.
 *
 * Invariants: at most one account holds a tax id (`account_key_tax`); a domain and a name are evidence and may stand for
 * several accounts (of 27,230 real listed companies 11 share one domain, and 95 names stand for several).
 */
export type Account = {
  id: string
  name: string
  domain: string | null
  country: string | null
  city: string | null
  street: string | null
  postcode: string | null
  phone: string | null
  industry: string | null
  employees: number | null
  revenue_minor: string | null
  currency: string | null
  tax_id: string | null
  parent_name: string | null
  /** The account here that it belongs to. */
  parent_id: string | null
  is_customer: boolean
  customer_since: string | null
  is_house: boolean
  created_at: string
  /** The account that stands for it since the two were merged. */
  merged_into: string | null
  revision: number
}

/** Where a person's edit may change an account. */
export type AccountChange = Partial<Omit<Account, 'id' | 'created_at' | 'merged_into' | 'revision'>>

export const ACCOUNT_REFUSALS = {
  domain: refusal(
    'account.bad_domain',
    'invalid',
    'This domain does not identify a company: {why}.',
    'Give the company’s own website, or leave the domain out.',
  ),
  tax_taken: refusal(
    'account.tax_id_taken',
    'conflict',
    'Another account has this tax id.',
    'Open that account, or correct the tax id.',
  ),
  not_an_account: refusal(
    'account.unknown',
    'not_found',
    'There is no such account.',
    'Pick one of the accounts shown.',
  ),
  merged: refusal(
    'account.merged_away',
    'conflict',
    'This account was merged into {into}.',
    'Change that one, or undo the merge first.',
  ),
  parent_unknown: refusal(
    'account.parent_unknown',
    'invalid',
    'There is no account here that could be the parent.',
    'Choose one of the accounts shown.',
  ),
  parent_itself: refusal(
    'account.own_parent',
    'invalid',
    'An account does not belong to itself.',
    'Choose another account as its parent, or none.',
  ),
  parent_circle: refusal(
    'account.parent_circle',
    'conflict',
    'That account belongs to this one already, so this one cannot belong to it.',
    'Choose an account outside of what belongs to this one.',
  ),
  parent_deep: refusal(
    'account.family_too_deep',
    'conflict',
    'More than {limit} companies would stand one above the other.',
    'Choose a parent further up in the family.',
  ),
} as const
