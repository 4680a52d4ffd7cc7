import { opportunityContracts } from './contract.ts'
import { createOpportunity, editOpportunity } from './edit.ts'
import { getOpportunity, listOpportunities } from './read.ts'

export { openOpportunitiesOf, type OpenOpportunity } from './store.ts'

export const opportunitiesShop = {
  contracts: opportunityContracts,
  verbs: [listOpportunities, getOpportunity, createOpportunity, editOpportunity],
}
