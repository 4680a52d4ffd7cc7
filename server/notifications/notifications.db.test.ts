import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { toWireId } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import type { PersonCall, PublicCall } from '#server/access/index.ts'
import { moveClock, type Actor } from '#server/command/index.ts'
import { runImports } from '#server/imports/index.ts'
import { sendDueMail } from '#server/mails/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { smtpTransport } from '#server/platform/mail.ts'
import { createOutgoing } from '#server/platform/outgoing.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { ORIGIN } from '#tests/make/identity.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { createChannel } from './channels.ts'
import { sendDuePosts, writeDueMails } from './index.ts'
import { listNotifications, markRead, muteRecord } from './read.ts'
import { readStop, stopMail } from './unsubscribe.ts'

let world: World

beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.drop())

type Mail = { to_email: string; subject: string; text: string; html: string; topic: string | null; language: string }

function rows<T>(org: OrgWorld, statement: ReturnType<typeof sql>) {
  return world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))
}

const mails = (org: OrgWorld) =>
  rows<Mail>(
    org,
    sql`select to_email, subject, text, html, topic, language from mail where org_id = ${org.org_id} and key is not null order by id`,
  )

/** Forgets what was told while the org was being set up. */
async function quiet(org: OrgWorld): Promise<void> {
  await writeDueMails(world.runtime, org.org_id, plusMs(wallNow(), 40 * DAY_MS))
  await rows(org, sql`delete from notice where org_id = ${org.org_id}`)
  await rows(org, sql`delete from mail where org_id = ${org.org_id}`)
}

let companies = 0
function deal(more: Record<string, unknown> = {}) {
  companies += 1
  return {
    account_name: `Told company ${companies}`,
    account_domain: `told${companies}.example`,
    account_country: 'DE',
    amount: { amount_minor: '10000000', currency: 'EUR' },
    expected_close_on: '2030-01-31',
    ...more,
  }
}
const submit = (actor: Actor, body: object = deal()) => world.act(actor, 'registration.submit', { body })

/** A call as the person behind an actor makes it. */
function asPerson({ id, org_id, partner_id, role, membership_id }: Actor): PersonCall {
  const current = {
    id: membership_id ?? '',
    org: { id: org_id, slug: '', name: '', is_demo: true },
    partner_id,
    role,
  }
  const person = { id, name: '', email: '', has_password: false }
  return {
    runtime: world.runtime,
    request: ORIGIN,
    session: { session_id: 's', person, memberships: [current], current },
  }
}

async function listOf(actor: Actor, query: object = {}) {
  return (await listNotifications.run(asPerson(actor), { query: { language: 'en', ...query } })).answer
}

async function makeDesk(slug: string) {
  const org = await world.makeOrg(slug)
  const manager = await org.member('partner_manager')
  const partner = await org.partner(`${slug} partner`)
  await quiet(org)
  return { org, manager, partner, admin: partner.admin }
}

test('a submission tells the manager, mails the submitter a receipt, and both mails are written once by two servers at a time', async () => {
  const { org, manager, admin } = await makeDesk('once')
  const made = await submit(admin)
  await Promise.all([writeDueMails(world.runtime, org.org_id), writeDueMails(world.runtime, org.org_id)])
  await writeDueMails(world.runtime, org.org_id)
  const sent = await mails(org)
  expect(sent.map((mail) => mail.subject).sort()).toEqual([
    `In review: ${made.account.name}`,
    `To decide: ${made.account.name}`,
  ])
  expect((await listOf(manager)).rows[0]).toMatchObject({
    title: `To decide: ${made.account.name}`,
    path: `/o/once/registrations/${made.id}`,
    subject: { noun: 'registration', id: made.id },
    read_at: null,
  })
  // Their own act is nothing new to them; it stands in the list as read.
  expect(await listOf(admin)).toMatchObject({ unread: 0, rows: [{ title: `In review: ${made.account.name}` }] })
})

test('a dry run, and what is rolled back, tell nobody', async () => {
  const { org, admin } = await makeDesk('dry')
  const verb = world.app.verbs.find((one) => one.route.id === 'registration.submit')
  if (verb?.kind !== 'command') throw new Error('no such verb')
  await verb.run({ runtime: world.runtime, actor: admin, request_id: 'x', dry_run: true }, { body: deal() })
  expect(await rows(org, sql`select 1 from notice where org_id = ${org.org_id}`)).toEqual([])
})

test('one partner’s people never read another’s notices, nor each other’s', async () => {
  const { org, admin, partner, manager } = await makeDesk('walls')
  const rival = await org.partner('Rival')
  const seller = await partner.person('partner_seller')
  const made = await submit(seller)
  await world.act(manager, 'registration.approve', { params: { id: made.id }, body: {} })
  expect((await listOf(seller)).rows.map((row) => row.topic)).toEqual([
    'registration.approved',
    'registration.in_review',
  ])
  expect((await listOf(admin)).rows).toEqual([])
  expect((await listOf(rival.admin)).rows).toEqual([])
  const seen = await world.db.transaction({ org_id: org.org_id, scope: 'partner', partner_id: rival.uuid }, (tx) =>
    tx.rows(sql`select 1 from notice union all select 1 from notice_reader union all select 1 from notice_channel`),
  )
  expect(seen).toEqual([])
  // Marking another’s notice does nothing.
  const [theirs] = (await listOf(seller)).rows
  const marked = await markRead.run(asPerson(rival.admin), { body: { ids: [theirs?.id] } })
  expect(marked.answer.marked).toBe(0)
  expect(listNotifications.route.answer.safeParse(await listOf(seller)).error).toBeUndefined()
})

test('unread ones come first, page by page, and all are read until a time', async () => {
  const { manager, admin } = await makeDesk('pages')
  for (let n = 0; n < 5; n++) await submit(admin)
  const all = await listOf(manager)
  await markRead.run(asPerson(manager), { body: { ids: [all.rows[0]?.id] } })
  const first = await listOf(manager, { limit: 3 })
  const second = await listOf(manager, { limit: 3, cursor: first.next_cursor })
  expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual([
    ...all.rows.slice(1).map((row) => row.id),
    all.rows[0]?.id,
  ])
  expect(second.next_cursor).toBeNull()
  expect(first.unread).toBe(4)
  expect((await markRead.run(asPerson(manager), { body: { until: wallNow() } })).answer.unread).toBe(0)
  expect((await listOf(manager, { state: 'unread' })).rows).toEqual([])
})

test('a muted record and a topic switched off tell nothing more', async () => {
  const { org, manager, admin } = await makeDesk('muted')
  const made = await submit(admin)
  await muteRecord.run(asPerson(manager), { body: { subject: made.id, muted: true } })
  await world.act(admin, 'registration.withdraw', { params: { id: made.id }, body: {} })
  expect((await listOf(manager)).rows.map((row) => row.topic)).toEqual(['registration.in_review'])
  const choice = { app: false, mail: 'never' }
  await world.act(manager, 'notification.prefer', { body: { topics: [{ topic: 'registration.in_review', choice }] } })
  await submit(admin)
  expect((await listOf(manager)).rows).toHaveLength(1)
  const kept = await rows(org, sql`select 1 from audit where verb = 'notification.preferences_changed'`)
  expect(kept).toHaveLength(1)
})

test('a reader is written to in their language and zone, the org’s where they have none', async () => {
  const { org, manager, admin } = await makeDesk('german')
  await world.act(org.operator, 'notification.change_defaults', { body: { language: 'de' } })
  await world.act(admin, 'notification.prefer', { body: { language: 'en', zone: 'America/New_York' } })
  const made = await submit(admin)
  await writeDueMails(world.runtime, org.org_id)
  const sent = await mails(org)
  const german = sent.find((mail) => mail.language === 'de')
  expect(german?.subject).toBe(`Zu entscheiden: ${made.account.name}`)
  expect(german?.text).toMatch(/Guten Tag Person \d+,/)
  expect(german?.text).toContain('(Europe/Berlin)')
  expect(sent.find((mail) => mail.language === 'en')?.text).toContain('(America/New York)')
  const [problem] = await refused(world.act(manager, 'notification.prefer', { body: { zone: 'Mars/Olympus' } }))
  expect(problem).toBe('notification.unknown_zone')
})

test('many at once become one mail, and nothing is written about what was read meanwhile', async () => {
  const { org, manager, admin } = await makeDesk('flood')
  for (let n = 0; n < 7; n++) await submit(admin)
  const [one] = (await listOf(manager)).rows
  await markRead.run(asPerson(manager), { body: { ids: [one?.id] } })
  await writeDueMails(world.runtime, org.org_id)
  const sent = await mails(org)
  expect(sent.map((mail) => mail.subject).sort()).toEqual(['flood: 6 things for you', 'flood: 7 things for you'])
})

test('a digest is written at the hour in the reader’s zone, once by two servers, and not for nothing', async () => {
  const { org, manager, admin } = await makeDesk('digest')
  await world.act(manager, 'notification.prefer', {
    body: {
      zone: 'Asia/Tokyo',
      digest: { every: 'daily', hour: 7 },
      topics: [{ topic: 'registration.in_review', choice: { app: true, mail: 'digest' } }],
    },
  })
  await submit(admin)
  await submit(admin)
  await writeDueMails(world.runtime, org.org_id)
  const digests = async () => (await mails(org)).filter((mail) => mail.topic === 'digest')
  expect(await digests()).toEqual([])
  const [held] = await rows<{ mail_at: string }>(
    org,
    sql`select distinct mail_at from notice where mail_at is not null`,
  )
  // Seven in the morning there is 22:00 UTC.
  expect(held?.mail_at.slice(11)).toBe('22:00:00.000Z')
  const then = plusMs(held?.mail_at ?? '', 1000)
  await Promise.all([1, 2, 3].map(() => writeDueMails(world.runtime, org.org_id, then)))
  expect((await digests()).map((mail) => mail.subject)).toEqual(['digest: 2 things since yesterday'])

  await submit(admin)
  await writeDueMails(world.runtime, org.org_id)
  await markRead.run(asPerson(manager), { body: { until: plusMs(wallNow(), 60_000) } })
  await writeDueMails(world.runtime, org.org_id, plusMs(then, DAY_MS))
  expect(await digests()).toHaveLength(1)
})

test('quiet hours and a pause hold mail back until they end; what is urgent passes', async () => {
  const { org, manager, admin } = await makeDesk('still')
  const paused_until = plusMs(wallNow(), DAY_MS)
  await world.act(manager, 'notification.prefer', { body: { paused_until } })
  await submit(admin)
  await writeDueMails(world.runtime, org.org_id)
  const to_manager = async () => (await mails(org)).filter((mail) => mail.subject.startsWith('To decide'))
  expect(await to_manager()).toEqual([])
  await writeDueMails(world.runtime, org.org_id, plusMs(paused_until, 1000))
  expect(await to_manager()).toHaveLength(1)
})

test('a real mail server gets one mail per event and reader, with the way to stop it, which stops it', async () => {
  const { org, admin, manager } = await makeDesk('real')
  await rows(org, sql`update org set name = 'Evil <b>& "Sons"' where id = ${org.org_id}`)
  const arrived: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, callback) {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
      stream.on('end', () => {
        arrived.push(text.replace(/=\r?\n/g, ''))
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo // listens
  const transport = smtpTransport({
    smtp_url: `smtp://127.0.0.1:${port}`,
    mail_from: 'no-reply@tributary.example',
    public_url: 'https://desk.example',
  })
  const hostile = await submit(admin, deal({ account_name: '<img src=x onerror=alert(1)> {{accent}}' }))
  for (let n = 0; n < 2; n++) {
    await writeDueMails(world.runtime, org.org_id)
    await sendDueMail(world.runtime, org.org_id, transport)
  }
  expect(arrived).toHaveLength(2)
  for (const mail of arrived) {
    expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    // In the HTML part what people typed is text; in the plain one it always was.
    expect(mail.split('Content-Type: text/html')[1]).not.toMatch(/<img|<b>|\{\{accent\}\}/)
  }
  expect(arrived.join()).toContain(`https://desk.example/o/real/registrations/${hostile.id}`)

  const to_manager = arrived.find((mail) => mail.includes('To decide'))?.replace(/\r?\n[ \t]+/g, ' ')
  const [, token = ''] = /api\/v1\/unsubscribe\/([\w-]+)\?topic=registration\.in_review/.exec(to_manager ?? '') ?? []
  const call: PublicCall = { runtime: world.runtime, request: ORIGIN }
  const query = { topic: 'registration.in_review' }
  expect((await readStop.run(call, { params: { token }, query })).answer).toMatchObject({
    topic_name: 'A deal waits for a decision',
    topic_stopped: false,
  })
  expect((await stopMail.run(call, { params: { token }, query })).answer.topic_stopped).toBe(true)
  const wrong = `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`
  expect(await refused(readStop.run(call, { params: { token: wrong }, query: {} }))).toEqual([
    'notification.unknown_link',
  ])
  await submit(admin)
  await writeDueMails(world.runtime, org.org_id)
  await sendDueMail(world.runtime, org.org_id, transport)
  expect(arrived.filter((mail) => mail.includes('To decide'))).toHaveLength(1)
  // In the app it is told as before.
  expect((await listOf(manager)).unread).toBe(2)
  await new Promise<void>((resolve) => server.close(resolve))
})

test('a mail that may have arrived is sent again only when a person says so', async () => {
  const { org, admin } = await makeDesk('unknown')
  const boss = await org.member('admin')
  await quiet(org)
  await submit(admin)
  await writeDueMails(world.runtime, org.org_id)
  await rows(org, sql`update mail set state = 'unknown', problem = 'no answer' where org_id = ${org.org_id}`)
  const list = await world.act(boss, 'mail.list', { query: { state: 'unknown' } })
  expect(list).toMatchObject({ counts: { unknown: 2 }, has_server: false })
  const id = list.rows[0]?.id ?? ''
  expect(await refused(world.act(boss, 'mail.send', { params: { id } }))).toEqual(['mail.no_server'])
  expect(await world.act(boss, 'mail.forget', { params: { id } })).toMatchObject({ state: 'forgotten', abilities: [] })
  expect(await refused(world.act(boss, 'mail.forget', { params: { id } }))).toEqual(['mail.settled'])
  expect(
    await rows(org, sql`select 1 from mail where org_id = ${org.org_id} and state = 'forgotten' and text <> ''`),
  ).toEqual([])
  const other = await world.makeOrg('elsewhere')
  expect(await refused(world.act(await other.member('admin'), 'mail.forget', { params: { id } }))).toEqual([
    'request.not_found',
  ])
})

test('a chat channel hears what it chose, once, and its address is never shown again', async () => {
  const { org, admin } = await makeDesk('chat')
  const boss = await org.member('admin')
  const heard: string[] = []
  let answer = 200
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      heard.push(body)
      response.writeHead(answer).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listens
  const sealed = new Map<string, string>()
  const ports = {
    outgoing: createOutgoing({ allow_private: true }),
    vault: {
      has_key: () => true,
      lock: (text: string, about: string) => (sealed.set(about, text), `sealed ${about}`),
      unlock: (_: string, about: string) => sealed.get(about) ?? '',
    },
    public_url: 'https://desk.example',
  }
  const body = {
    kind: 'slack',
    name: 'Deals',
    url: `http://127.0.0.1:${port}/services/T0/B0/secret9876`,
    topics: ['registration.in_review'],
  }
  const call = { runtime: world.runtime, actor: boss, request_id: 'x' }
  const { answer: channel } = await createChannel(ports).run(call, { body })
  expect(channel.address).toBe(`127.0.0.1:${port}/…9876`)
  expect(JSON.stringify(await rows(org, sql`select * from notice_channel`))).not.toContain('secret')
  const made = await submit(admin, deal({ account_name: '<!channel> *Bold*' }))
  await Promise.all([1, 2].map(() => sendDuePosts(world.runtime, org.org_id, ports)))
  expect(heard).toHaveLength(1)
  expect(heard[0]).not.toContain('<!channel>:')
  expect(JSON.parse(heard[0] ?? '')).toMatchObject({
    text: expect.stringContaining('&lt;!channel&gt;'),
    blocks: [
      { type: 'header' },
      { type: 'section' },
      { elements: [{ url: `https://desk.example/o/chat/registrations/${made.id}` }] },
      {},
    ],
  })
  answer = 503
  await submit(admin)
  await sendDuePosts(world.runtime, org.org_id, ports)
  const posts = await world.act(boss, 'channel.posts', { params: { id: channel.id } })
  expect(posts.rows.map(({ state, http_status }) => [state, http_status])).toEqual([
    ['queued', 503],
    ['sent', 200],
  ])
  await world.act(boss, 'channel.end', { params: { id: channel.id } })
  await submit(admin)
  expect(await rows(org, sql`select 1 from notice_post where state = 'queued'`)).toEqual([])
  expect(toWireId('channel', '00000000-0000-7000-8000-000000000000')).toMatch(/^chn_/)
  server.close()
  await ports.outgoing.close()
})

test('what there is nothing to do about any more is read: late registrations, questions, turns of a request', async () => {
  const desk = await makeDesk('settled')
  const { org, manager, admin } = desk
  const { id } = await submit(admin)
  await moveClock(world.runtime, org.org_id, 10 * DAY_MS)
  const unread = async (actor: Actor) => (await listOf(actor, { state: 'unread' })).rows.map((row) => row.topic)
  expect(await unread(manager)).toContain('registration.answer_overdue')
  await world.act(manager, 'registration.ask', { params: { id }, body: { question: 'Who signs?' } })
  expect(await unread(manager)).not.toContain('registration.answer_overdue')
  expect(await unread(admin)).toContain('registration.info_requested')
  await world.act(admin, 'registration.answer', { params: { id }, body: { answer: 'Ada.' } })
  expect(await unread(admin)).not.toContain('registration.info_requested')
  const request = await world.act(admin, 'request.submit', { body: { kind: 'legal-help', reason: 'A clause.' } })
  expect(await unread(manager)).toContain('request.step_opened')
  await world.act(admin, 'request.withdraw', { params: { id: request.id }, body: {} })
  expect(await unread(manager)).not.toContain('request.step_opened')
})

test('whoever brings in a file hears how it ended, on either side, and nobody else does', async () => {
  const desk = await makeDesk('carried')
  const { org, manager, admin } = desk
  const bring = async (actor: Actor, object: string, file: string) => {
    async function* bytes() {
      yield Buffer.from(file)
    }
    const it = await world.act(actor, 'import.upload', { query: { object, file_name: 'rows.csv' }, body: bytes() })
    const body = { mapping: it.suggestion?.mapping }
    await world.act(actor, 'import.map', { params: { id: it.id }, query: { if_match: it.revision }, body })
    await world.act(actor, 'import.run', { params: { id: it.id } })
    await runImports(world.runtime)
    return it.id
  }
  const ops = await org.member('channel_ops')
  const told = async (actor: Actor) =>
    (await listOf(actor)).rows.filter((row) => row.topic.startsWith('import.')).map((row) => [row.text, row.path])
  const accounts = await bring(ops, 'account', 'id,name,country\n1,Acme,DE\n2,Beta,Nowhere\n')
  expect(await told(ops)).toEqual([
    ['2 rows were read, and 1 of them refused: look at them, and send them again.', `/o/carried/imports/${accounts}`],
  ])
  const deals = await bring(
    admin,
    'registration',
    'Key,Account name,Domain,Country,Amount,Currency,Expected close\n1,Carried Works,carriedworks.example,DE,1000,EUR,2035-01-31\n',
  )
  expect(await told(admin)).toEqual([['One row was read.', expect.stringContaining(`/imports/${deals}`)]])
  expect(await told(manager)).toEqual([])
})

/** The code of the refusal that something ended with. */
function refused(doing: Promise<unknown>): Promise<string[]> {
  return doing.then(
    () => ['nothing was refused'],
    (error: unknown) => [error instanceof Refused ? error.type.code : String(error)],
  )
}
