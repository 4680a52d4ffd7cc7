import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { mayReadOf, unreadable } from '#kit/readable.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { withWireIds } from '#kit/wire-ids.ts'
import { query, type Actor } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { compareDecisions } from './compare.ts'
import * as contract from './contract.ts'
import { deciderOf, showRuling, showRungs } from './show.ts'
import { nounOf, type KeptRuling } from './ruling.ts'
import * as store from './store.ts'
import type { RulingPorts } from './ports.ts'

/** What a ruling is about is seen through it: it is there for whoever may read that. */
async function findReadable(tx: Tx, org_id: string, wire_id: string, actor: Actor): Promise<KeptRuling> {
  const ruling = await store.findRuling(tx, org_id, uuidOf('ruling', wire_id))
  const noun = ruling && nounOf(ruling.kind)
  if (!ruling || (noun && !mayReadOf(actor.permissions, noun))) throw new Refused(COMMON.not_found, { noun: 'ruling' })
  return ruling
}

export const getRuling = ({ deciders }: RulingPorts) =>
  query(contract.getRuling, async ({ tx, org_id, actor }, { params }) => {
    const ruling = await findReadable(tx, org_id, params.id, actor)
    return showRuling(ruling, deciders, actor)
  })

export const listRulings = ({ deciders }: RulingPorts) =>
  query(contract.listRulings, async ({ tx, org_id, actor }, { query: { limit, cursor } }) => {
    const hidden = unreadable(actor.permissions)
    const found = await store.listRulings(tx, org_id, decodeCursor(cursor, ['id'])?.id, limit + 1, hidden)
    const last = found.length > limit ? found[limit - 1] : undefined
    return {
      rows: found.slice(0, limit).map((ruling) => showRuling(ruling, deciders, actor)),
      next_cursor: last ? encodeCursor({ id: last.id }) : null,
    }
  })

export const listRegistrationRulings = ({ deciders }: RulingPorts) =>
  query(contract.listRegistrationRulings, async ({ tx, org_id, actor }, { params, query: { limit, cursor } }) => {
    const before = decodeCursor(cursor, ['id'])?.id
    const found = await store.listRulingsOf(tx, org_id, uuidOf('registration', params.id), before, limit + 1)
    // Every registration has a ruling from its first moment on, so without one there is none that the caller may see.
    if (found.length === 0 && !before) throw new Refused(COMMON.not_found, { noun: 'registration' })
    const last = found.length > limit ? found[limit - 1] : undefined
    return {
      rows: found.slice(0, limit).map((ruling) => showRuling(ruling, deciders, actor)),
      next_cursor: last ? encodeCursor({ id: last.id }) : null,
    }
  })

export const replayRuling = ({ deciders, documentOf }: RulingPorts) =>
  query(contract.replayRuling, async ({ tx, org_id, actor }, { params }) => {
    const ruling = await findReadable(tx, org_id, params.id, actor)
    const decider = deciderOf(deciders, ruling)
    const document = await documentOf(tx, org_id, ruling.program_version)
    const replayed = decider.replay(ruling.facts, document, ruling.now)
    const differences = compareDecisions(ruling, replayed)
    return {
      same: differences.length === 0,
      outcome: withWireIds(replayed.outcome),
      because: showRungs(replayed.because, decider, 'org'),
      stored_outcome: withWireIds(ruling.outcome),
      differences,
    }
  })
