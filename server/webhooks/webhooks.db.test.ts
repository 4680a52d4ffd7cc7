import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sealOrg } from '#server/audit/index.ts'
import { createOutgoing } from '#server/platform/outgoing.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { openVault } from '#server/platform/vault.ts'
import { makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { createWebhook, deleteWebhook, editWebhook, rotateSecret } from './edit.ts'
import { deliverDue, deliverWebhooks, feedWebhooks, tidyWebhooks } from './index.ts'
import { getDelivery, getWebhook, listDeliveries, listWebhooks } from './read.ts'
import { resendDelivery, resendFailed, testWebhook } from './resend.ts'

type Came = { headers: Record<string, string>; body: string; path: string }

let world: Awaited<ReturnType<typeof makeIdentity>>
const KEY = { secrets_key: 'forty random characters would be better', data_dir: '', database: null }
const ports = { outgoing: createOutgoing({ allow_private: true }), vault: openVault(KEY) }
const ends: (() => void)[] = []

beforeAll(async () => {
  world = await makeIdentity()
})
afterEach(() => ends.splice(0).forEach((end) => end()))
afterAll(async () => {
  await ports.outgoing.close()
  await world.drop()
})

/** A real receiver on a free port: what came, and an answer as the test wants it. */
async function receiver(answer: (response: ServerResponse, came: Came) => void = (response) => response.end('ok')) {
  const came: Came[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      // Node joins what came twice; the headers asked for here come once.
      const one = { headers: request.headers as Record<string, string>, body, path: request.url ?? '' }
      came.push(one)
      answer(response, one)
    })
  })
  ends.push(() => (server.closeAllConnections(), server.close()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { came, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` } // listens on TCP
}

async function makeAdmin() {
  const org_id = await world.makeOrg()
  const admin = await world.makePerson(org_id, 'admin')
  await sealOrg(world.runtime, org_id)
  return { org_id, call: admin.call }
}

type CallOf = Awaited<ReturnType<typeof makeAdmin>>['call']

async function add(call: CallOf, body: Record<string, unknown>) {
  return (await createWebhook(ports).run(call, { body })).answer
}

/** What the loops do: number, feed, send; until nothing is due. */
async function go(org_id: string): Promise<number> {
  await sealOrg(world.runtime, org_id)
  await feedWebhooks(world.runtime, org_id)
  let sent = 0
  for (;;) {
    const n = await deliverDue({ runtime: world.runtime, org_id, ...ports })
    if (n === 0) return sent
    sent += n
  }
}

const happen = (org_id: string, partner_id: string | null = null) =>
  world.makePerson(org_id, partner_id ? 'partner_viewer' : 'viewer', partner_id)
const makeDue = (org_id: string) =>
  world.run(org_id, sql`update delivery set next_at = now() - interval '1 second' where state = 'waiting'`)
const log = async (call: CallOf, id: string) =>
  (await listDeliveries.run(call, { params: { id }, query: { limit: 200 } })).rows

test('an event arrives once, in the shape of the standard, and two libraries verify it', async () => {
  const { org_id, call } = await makeAdmin()
  const to = await receiver()
  const webhook = await add(call, { url: to.url, types: ['person.*'] })
  expect(webhook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  await happen(org_id)
  expect(await go(org_id)).toBe(1)
  expect(await go(org_id)).toBe(0)
  const [came] = to.came
  expect(to.came).toHaveLength(1)
  if (!came) return
  for (const Verifier of [StandardWebhook, SvixWebhook]) {
    const verifier = new Verifier(webhook.secret)
    expect(() => verifier.verify(came.body, came.headers)).not.toThrow()
    expect(() => verifier.verify(came.body.replace('viewer', 'admin'), came.headers)).toThrow()
    expect(() => new Verifier(`whsec_${btoa('another secret of 24 bytes')}`).verify(came.body, came.headers)).toThrow()
  }
  expect(JSON.parse(came.body)).toMatchObject({
    type: 'person.invited',
    timestamp: expect.stringMatching(/Z$/),
    data: { id: came.headers['webhook-id'], subject: { noun: 'membership', id: expect.stringMatching(/^mem_/) } },
  })
  expect(Math.abs(Number(came.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(10)
  // Kept locked, answered never again.
  const kept = await world.rows<{ secret: string }>(org_id, sql`select secret from webhook`)
  expect(kept[0]?.secret).not.toContain(webhook.secret.slice(6))
  expect(JSON.stringify(await getWebhook.run(call, { params: { id: webhook.id } }))).not.toContain('whsec_')
})

test('what an endpoint did not ask for, and what happened before it was there, is not sent', async () => {
  const { org_id, call } = await makeAdmin()
  const to = await receiver()
  await happen(org_id)
  await sealOrg(world.runtime, org_id)
  await add(call, { url: to.url, types: ['registration.*', 'key.created'] })
  await happen(org_id)
  expect(await go(org_id)).toBe(0)
})

test('events come in the order of the feed to an endpoint that takes one at a time', async () => {
  const { org_id, call } = await makeAdmin()
  const to = await receiver()
  await add(call, { url: to.url, types: ['person.invited'], at_once: 1 })
  for (let n = 0; n < 5; n++) await happen(org_id)
  await go(org_id)
  const seqs = to.came.map((came) => (JSON.parse(came.body) as { data: { seq: number } }).data.seq)
  expect(seqs).toHaveLength(5)
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
})

test('a failed delivery comes again under the same id with a new timestamp, by the recommended schedule', async () => {
  const { org_id, call } = await makeAdmin()
  let fails = true
  const to = await receiver((response) => response.writeHead(fails ? 500 : 200).end(fails ? 'broken' : 'ok'))
  const { id } = await add(call, { url: to.url, types: ['person.*'] })
  await happen(org_id)
  const waits: number[] = []
  for (let n = 1; n <= 3; n++) {
    await go(org_id)
    const [row] = await log(call, id)
    expect(row).toMatchObject({ state: 'waiting', attempts: n, status: 500, problem: 'It answered 500.' })
    waits.push((Date.parse(row?.next_at ?? '') - Date.now()) / 1000)
    await makeDue(org_id)
  }
  const [first = 0, second = 0, third = 0] = waits
  expect(first).toBeGreaterThan(3)
  expect(first).toBeLessThan(6.5)
  expect(second).toBeGreaterThan(298)
  expect(second).toBeLessThan(361)
  expect(third).toBeGreaterThan(1798)
  expect((await getWebhook.run(call, { params: { id } })).failing_since).not.toBeNull()
  fails = false
  await go(org_id)
  const [row] = await log(call, id)
  expect(row).toMatchObject({ state: 'delivered', attempts: 4, problem: null })
  expect(new Set(to.came.map((came) => came.headers['webhook-id'])).size).toBe(1)
  const one = await getDelivery.run(call, { params: { id, delivery_id: row?.id } })
  expect(one.attempt_log.map(({ no, status, body_start }) => [no, status, body_start])).toEqual([
    [4, 200, 'ok'],
    [3, 500, 'broken'],
    [2, 500, 'broken'],
    [1, 500, 'broken'],
  ])
  expect(one.payload).toBe(to.came[0]?.body)
  expect((await getWebhook.run(call, { params: { id } })).failing_since).toBeNull()
})

test('after ten attempts it is given up; one or all of what failed can be sent again', async () => {
  const { org_id, call } = await makeAdmin()
  let fails = true
  const to = await receiver((response) => response.writeHead(fails ? 302 : 200, { location: '/else' }).end())
  const { id } = await add(call, { url: to.url, types: ['person.*'] })
  await happen(org_id)
  await happen(org_id)
  for (let n = 0; n < 10; n++) {
    await makeDue(org_id)
    await go(org_id)
  }
  expect(await log(call, id)).toMatchObject([
    { state: 'failed', attempts: 10, status: 302, problem: expect.stringContaining('redirect'), next_at: null },
    { state: 'failed', attempts: 10 },
  ])
  fails = false
  const [row] = await log(call, id)
  await resendDelivery.run(call, { params: { id, delivery_id: row?.id } })
  expect(await refusedWith(resendDelivery.run(call, { params: { id, delivery_id: row?.id } }))).toBe(
    'webhook.still_waiting',
  )
  expect((await resendFailed.run(call, { params: { id }, body: {} })).answer).toEqual({ count: 1 })
  await go(org_id)
  expect((await log(call, id)).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
})

test('a receiver that redirects inward or answers garbage is told as such; the event is kept and can be sent again', async () => {
  const { org_id, call } = await makeAdmin()
  const inside = await receiver()
  let says: 'inward' | 'garbage' | 'fine' = 'inward'
  const to = await receiver((response) => {
    if (says === 'inward') response.writeHead(307, { location: inside.url }).end()
    else if (says === 'garbage') response.socket?.end('HTTP/9.9 banana\r\n\0\0\r\n\r\n')
    else response.end('ok')
  })
  const hook = await add(call, { url: to.url, types: ['person.invited'] })
  await happen(org_id)
  await go(org_id)
  expect(inside.came).toEqual([])
  expect(await log(call, hook.id)).toMatchObject([
    { attempts: 1, status: 307, problem: expect.stringContaining('redirect') },
  ])
  says = 'garbage'
  await makeDue(org_id)
  await go(org_id)
  const [garbled] = await log(call, hook.id)
  expect(garbled).toMatchObject({ state: 'waiting', attempts: 2, status: null, problem: expect.any(String) })
  expect(garbled?.problem).not.toMatch(/HPE_|undefined|at .*:\d+/)
  says = 'fine'
  await makeDue(org_id)
  await go(org_id)
  expect(await log(call, hook.id)).toMatchObject([{ state: 'delivered', attempts: 3 }])
  expect(new Set(to.came.map((one) => one.headers['webhook-id'])).size).toBe(1)
})

test('410 Gone switches the endpoint off, announces it, and gives up what waits', async () => {
  const { org_id, call } = await makeAdmin()
  const to = await receiver((response) => response.writeHead(410).end())
  const { id } = await add(call, { url: to.url, types: ['person.*'], at_once: 1 })
  await happen(org_id)
  await happen(org_id)
  await go(org_id)
  const webhook = await getWebhook.run(call, { params: { id } })
  expect(webhook).toMatchObject({ state: 'disabled', disabled_because: 'gone' })
  expect(to.came).toHaveLength(1)
  expect((await log(call, id)).map(({ state }) => state)).toEqual(['failed', 'failed'])
  const events = await world.rows<{ type: string; body: string }>(org_id, sql`select type, body from event order by id`)
  expect(events.at(-1)?.type).toBe('webhook.disabled')
  expect(await refusedWith(testWebhook.run(call, { params: { id } }))).toBe('webhook.not_on')
  // Switched on again it begins with what happens from then.
  await happen(org_id)
  await sealOrg(world.runtime, org_id)
  const query = { if_match: webhook.revision }
  await editWebhook(ports).run(call, { params: { id }, query, body: { enabled: true } })
  await go(org_id)
  expect(to.came).toHaveLength(1)
})

test('nothing but failures for days switches it off too', async () => {
  const { org_id, call } = await makeAdmin()
  const to = await receiver((response) => response.writeHead(503).end())
  const { id } = await add(call, { url: to.url, types: ['person.*'] })
  await happen(org_id)
  await go(org_id)
  await world.run(org_id, sql`update webhook set failing_since = now() - interval '6 days'`)
  await makeDue(org_id)
  await go(org_id)
  expect(await getWebhook.run(call, { params: { id } })).toMatchObject({
    state: 'disabled',
    disabled_because: 'failing',
  })
})

test('while a secret changes, either verifies; afterwards only the new one', async () => {
  const { org_id, call } = await makeAdmin()
  const to = await receiver()
  const old = await add(call, { url: to.url, types: ['person.*'] })
  const { answer } = await rotateSecret(ports).run(call, { params: { id: old.id }, body: { overlap_hours: 24 } })
  await happen(org_id)
  await go(org_id)
  const both = to.came[0]
  expect(both?.headers['webhook-signature']?.split(' ')).toHaveLength(2)
  for (const secret of [old.secret, answer.secret])
    for (const Verifier of [StandardWebhook, SvixWebhook])
      new Verifier(secret).verify(both?.body ?? '', both?.headers ?? {})
  await world.run(org_id, sql`update webhook set old_secret_until = now() - interval '1 second'`)
  await happen(org_id)
  await go(org_id)
  const one = to.came[1]
  new StandardWebhook(answer.secret).verify(one?.body ?? '', one?.headers ?? {})
  expect(() => new StandardWebhook(old.secret).verify(one?.body ?? '', one?.headers ?? {})).toThrow()
})

test('a server that ended before it could tell leaves the delivery to be sent again under its id', async () => {
  const { org_id, call } = await makeAdmin()
  const to = await receiver()
  await add(call, { url: to.url, types: ['person.*'] })
  await happen(org_id)
  await go(org_id)
  // As if it had been killed between the answer and the commit: marked as being sent, and nothing kept.
  await world.run(
    org_id,
    sql`update delivery set state = 'waiting', ended_at = null, attempts = 1, sending_until = now() + interval '1 minute', next_at = now() + interval '1 minute'`,
  )
  await world.run(org_id, sql`delete from delivery_attempt`)
  expect(await go(org_id)).toBe(0)
  await world.run(org_id, sql`update delivery set sending_until = now(), next_at = now()`)
  expect(await go(org_id)).toBe(1)
  expect(to.came.map((came) => came.headers['webhook-id'])).toEqual([
    to.came[0]?.headers['webhook-id'],
    to.came[0]?.headers['webhook-id'],
  ])
})

test('several servers at once send each delivery once', async () => {
  const { org_id, call } = await makeAdmin()
  const to = await receiver()
  await add(call, { url: to.url, types: ['person.*'], at_once: 10 })
  for (let n = 0; n < 12; n++) await happen(org_id)
  await sealOrg(world.runtime, org_id)
  await Promise.all(Array.from({ length: 3 }, () => feedWebhooks(world.runtime, org_id)))
  await Promise.all(Array.from({ length: 4 }, () => go(org_id)))
  await go(org_id)
  expect(to.came).toHaveLength(12)
  expect(new Set(to.came.map((came) => came.headers['webhook-id'])).size).toBe(12)
})

test('an endpoint that hangs does not delay another, and the loop ends when it is told to', async () => {
  const { org_id, call } = await makeAdmin()
  const hangs = await receiver(() => undefined)
  const well = await receiver()
  await add(call, { url: hangs.url, types: ['person.*'], at_once: 2 })
  await add(call, { url: well.url, types: ['person.*'] })
  for (let n = 0; n < 8; n++) await happen(org_id)
  await sealOrg(world.runtime, org_id)
  await feedWebhooks(world.runtime, org_id)
  const stopping = new AbortController()
  const began = Date.now()
  const loop = deliverWebhooks(ports)(world.runtime, stopping.signal)
  while (well.came.length < 8 && Date.now() - began < 8000) await pause(50)
  expect(well.came).toHaveLength(8)
  expect(hangs.came).toHaveLength(2)
  stopping.abort()
  ends.splice(0).forEach((end) => end())
  await loop
})

test('a test event goes to its endpoint alone, whatever that listens to', async () => {
  const { org_id, call } = await makeAdmin()
  const [one, other] = [await receiver(), await receiver()]
  const { id } = await add(call, { url: one.url, types: ['program.published'] })
  await add(call, { url: other.url, types: ['*'] })
  await go(org_id)
  other.came.length = 0
  const { answer } = await testWebhook.run(call, { params: { id } })
  await go(org_id)
  expect(one.came.map((came) => came.headers['webhook-id'])).toEqual([answer.event_id])
  expect(other.came).toHaveLength(0)
})

test('a partner’s endpoint hears of its partner alone, and nobody else sees it', async () => {
  const { org_id, call } = await makeAdmin()
  const [mine, theirs] = [await world.makePartner(org_id), await world.makePartner(org_id)]
  const partner = (await world.makePerson(org_id, 'partner_admin', mine)).call
  const rival = (await world.makePerson(org_id, 'partner_admin', theirs)).call
  await sealOrg(world.runtime, org_id)
  const to = await receiver()
  const { id } = await add(partner, { url: to.url, types: ['*'] })
  await go(org_id)
  to.came.length = 0
  await happen(org_id)
  await happen(org_id, theirs)
  await happen(org_id, mine)
  await go(org_id)
  expect(to.came.map((came) => (JSON.parse(came.body) as { type: string }).type)).toEqual(['person.invited'])
  expect(to.came[0]?.body).toContain(mine.replaceAll('-', ''))
  const stranger = (await makeAdmin()).call
  for (const other of [rival, call, stranger]) {
    expect((await listWebhooks.run(other, { query: {} })).rows).toEqual([])
    expect(await refusedWith(getWebhook.run(other, { params: { id } }))).toBe('request.not_found')
    expect(await refusedWith(deleteWebhook.run(other, { params: { id } }))).toBe('request.not_found')
    expect(await refusedWith(listDeliveries.run(other, { params: { id }, query: {} }))).toBe('request.not_found')
  }
  expect((await listWebhooks.run(partner, { query: {} })).rows).toHaveLength(1)
})

test('refuses addresses inside a network, more endpoints than are kept, an old revision, a server without a key', async () => {
  const { call } = await makeAdmin()
  const guarded = { ...ports, outgoing: createOutgoing({ allow_private: false }) }
  for (const url of [
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'http://receiver.example/x',
    'https://metadata.internal/',
  ])
    expect(await refusedWith(createWebhook(guarded).run(call, { body: { url } }))).toBe('request.invalid')
  await guarded.outgoing.close()
  const keyless = { ...ports, vault: openVault({ ...KEY, secrets_key: null, data_dir: '/nowhere' }) }
  const url = 'https://receiver.example/in'
  expect(await refusedWith(createWebhook(keyless).run(call, { body: { url } }))).toBe('webhook.no_key')
  const { id, revision } = await add(call, { url })
  const edit = (if_match: number) =>
    editWebhook(ports).run(call, { params: { id }, query: { if_match }, body: { description: 'CRM' } })
  await edit(revision)
  expect(await refusedWith(edit(revision))).toBe('request.stale')
  for (let n = 1; n < 20; n++) await add(call, { url })
  expect(await refusedWith(add(call, { url }))).toBe('webhook.too_many')
  await deleteWebhook.run(call, { params: { id } })
  expect((await listWebhooks.run(call, { query: { limit: 200 } })).rows).toHaveLength(19)
})

test('switched off, what waits is given up; switched on again, it may catch up with what it missed', async () => {
  const { org_id, call } = await makeAdmin()
  let fails = true
  const to = await receiver((response) => response.writeHead(fails ? 500 : 200).end())
  const { id, revision } = await add(call, { url: to.url, types: ['person.*'] })
  await happen(org_id)
  await go(org_id)
  const off = await editWebhook(ports).run(call, {
    params: { id },
    query: { if_match: revision },
    body: { enabled: false },
  })
  expect(await log(call, id)).toMatchObject([{ state: 'failed', problem: expect.stringContaining('switched off') }])
  await happen(org_id)
  await go(org_id)
  fails = false
  await editWebhook(ports).run(call, {
    params: { id },
    query: { if_match: off.answer.revision },
    body: { enabled: true, catch_up: true },
  })
  to.came.length = 0
  await go(org_id)
  expect(to.came).toHaveLength(1)
})

test('the log forgets what is older than 30 days', async () => {
  const { org_id, call } = await makeAdmin()
  const to = await receiver()
  const { id } = await add(call, { url: to.url, types: ['person.*'] })
  await happen(org_id)
  await go(org_id)
  await tidyWebhooks(world.runtime, org_id)
  expect(await log(call, id)).toHaveLength(1)
  await world.run(org_id, sql`update delivery set created_at = now() - interval '31 days'`)
  await tidyWebhooks(world.runtime, org_id)
  expect(await log(call, id)).toHaveLength(0)
  expect(await go(org_id)).toBe(0)
})
