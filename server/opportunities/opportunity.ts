/** A sale in progress at an account: mirrored from the CRM, or born here. Some CRMs have them without an account. */
export const STAGES = ['open', 'won', 'lost'] as const
export type Stage = (typeof STAGES)[number]

export type Opportunity = {
  id: string
  name: string
  account_id: string | null
  product_id: string | null
  owner_id: string | null
  stage: Stage
  /** What the CRM calls the stage. */
  raw_stage: string | null
  amount_minor: string | null
  currency: string | null
  opened_on: string | null
  expected_close_on: string | null
  closed_on: string | null
  created_at: string
  revision: number
}

/** An opportunity with the names of what it points at. */
export type NamedOpportunity = Opportunity & {
  account_name: string | null
  product_name: string | null
  owner_name: string | null
  /** The open conflict with a partner that protects the account. */
  conflict_id: string | null
}

export type OpportunityChange = Partial<Omit<Opportunity, 'id' | 'created_at' | 'revision'>>
