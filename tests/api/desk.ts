import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { localDate } from '#kit/calendar.ts'
import { toWireId } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import { sealOrg } from '#server/audit/index.ts'
import { workBulk } from '#server/bulk/index.ts'
import { runImports } from '#server/imports/index.ts'
import { sendDueMail } from '#server/mails/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { createOutgoing } from '#server/platform/outgoing.ts'
import { openVault } from '#server/platform/vault.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { deliverDue, feedWebhooks } from '#server/webhooks/index.ts'
import { PNG } from '#tests/make/picture.ts'
import { row, workbook } from '#tests/make/workbook.ts'
import { SECRETS_KEY, type World } from '#tests/make/world.ts'
import type { OrgCast, PartnerCast } from './makers.ts'
import type { Moment } from './peace.ts'
import type { Things } from './realms.ts'

/** What stands on a desk besides claims: files, requests, views, imports, notices and whatever else has an id. */

/** The day on which all of it happens, in the program's zone. */
export const today = () => localDate(wallNow(), 'Europe/Berlin')

const stream = (content: string | Uint8Array) => new Blob([Buffer.from(content)]).stream()

/** Somebody's server, which takes whatever it is sent. */
export async function makeReceiver(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => void request.resume().on('end', () => response.end('taken')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return { url: `http://127.0.0.1:${port}`, close: () => (server.closeAllConnections(), server.close()) }
}

/** A file of somebody, hanging on nothing yet. */
export async function looseFile(world: World, actor: Actor, word: string): Promise<string> {
  const sent = { query: { name: `${word} file.txt` }, body: stream(`${word} in a file ${Math.random()}\n`) }
  return (await world.act(actor, 'file.upload', sent)).id
}

/** A webhook of somebody, with something that was really sent to it. */
async function deliver(world: World, actor: Actor, webhook_id: string): Promise<string> {
  await world.act(actor, 'webhook.test', { params: { id: webhook_id } })
  await sealOrg(world.runtime, actor.org_id)
  await feedWebhooks(world.runtime, actor.org_id)
  const outgoing = createOutgoing({ allow_private: true })
  const vault = openVault({ secrets_key: SECRETS_KEY, data_dir: '', database: null })
  const sending = { runtime: world.runtime, org_id: actor.org_id, outgoing, vault }
  while ((await deliverDue(sending)) > 0);
  await outgoing.close()
  const { rows } = await world.act(actor, 'webhook.deliveries', { params: { id: webhook_id } })
  if (rows[0]?.state !== 'delivered') throw new Error(`a delivery is ${rows[0]?.state}`)
  return rows[0].id
}

async function newestNotice(world: World, actor: Actor): Promise<string> {
  const [found] = await world.db.transaction({ org_id: actor.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.rows<{
      id: string
    }>(sql`select id from notice where org_id = ${actor.org_id} and membership_id = ${actor.membership_id}
      order by id desc limit 1`),
  )
  if (!found) throw new Error('somebody was told nothing')
  return toWireId('notice', found.id)
}

/** What belongs to the org alone. `deal` is one that waits for its decision. */
export async function layOrgDesk(
  world: World,
  org: OrgCast,
  { deal, receiver }: { deal: { id: string; revision: number }; receiver: string },
): Promise<Things> {
  const { act } = world
  const [open, inner] = org.realm.canaries
  const [admin, other] = [org.people[0]?.actor, org.people[1]]
  if (!admin || !other) throw new Error('an org has people')
  const view = await act(admin, 'view.create', {
    body: { name: `${inner} view`, shared: true, state: { filters: { name: inner } } },
  })
  const bulk = await act(admin, 'bulk.start', {
    body: { action: { verb: 'approve', reason: `${inner} bulk` }, rows: [{ id: deal.id, revision: deal.revision }] },
  })
  const channel = await act(admin, 'channel.create', {
    body: { kind: 'slack', url: `${receiver}/${inner}`, name: `${inner} channel`, topics: ['registration.approved'] },
  })
  const delegation = await act(admin, 'delegation.create', {
    body: { to_id: other.membership, from_on: '2035-01-01', until_on: '2035-01-08', note: `${inner} holidays` },
  })
  await act(admin, 'brand.put', {
    query: { if_match: 0 },
    body: { name: `${open} brand`, support_email: `help@${open}.example`, sender_name: `${open} sender` },
  })
  await act(admin, 'brand.put_logo', { body: stream(PNG) })
  const webhook = org.realm.things.webhook ?? ''
  const done = await act(admin, 'import.upload', {
    query: { object: 'account', file_name: `${inner} done.csv` },
    body: stream(`Number,Name\n1,${inner} imported\n`),
  })
  const mapping = {
    name: 'crm',
    object: 'account',
    key_columns: ['Number'],
    columns: [{ column: 'Name', field: 'name' }],
  }
  await act(admin, 'import.map', { params: { id: done.id }, query: { if_match: done.revision }, body: { mapping } })
  await act(admin, 'import.run', { params: { id: done.id } })
  await runImports(world.runtime)
  const [mapped] = (await act(admin, 'import.list_mappings')).rows
  // No mail server is configured: what was written stays here.
  await sendDueMail(world.runtime, org.org_id, null)
  const { rows: mails } = await act(admin, 'mail.list', { query: { state: 'kept' } })
  return {
    view: view.id,
    bulk: bulk.id,
    channel: channel.id,
    delegation: delegation.id,
    delivery: await deliver(world, admin, webhook),
    mapping: mapped?.id,
    mail: mails[0]?.id,
    notice: await newestNotice(world, other.actor),
  }
}

/** What one partner has: on its deal, and what it asked for and brought in. */
export async function layPartnerDesk(
  world: World,
  org: OrgCast,
  partner: PartnerCast,
  registration: string,
): Promise<Things> {
  const { act } = world
  const { admin, realm } = partner
  const [word = ''] = realm.canaries
  const manager = org.people.find(({ role }) => role === 'partner_manager')?.actor ?? org.operator
  const attached = await act(admin, 'registration.attach', {
    params: { id: registration },
    body: { file_id: await looseFile(world, admin, word) },
  })
  // What the org keeps with it is not the partner's to see.
  await act(manager, 'registration.attach', {
    params: { id: registration },
    body: { file_id: await looseFile(world, manager, org.realm.canaries[1] ?? ''), visibility: 'org' },
  })
  await act(admin, 'registration.log_activity', {
    params: { id: registration },
    body: { kind: 'meeting', happened_on: today(), note: `${word} met` },
  })
  await act(manager, 'registration.ask', {
    params: { id: registration },
    body: { question: `${word} is asked`, fields: ['amount'] },
  })
  await act(admin, 'registration.answer', { params: { id: registration }, body: { answer: `${word} answers` } })
  const request = await act(admin, 'request.submit', {
    body: { kind: 'discount', registration_id: registration, discount_bps: 500, reason: `${word} reason` },
  })
  const uploaded = await act(admin, 'import.upload', {
    query: { object: 'registration', file_name: `${word}.csv` },
    body: stream(`Company,Domain\n${word} brought,${word}-brought.example\n`),
  })
  const participant = await act(manager, 'participant.add', {
    params: { id: org.realm.things.opportunity },
    body: { partner_id: realm.things.partner, role: 'resells' },
  })
  return {
    file: attached.file.id,
    attachment: attached.id,
    request: request.id,
    import: uploaded.id,
    participant: participant.id,
    delivery: await deliver(world, admin, realm.things.webhook ?? ''),
    notice: await newestNotice(world, admin),
  }
}

/** Routes that want a thing in a state of its own: what they are asked about when an admin of the org is to be obeyed. */
export async function layMoments(
  world: World,
  org: OrgCast,
  partners: { first: PartnerCast; second: PartnerCast },
  register: (partner: PartnerCast, suffix: string) => Promise<{ id: string; revision: number }>,
): Promise<Record<string, Moment>> {
  const { act } = world
  const { first, second } = partners
  const admin = org.people[0]?.actor
  const manager = org.people.find(({ role }) => role === 'partner_manager')?.actor
  if (!admin || !manager) throw new Error('an org has people')
  const approve = (id: string) => act(manager, 'registration.approve', { params: { id }, body: {} })
  const approved = async (suffix: string) => {
    const { id } = await register(first, suffix)
    await approve(id)
    return id
  }
  const accountOf = async (id: string) =>
    (await act(admin, 'registration.get', { params: { id } })).account?.id ?? undefined

  const asked = await register(first, 'asked')
  await act(manager, 'registration.ask', { params: { id: asked.id }, body: { question: 'Who is the buyer?' } })

  const ahead = await register(second, 'shared-free')
  await approve(ahead.id)
  const offered = await register(first, 'shared-free')
  await act(manager, 'registration.revoke', { params: { id: ahead.id }, body: { reason: 'It was lost.' } })

  const held = await approved('moment-held')
  const longer = await approved('moment-longer')
  await act(first.admin, 'registration.extend', { params: { id: longer }, body: { reason: 'They decide in May.' } })
  const sold = await approved('moment-sold')
  await act(manager, 'registration.convert', { params: { id: sold }, body: { opportunity: { name: 'A sale' } } })
  const opportunity = await act(admin, 'opportunity.create', {
    body: { name: 'A sale to be', account_id: await accountOf(held), stage: 'open' },
  })

  /** One that the admin is asked about, once the manager said yes. */
  const legal = async () => {
    const { id } = await act(first.admin, 'request.submit', {
      body: { kind: 'contract-change', clause: 'Liability', reason: 'Their lawyers ask.' },
    })
    await act(manager, 'request.approve', { params: { id }, body: {} })
    return id
  }
  const turn = await legal()
  /** One that the admin asked for itself, in the partner's name. */
  const mine = await act(admin, 'request.submit', {
    body: { kind: 'legal-help', partner_id: first.realm.things.partner, reason: 'A question of theirs.' },
  })
  await act(manager, 'request.ask', { params: { id: mine.id }, body: { question: 'Until when?' } })
  const kept = await act(admin, 'request.attach', {
    params: { id: turn },
    body: { file_id: await looseFile(world, admin, 'e') },
  })

  const plain = (word: string) => ({ name: word, email: `${word}@somewhere.example` })
  const invited = await act(admin, 'person.invite', { body: { ...plain('not-yet-come'), role: 'viewer' } })
  // Longer ago than the minute in which it is not sent again.
  await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.run(sql`update membership set invited_at = invited_at - interval '2 minutes' where org_id = ${org.org_id}`),
  )
  const given = await register(first, 'moment-given')
  const assigned = await act(admin, 'bulk.start', {
    body: {
      action: { verb: 'assign', manager_id: org.people[0]?.membership },
      rows: [{ id: given.id, revision: given.revision }],
    },
  })
  await workBulk(world.runtime, org.org_id)
  // Begun after that: it waits to be taken back.
  const waiting = await register(first, 'moment-waiting')
  const held_back = await act(admin, 'bulk.start', {
    body: { action: { verb: 'approve' }, rows: [{ id: waiting.id, revision: waiting.revision }] },
  })
  const hook = await act(admin, 'webhook.create', { body: { url: 'https://receiver.example/spare' } })
  const chat = await act(admin, 'channel.create', {
    body: { kind: 'teams', url: 'https://chat.example/spare', name: 'Spare', topics: ['registration.approved'] },
  })
  const sheets = ['First', 'Second'].map((name) => ({ name, rows: row(1, 'Name') + row(2, `${name} works`) }))
  const book = await act(admin, 'import.upload', {
    query: { object: 'account', file_name: 'book.xlsx' },
    body: stream(workbook(sheets)),
  })
  const finished = (await act(admin, 'import.list')).rows.find(({ state }) => state === 'finished')?.id
  const { rows: mails } = await act(admin, 'mail.list', { query: { state: 'kept' } })

  return {
    'person.resend': { membership: invited.id },
    'registration.answer': { registration: asked.id },
    'registration.confirm': { registration: offered.id },
    'registration.extend': { registration: held },
    'registration.grant_extension': { registration: longer },
    'registration.decline_extension': { registration: longer },
    'registration.convert': { registration: held, opportunity: opportunity.id },
    'registration.win': { registration: sold },
    'registration.lose': { registration: sold },
    'registration.revoke': { registration: held },
    'registration.submit': { file: await looseFile(world, admin, 'a'), account: await accountOf(held) },
    'registration.log_activity': { file: await looseFile(world, admin, 'b') },
    'registration.attach': { file: await looseFile(world, admin, 'c') },
    'delegation.create': { membership: org.people.find(({ role }) => role === 'finance')?.membership },
    'request.preview': { registration: held, account: await accountOf(held) },
    'request.submit': { registration: held, account: await accountOf(held) },
    'request.approve': { request: turn },
    'request.reject': { request: turn },
    'request.ask': { request: turn },
    'request.attach': { file: await looseFile(world, admin, 'd') },
    'request.answer': { request: mine.id },
    'request.withdraw': { request: mine.id },
    'request.detach': { request: turn, attachment: kept.id },
    'bulk.start': { registration: given.id },
    'bulk.undo': { bulk: assigned.id },
    'bulk.cancel': { bulk: held_back.id },
    'webhook.delete': { webhook: hook.id },
    'channel.end': { channel: chat.id },
    'import.choose_sheet': { import: book.id },
    'import.preview_undo': { import: finished },
    'import.undo': { import: finished },
    'mail.forget': { mail: mails[1]?.id },
  }
}
