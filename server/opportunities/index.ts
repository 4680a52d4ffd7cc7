import { rowsAt } from '#server/command/index.ts'
import { opportunityContracts } from './contract.ts'
import { createOpportunity, editOpportunity } from './edit.ts'
import { getOpportunity, listOpportunities } from './read.ts'

export { createOpportunity, editOpportunity, openOpportunityFor } from './edit.ts'
export { findOpportunity, openOpportunitiesOf, type OpenOpportunity } from './store.ts'

export const opportunitiesShop = {
  contracts: opportunityContracts,
  account_rows: [rowsAt('opportunity')],
  verbs: [listOpportunities, getOpportunity, createOpportunity, editOpportunity],
}
