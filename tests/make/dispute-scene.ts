import { afterAll, beforeAll } from 'vitest'
import { toWireId } from '#kit/ids.ts'
import { epochMs } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import { moveClock, type Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from './world.ts'

/** What tests of disputes share: a world for each file of them, and a scene with everybody in it. */
export let world: World

/** Makes the world before the tests of a file, and takes it away after them. */
export function liveThere(): void {
  beforeAll(async () => {
    world = await makeWorld()
  })
  afterAll(() => world.drop())
}

let companies = 0
export const company = () => {
  companies += 1
  return {
    account_name: `Disputed ${companies} GmbH`,
    account_domain: `disputed${companies}.example`,
    account_country: 'DE',
    amount: { amount_minor: '10000000', currency: 'EUR' },
    expected_close_on: '2031-01-31',
  }
}

export const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )
export const rows = <T>(org: OrgWorld, statement: ReturnType<typeof sql>) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))

type Verb =
  | 'acknowledge'
  | 'review'
  | 'ask'
  | 'answer'
  | 'say'
  | 'share'
  | 'propose'
  | 'accept'
  | 'escalate'
  | 'decide'
  | 'appeal'
  | 'withdraw'
// Bodies are parsed by the contract: what a test gets wrong is refused.
export const act = (actor: Actor, verb: Verb, id: string, body: object = {}) =>
  world.act(actor, `dispute.${verb}` as 'dispute.decide', { params: { id }, body })
export const read = (actor: Actor, id: string) => world.act(actor, 'dispute.get', { params: { id } })

/** An org with everybody who can have to do with a dispute, and two partners on one account: the first holds it. */
export async function scene(slug: string, change?: (yaml: string) => string) {
  const org = await world.makeOrg(slug, change)
  // Managers of the partners: nobody they look after is theirs to decide about.
  const manager = await org.member('partner_manager')
  const handler = await org.member('partner_manager')
  const operations = await org.member('channel_ops')
  const admin = await org.member('admin')
  const rep = await org.member('sales_rep')
  const [holder, rival] = await Promise.all([org.partner(`Holder ${slug}`), org.partner(`Rival ${slug}`)])
  for (const partner of [holder, rival]) {
    const { revision } = await world.act(org.operator, 'partner.get', { params: { id: partner.id } })
    await world.act(org.operator, 'partner.edit', {
      params: { id: partner.id },
      query: { if_match: revision },
      body: { manager_id: toWireId('membership', manager.membership_id ?? '') },
    })
  }
  const body = company()
  const first = await world.act(holder.admin, 'registration.submit', { body })
  const held = await world.act(manager, 'registration.approve', { params: { id: first.id }, body: {} })
  const second = await world.act(rival.admin, 'registration.submit', { body })
  const open = (actor: Actor, ruling_id = second.ruling.id, more: object = {}) =>
    world.act(actor, 'dispute.open', {
      body: { ruling_id, ground: 'earlier', statement: 'We were there in March.', ...more },
    })
  const now = async () => {
    const [row] = await rows<{ at: string }>(
      org,
      sql`select now() + make_interval(secs => offset_ms / 1000.0) as at from org_clock where org_id = ${org.org_id}`,
    )
    return row?.at ?? ''
  }
  /** To an instant of the org's own time. */
  const goTo = async (at: string, after_ms = 60_000) =>
    moveClock(world.runtime, org.org_id, Math.max(0, epochMs(at) - epochMs(await now()) + after_ms))
  return { org, manager, handler, operations, admin, rep, holder, rival, body, first: held, second, open, now, goTo }
}

export const held = (org: OrgWorld) =>
  rows<{ kind: string; noun: string; partner_id: string | null }>(
    org,
    sql`select kind, noun, partner_id from hold where org_id = ${org.org_id} and released_at is null order by kind, noun, id`,
  )
export const state = (org: OrgWorld, id: string) =>
  world.act(org.operator, 'registration.get', { params: { id } }).then((r) => r.status)
