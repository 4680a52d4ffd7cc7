import { accessContracts } from './access/contract.ts'
import { accountContracts } from './accounts/contract.ts'
import { acquaintanceContracts } from './acquaintances/contract.ts'
import { auditContracts } from './audit/contract.ts'
import { brandContracts } from './branding/contract.ts'
import { conflictContracts } from './conflicts/contract.ts'
import { conductContracts } from './conduct/contract.ts'
import { consentContracts } from './consents/contract.ts'
import { delegationContracts } from './delegations/contract.ts'
import { disputeContracts } from './disputes/contract.ts'
import { eventContracts } from './events/contract.ts'
import { listExportContracts } from './exports/list-contract.ts'
import { fileContracts } from './files/contract.ts'
import { holdContracts } from './holds/contract.ts'
import { importContracts } from './imports/contract.ts'
import { readMailbox } from './mailbox/contract.ts'
import { mailContracts } from './mails/contract.ts'
import { memberContracts } from './members/contract.ts'
import { mergeContracts } from './merges/contract.ts'
import { matchContracts } from './matches/contract.ts'
import { notificationContracts } from './notifications/contract.ts'
import { opportunityContracts } from './opportunities/contract.ts'
import { orgContracts } from './orgs/contract.ts'
import { participantContracts } from './participants/contract.ts'
import { partnerContracts } from './partners/contract.ts'
import { peopleContracts } from './people/contract.ts'
import { productContracts } from './products/contract.ts'
import { programContracts } from './program/contract.ts'
import { bulkContracts } from './bulk/contract.ts'
import { registrationContracts } from './registrations/contract.ts'
import { reviewContracts } from './reviews/contract.ts'
import { viewContracts } from './views/contract.ts'
import { reportContracts } from './reports/contract.ts'
import { requestContracts } from './requests/contract.ts'
import { rulingContracts } from './rulings/contract.ts'
import { searchContracts } from './search/contract.ts'
import { timelineContracts } from './timeline/contract.ts'
import { webhookContracts } from './webhooks/contract.ts'

const all = [
  ...accessContracts,
  ...orgContracts,
  ...peopleContracts,
  ...programContracts,
  ...partnerContracts,
  ...accountContracts,
  ...opportunityContracts,
  ...productContracts,
  ...memberContracts,
  ...fileContracts,
  ...holdContracts,
  ...participantContracts,
  ...registrationContracts,
  ...consentContracts,
  ...conflictContracts,
  ...conductContracts,
  ...mergeContracts,
  ...acquaintanceContracts,
  ...matchContracts,
  ...reviewContracts,
  ...bulkContracts,
  ...viewContracts,
  ...disputeContracts,
  ...requestContracts,
  ...delegationContracts,
  ...rulingContracts,
  ...reportContracts,
  ...importContracts,
  ...auditContracts,
  ...listExportContracts,
  ...eventContracts,
  ...webhookContracts,
  ...brandContracts,
  ...searchContracts,
  ...timelineContracts,
  ...notificationContracts,
  ...mailContracts,
  readMailbox,
]

/** Every entry of the API by id: what the OpenAPI document and the web's typed client are made from. */
export type Contracts = { [Entry in (typeof all)[number] as Entry['id']]: Entry }

export const contracts = Object.fromEntries(all.map((entry) => [entry.id, entry])) as Contracts // keyed by each entry's own id
