import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { fromWireId } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query, type Actor } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import * as contract from './contract.ts'
import type { PersonHere } from './person.ts'
import { showPerson } from './show.ts'
import * as store from './store.ts'

export const listPeople = query(
  contract.listPeople,
  async ({ tx, org_id, actor }, { query: { limit, cursor, side, partner_id } }) => {
    const after = decodeCursor(cursor, ['name', 'id'])
    const asked = partner_id ? fromWireId('partner', partner_id) : null
    // Another partner's people do not exist for people of a partner.
    if (actor.partner_id && asked && asked !== actor.partner_id) return { rows: [], next_cursor: null }
    const rows = await store.listPeople(tx, org_id, {
      partner_id: actor.partner_id ?? asked,
      side: side ?? null,
      after,
      limit: limit + 1,
    })
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit).map((person) => showPerson(person, actor)),
      next_cursor: last ? encodeCursor({ name: last.name, id: last.id }) : null,
    }
  },
)

export const getPerson = query(contract.getPerson, async ({ tx, actor }, { params }) =>
  showPerson(await getPersonHere(tx, actor, params.id), actor),
)

/** The membership behind a wire id, as far as the actor sees it. */
export async function getPersonHere(tx: Tx, actor: Actor, wire: string): Promise<PersonHere> {
  const person = await store.findPersonHere(tx, actor.org_id, actor.partner_id, fromWireId('membership', wire) ?? '')
  if (!person) throw new Refused(COMMON.not_found, { noun: 'person' })
  return person
}
