import { nameKey } from '#kit/company-name.ts'
import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { showPartner, showRow, tracksInForce, type PartnerPorts } from './show.ts'
import * as store from './store.ts'

export const listPartners = query(
  contract.listPartners,
  async ({ tx, org_id, actor, runtime, now }, { query: filter }) => {
    const { q = '', track, tier, status, manager, limit, cursor } = filter
    const [found, tracks] = await Promise.all([
      store.listPartners(tx, org_id, {
        name_from: nameKey(q),
        track,
        tier,
        status,
        manager_id: manager && uuidOf('membership', manager),
        after: decodeCursor(cursor, ['name_key', 'id']),
        limit: limit + 1,
      }),
      now().then((at) => tracksInForce(runtime, tx, org_id, at)),
    ])
    const last = found.length > limit ? found[limit - 1] : undefined
    return {
      rows: found.slice(0, limit).map((partner) => showRow(partner, tracks, actor)),
      next_cursor: last ? encodeCursor({ name_key: last.name_key, id: last.id }) : null,
    }
  },
)

export const getPartner = ({ registrationCounts }: PartnerPorts) =>
  query(contract.getPartner, async ({ tx, org_id, actor, runtime, now }, { params }) => {
    const id = uuidOf('partner', params.id)
    const [partner, counts, tracks] = await Promise.all([
      store.findPartner(tx, org_id, id),
      registrationCounts(tx, org_id, id),
      now().then((at) => tracksInForce(runtime, tx, org_id, at)),
    ])
    if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
    return showPartner(partner, tracks, counts, actor)
  })
