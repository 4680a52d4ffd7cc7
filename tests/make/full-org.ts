import { toWireId, uuidOf } from '#kit/ids.ts'
import { permissionsOf } from '#server/access/index.ts'
import { operatorActor, type Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { PNG } from './picture.ts'
import { row, workbook } from './workbook.ts'
import type { World } from './world.ts'

/** Adds to a demo org what its story has none of, so that every table holds something of it. */
export async function fillOrg(world: World, org_id: string): Promise<void> {
  const operator = operatorActor(org_id)
  await world.act(operator, 'product.create', {
    body: { name: 'A priced product', list_price: { amount_minor: '4200000', currency: 'EUR' } },
  })
  await world.act(operator, 'member.create', { body: { name: 'A seller' } })
  await keepDesk(world, operator)
  await keepFiles(world, operator)
  await keepRequest(world, operator)
  await keepTold(world, operator)
  await keepConduct(world, operator)
  const sheets = ['First', 'Second'].map((name) => ({ name, rows: row(1, 'Name') + row(2, `${name} works`) }))
  await world.act(operator, 'import.upload', {
    query: { object: 'account', file_name: 'book.xlsx' },
    body: new Blob([Uint8Array.from(workbook(sheets))]).stream(),
  })
}

const orgScope = (actor: Actor) => ({ org_id: actor.org_id, scope: 'org', partner_id: null }) as const

/** Somebody who works at the org, in a role of theirs. */
async function colleague(world: World, operator: Actor, role: string): Promise<Actor> {
  const { rows } = await world.act(operator, 'person.list', { query: { limit: 200 } })
  const found = rows.find((one) => one.role === role)
  if (!found) throw new Error(`nobody is ${role}`)
  return {
    kind: 'person',
    id: uuidOf('person', found.person_id),
    org_id: operator.org_id,
    side: 'org',
    partner_id: null,
    role,
    permissions: permissionsOf(role),
    membership_id: uuidOf('membership', found.id),
  }
}

/** A view, a look, an order of tabs, and a decision in bulk that waits. */
async function keepDesk(world: World, operator: Actor): Promise<void> {
  const someone = await colleague(world, operator, 'admin')
  await world.act(operator, 'view.create', { body: { name: 'Shared', shared: true, state: { filters: {} } } })
  await world.act(someone, 'view.order', { body: { keys: ['all'] } })
  await world.db.transaction(orgScope(operator), (tx) =>
    tx.run(sql`insert into view_seen (org_id, membership_id, list, key, seen_at)
      values (${operator.org_id}, ${someone.membership_id}, 'registrations', 'all', now())`),
  )
  const open = await inReview(world, operator)
  const rows = [{ id: open.id, revision: open.revision }]
  await world.act(operator, 'bulk.start', { body: { action: { verb: 'approve' }, rows } })
}

async function inReview(world: World, operator: Actor) {
  const { rows } = await world.act(operator, 'registration.list', { query: { status: 'in_review', limit: 1 } })
  if (!rows[0]) throw new Error('the world has nothing to decide on')
  return rows[0]
}

/** A brand with a logo, a file on a deal, and a price that is held. */
async function keepFiles(world: World, operator: Actor): Promise<void> {
  const brand = await world.act(operator, 'brand.get')
  await world.act(operator, 'brand.put', {
    query: { if_match: brand.revision },
    body: { name: 'Our brand', accent_light: '#0a609a' },
  })
  await world.act(operator, 'brand.put_logo', { body: new Blob([PNG]).stream() })
  const file = await world.act(operator, 'file.upload', {
    query: { name: 'letter.txt' },
    body: new Blob(['The customer’s words\n']).stream(),
  })
  const deal = await inReview(world, operator)
  await world.act(operator, 'registration.attach', { params: { id: deal.id }, body: { file_id: file.id } })
  const { rows } = await world.act(operator, 'program.list_versions', { query: { limit: 1 } })
  const { yaml } = await world.act(operator, 'program.get_version', { params: { n: rows[0]?.version } })
  const draft = await world.act(operator, 'program.create_draft', {
    body: { yaml: yaml.replace(/(price_hold:\s+products:) .*/, '$1 [A priced product]') },
  })
  await world.act(operator, 'program.publish', { params: { n: draft.version }, body: { note: 'Prices are held' } })
  await world.act(operator, 'registration.submit', {
    body: {
      partner_id: deal.partner.id,
      account_name: 'Held Price Works',
      account_domain: 'held-price.example',
      account_country: 'DE',
      amount: { amount_minor: '10000000', currency: 'EUR' },
      expected_close_on: '2035-01-31',
      products: ['A priced product'],
    },
  })
}

/** A request with a question about it, and somebody who will be away. */
async function keepRequest(world: World, operator: Actor): Promise<void> {
  const deal = await inReview(world, operator)
  const manager = await colleague(world, operator, 'partner_manager')
  const other = await colleague(world, operator, 'admin')
  await world.act(operator, 'partner.edit', {
    params: { id: deal.partner.id },
    query: { if_match: (await world.act(operator, 'partner.get', { params: { id: deal.partner.id } })).revision },
    body: { manager_id: toWireId('membership', manager.membership_id ?? '') },
  })
  const request = await world.act(operator, 'request.submit', {
    body: { kind: 'legal-help', partner_id: deal.partner.id, reason: 'Their lawyers ask.' },
  })
  await world.act(manager, 'request.ask', { params: { id: request.id }, body: { question: 'Which clause?' } })
  await world.act(manager, 'delegation.create', {
    body: { to_id: toWireId('membership', other.membership_id ?? ''), from_on: '2035-01-01', until_on: '2035-01-08' },
  })
}

/** How people are told: by the org's choice and by their own. */
async function keepTold(world: World, operator: Actor): Promise<void> {
  const reader = await colleague(world, operator, 'partner_manager')
  const topic = 'registration.approved'
  const digest = { every: 'weekly', hour: 9, weekday: 2 }
  await world.act(operator, 'notification.change_defaults', {
    body: { digest, org: [{ topic, choice: { app: true, mail: 'digest' } }] },
  })
  await world.act(reader, 'notification.prefer', {
    body: { digest, topics: [{ topic, choice: { app: true, mail: 'never' } }] },
  })
  // One's own marks and the worker's notes, as they leave them.
  await world.db.transaction(orgScope(operator), async (tx) => {
    const { org_id } = operator
    await tx.run(sql`insert into notice_mute (org_id, membership_id, subject_id, muted_at)
      select org_id, membership_id, subject_id, now() from notice where org_id = ${org_id} limit 1`)
    await tx.run(
      sql`insert into notice_digest (org_id, membership_id, day, made_at) values (${org_id}, ${reader.membership_id}, '2026-01-01', now())`,
    )
  })
}

/** A suspension by two people, and a company that a partner only tried out. */
async function keepConduct(world: World, operator: Actor): Promise<void> {
  const seller = await partnerAdmin(world, operator)
  const [ops, admin] = [await colleague(world, operator, 'channel_ops'), await colleague(world, operator, 'admin')]
  const { rows } = await world.act(operator, 'account.list', { query: { limit: 3 } })
  // A first and a second finding lead to less: only the third may end in a suspension.
  for (const [place, decision] of (['note', 'warn', 'propose'] as const).entries()) {
    const { id } = await world.act(ops, 'conduct_case.open', {
      body: {
        partner_id: toWireId('partner', seller.partner_id ?? ''),
        kind: 'poaching',
        account_id: rows[place]?.id,
        words: 'A customer says that it was asked to leave another partner.',
      },
    })
    const params = { id }
    await world.act(ops, 'conduct_case.notify', { params, body: { words: 'Please tell us how it was.' } })
    await world.act(seller, 'conduct_case.answer', { params, body: { words: 'They came to us.' } })
    await world.act(ops, 'conduct_case.decide', { params, body: { decision, reason: 'It is in writing.' } })
    if (decision === 'propose')
      await world.act(admin, 'conduct_case.confirm', { params, body: { agrees: true, reason: 'I read it too.' } })
  }
  await world.db.transaction(orgScope(operator), (tx) =>
    tx.run(sql`insert into conduct_ask (org_id, partner_id, hour, name_key, name)
      values (${operator.org_id}, ${seller.partner_id}, date_trunc('hour', now()), 'triedout', 'Tried Out Ltd')`),
  )
}

/** Somebody who runs a partner's side: of the partner that came last, and so is in the least of the stories. */
async function partnerAdmin(world: World, operator: Actor): Promise<Actor> {
  const found = await world.db.transaction(null, (tx) =>
    tx.one<{ id: string; person_id: string; partner_id: string }>(sql`select id, person_id, partner_id from membership
      where org_id = ${operator.org_id} and role = 'partner_admin' and ended_at is null order by partner_id desc, id limit 1`),
  )
  if (!found) throw new Error('no partner has an admin')
  return {
    kind: 'person',
    id: found.person_id,
    org_id: operator.org_id,
    side: 'partner',
    partner_id: found.partner_id,
    role: 'partner_admin',
    permissions: permissionsOf('partner_admin'),
    membership_id: found.id,
  }
}
