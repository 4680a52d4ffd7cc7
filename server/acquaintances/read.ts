import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { survivorOf } from '#server/accounts/index.ts'
import { query } from '#server/command/index.ts'
import { acquaintancesOf } from './acquaintance.ts'
import * as contract from './contract.ts'
import * as store from './store.ts'

const PARTNERS_MAX = 50
const SHOWN_TIES = 10

/** Which partners know an account, so that whoever goes there on Monday knows whom to call before. */
export const listAcquaintances = query(contract.listAcquaintances, async ({ tx, org_id, actor }, { params }) => {
  const account_id = await survivorOf(tx, org_id, uuidOf('account', params.id))
  if (!account_id) throw new Refused(COMMON.not_found, { noun: 'account' })
  const ties = await store.listTies(tx, org_id, account_id)
  const all = acquaintancesOf(ties)
  const shown = all.slice(0, PARTNERS_MAX)
  const ids = shown.map(({ partner_id }) => partner_id)
  const registered_by = ties.flatMap(({ submitted_by_person: id }) => (id ? [id] : []))
  const [contacts, people] = await Promise.all([
    store.listContacts(tx, org_id, ids),
    actor.permissions.has('person:read') ? store.listPeople(tx, org_id, ids, registered_by) : [],
  ])
  const contactOf = new Map(contacts.map((contact) => [contact.id, contact]))
  return {
    rows: shown.map(({ partner_id, way, since, last_active_on, ties: own }) => {
      const { name = '', status = 'none', manager_name = null, manager_email = null } = contactOf.get(partner_id) ?? {}
      return {
        partner: { id: toWireId('partner', partner_id), name, status },
        way,
        since,
        last_active_on,
        ties: own.slice(0, SHOWN_TIES).map(({ noun, id, name: of, code, since: from, protected_until }) => ({
          noun,
          id: toWireId(noun, id),
          name: of,
          code,
          since: from,
          protected_until,
        })),
        ties_count: own.length,
        people: people
          .filter((person) => person.partner_id === partner_id)
          .map(({ name: called, email, registered }) => ({ name: called, email, registered })),
        manager: manager_name && manager_email ? { name: manager_name, email: manager_email } : null,
      }
    }),
    has_more: all.length > PARTNERS_MAX || ties.length >= store.TIES_MAX,
  }
})
