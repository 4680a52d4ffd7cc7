import type { Runtime } from '#server/command/index.ts'
import * as store from './counts-store.ts'

/** Adds up what has changed in an org since the last time, so that reading its counts stays short. */
export function foldCounts({ db }: Pick<Runtime, 'db'>, org_id: string): Promise<void> {
  return db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) => store.foldCounts(tx, org_id))
}
