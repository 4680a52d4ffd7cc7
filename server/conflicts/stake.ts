import type { Actor } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { Conflict } from './conflict.ts'
import * as store from './store.ts'
import { STAKE_WORDS } from './words.ts'

/** Why somebody is a party to a conflict and not its judge, in words; null where nothing stands in the way. */
export async function stakeOf(tx: Tx, org_id: string, c: Conflict, actor: Actor): Promise<string | null> {
  if (actor.kind !== 'person') return null
  const stakes = await store.findStakes(tx, org_id, c, actor.id)
  const held = (Object.keys(STAKE_WORDS) as (keyof typeof STAKE_WORDS)[]).find((one) => stakes[one]) // the object's own keys
  return held ? STAKE_WORDS[held] : null
}
