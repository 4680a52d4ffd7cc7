import { toWireId } from '#kit/ids.ts'
import { instant, type Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query, type Runtime } from '#server/command/index.ts'
import { wallMs } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import * as contract from './contract.ts'
import { findOrg } from './store.ts'

/** Business time of an org and the zone of its program; UTC until a program is in force. */
export async function tellTime(
  runtime: Runtime,
  tx: Tx,
  org: { id: string; offset_ms: number },
): Promise<{ now: Instant; zone: string }> {
  const now = instant(wallMs() + org.offset_ms)
  return { now, zone: await findZone(runtime, tx, org.id, now) }
}

async function findZone(runtime: Runtime, tx: Tx, org_id: string, now: Instant): Promise<string> {
  try {
    const { calendar } = (await runtime.programs.inForce(tx, org_id, now)).document
    if (typeof calendar === 'object' && calendar !== null && 'zone' in calendar) return String(calendar.zone)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
  return 'UTC'
}

export const getOrg = query(contract.getOrg, async ({ tx, org_id, runtime }) => {
  const org = await findOrg(tx, org_id)
  if (!org) throw new Refused(COMMON.not_found, { noun: 'org' })
  const { id, slug, name, is_demo, offset_ms } = org
  return {
    id: toWireId('org', id),
    slug,
    name,
    is_demo,
    ...(await tellTime(runtime, tx, org)),
    clock_offset_ms: offset_ms,
  }
})
