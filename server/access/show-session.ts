import { toWireId } from '#kit/ids.ts'
import type { Runtime } from '#server/command/index.ts'
import { findOrg, tellTime } from '#server/orgs/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Membership, SignedIn } from './access.ts'
import type { SessionAnswer } from './contract.ts'
import { permissionsOf } from './roles.ts'
import { findPartner } from './store.ts'

/** Who somebody is, with the names of their places and the time in the one they act for. */
export async function showSession(
  runtime: Runtime,
  { person, memberships, current }: SignedIn,
): Promise<SessionAnswer> {
  const { id, name, email, has_password } = person
  return {
    person: { id: toWireId('person', id), name, email, has_password },
    memberships: await Promise.all(memberships.map((membership) => showMembership(runtime, membership))),
    membership_id: current && toWireId('membership', current.id),
    permissions: current ? [...permissionsOf(current.role)] : [],
    ...(await timeAt(runtime, current)),
  }
}

async function showMembership(
  runtime: Runtime,
  { id, role, partner_id, org }: Membership,
): Promise<SessionAnswer['memberships'][number]> {
  // Partners stand under row-level security: each name is read as that partner.
  const partner = partner_id
    ? await runtime.db.transaction({ org_id: org.id, scope: 'partner', partner_id }, (tx) =>
        findPartner(tx, org.id, partner_id),
      )
    : undefined
  return {
    id: toWireId('membership', id),
    side: partner_id ? 'partner' : 'org',
    role,
    org: { ...org, id: toWireId('org', org.id) },
    partner: partner ? { ...partner, id: toWireId('partner', partner.id) } : null,
  }
}

async function timeAt(runtime: Runtime, current: Membership | null): Promise<{ now: string; zone: string }> {
  const nowhere = { now: wallNow(), zone: 'UTC' }
  if (!current) return nowhere
  const { org, partner_id } = current
  return runtime.db.transaction({ org_id: org.id, scope: partner_id ? 'partner' : 'org', partner_id }, async (tx) => {
    const found = await findOrg(tx, org.id)
    return found ? tellTime(runtime, tx, found) : nowhere
  })
}
