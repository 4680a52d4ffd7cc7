import { accessContracts } from './access/contract.ts'
import { accountContracts } from './accounts/contract.ts'
import { auditContracts } from './audit/contract.ts'
import { eventContracts } from './events/contract.ts'
import { importContracts } from './imports/contract.ts'
import { readMailbox } from './mailbox/contract.ts'
import { memberContracts } from './members/contract.ts'
import { opportunityContracts } from './opportunities/contract.ts'
import { orgContracts } from './orgs/contract.ts'
import { partnerContracts } from './partners/contract.ts'
import { peopleContracts } from './people/contract.ts'
import { productContracts } from './products/contract.ts'
import { programContracts } from './program/contract.ts'
import { registrationContracts } from './registrations/contract.ts'
import { rulingContracts } from './rulings/contract.ts'

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
  ...registrationContracts,
  ...rulingContracts,
  ...importContracts,
  ...auditContracts,
  ...eventContracts,
  readMailbox,
]

/** Every entry of the API by id: what the OpenAPI document and the web's typed client are made from. */
export type Contracts = { [Entry in (typeof all)[number] as Entry['id']]: Entry }

export const contracts = Object.fromEntries(all.map((entry) => [entry.id, entry])) as Contracts // keyed by each entry's own id
