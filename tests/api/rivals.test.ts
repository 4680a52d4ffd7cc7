import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { sealOrg } from '#server/audit/index.ts'
import { createHints } from '#server/edge/hints.ts'
import { exportOrg } from '#server/exports/index.ts'
import { runImports } from '#server/imports/index.ts'
import { writeDueMails } from '#server/notifications/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { feedWebhooks } from '#server/webhooks/index.ts'
import { makeWorld, type World } from '#tests/make/world.ts'
import { asksOf, fill, put, slotsOf, type Ask } from './asks.ts'
import { dealOf } from './contested.ts'
import { looseFile, today } from './desk.ts'
import { throughEdge } from './probe-calls.ts'
import { probersOf, ROUTES, type Prober } from './probes.ts'
import { castWorld, type Cast, type Realm } from './realms.ts'
import { serve, type Served } from './serve.ts'

/** What one partner could learn of another without asking for it: by counting, by waiting, by what reaches it unasked. */

let world: World
let cast: Cast
let served: Served
let first: Prober
let second: Prober

beforeAll(async () => {
  world = await makeWorld()
  cast = await castWorld(world)
  served = await serve(world)
  const probers = await probersOf(world, cast)
  const admins = probers.filter(({ name }) => name.endsWith('partner_admin'))
  const [one, two] = ['north first', 'north second'].map((of) => admins.find(({ name }) => name.startsWith(of)))
  if (!one || !two) throw new Error('both partners have an admin')
  first = one
  second = two
}, 120_000)
afterAll(async () => {
  await served.close()
  await world.drop()
})

const asked = (prober: Prober, route: (typeof ROUTES)[number], ask: Ask) =>
  throughEdge(served.fetch, { seed: 0, n: 0, route, prober, ask })

/** Without what only says when, and which request it was. */
const still = (text: string) =>
  text
    .replace(/"request_id":"[^"]*"/g, '')
    .replace(/x-request-id: .*|ratelimit.*: .*|retry-after: .*|date: .*|etag: .*/gi, '')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'then')
    .replace(/"working_minutes":\d+/g, '')

/** Everything that somebody can read of its own, by address. */
async function readAll(prober: Prober, realm: Realm): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  // A list as a file is its pages, and that it was taken is itself told.
  const reads = ROUTES.filter(
    ({ method, side, path }) => method === 'GET' && side !== 'org' && !path.startsWith('/exports'),
  )
  for (const route of reads) {
    for (const ask of asksOf(route)) {
      const filled = fill(ask, realm.things)
      if (!filled || JSON.stringify(filled).includes('canary')) continue
      const { status, text } = await asked(prober, route, filled)
      if (status === 200) found.set(`${route.id} ${JSON.stringify(filled)}`, still(text))
    }
  }
  return found
}

describe('what reaches people unasked', () => {
  test('mails, notices, deliveries, posts and live hints hold nothing of others', async () => {
    const { act } = world
    const org_id = cast.org_ids.north
    const hints = createHints(world.db, world.runtime.log)
    const stop = new AbortController()
    if (!first.actor || !second.actor) throw new Error('people have actors')
    for (const actor of [first.actor, second.actor])
      await act(actor, 'webhook.create', { body: { url: 'https://hooks.example/all', types: ['*'] } })
    const stream = await hints.open(first.actor, stop.signal)
    const heard = stream.text().catch(() => '')
    const runtime = { ...world.runtime, committed: hints.announce }
    const verb = world.app.verbs.find((one) => one.route.id === 'registration.submit')
    if (verb?.kind !== 'command') throw new Error('a submit is a command')
    const body = dealOf('northsecondcanary', { account_domain: 'hinted.example', account_tax_id: undefined })
    await verb.run({ runtime, actor: second.actor, request_id: 'hint' }, { body })
    await hints.close()
    stop.abort()
    expect(await heard).not.toMatch(first.forbidden)

    await sealOrg(world.runtime, org_id)
    await feedWebhooks(world.runtime, org_id)
    await writeDueMails(world.runtime, org_id, plusMs(wallNow(), DAY_MS))
    const scope = { org_id, scope: 'org' as const, partner_id: null }
    const read = <T>(statement: ReturnType<typeof sql>) => world.db.transaction(scope, (tx) => tx.rows<T>(statement))
    const mails = await read<{ to: string; text: string }>(
      sql`select to_email as to, subject || text || html as text from mail where org_id = ${org_id}`,
    )
    const notices = await read<{ to: string; text: string }>(sql`select coalesce(p.slug, 'org') as to, n::text as text
      from notice n left join partner p on p.org_id = n.org_id and p.id = n.partner_id where n.org_id = ${org_id}`)
    const delivered = await read<{
      to: string
      text: string
    }>(sql`select p.slug as to, d::text || e::text as text from delivery d
      join partner p on p.org_id = d.org_id and p.id = d.partner_id
      join event e on e.org_id = d.org_id and e.id = d.event_id where d.org_id = ${org_id}`)
    const wrong: string[] = []
    for (const [what, all] of Object.entries({ mails, notices, delivered })) {
      expect([what, all.length > 0]).toEqual([what, true])
      for (const { to, text } of all) {
        const reader = /first/.test(to) ? first : /second/.test(to) ? second : undefined
        // People of the org read what its partners have; of another org nobody here reads anything.
        const found = reader ? text.toLowerCase().match(reader.forbidden) : text.toLowerCase().match(/south\w+canary/g)
        if (found) wrong.push(`${what} to ${to}: ${[...new Set(found)].join(', ')} in ${text.slice(0, 600)}`)
      }
    }
    expect(wrong).toEqual([])
  }, 60_000)

  test('the file that an org leaves with holds nothing of another org', async () => {
    let text = ''
    await exportOrg(world.db, cast.org_ids.north, { credentials: true }, async (piece) => void (text += piece))
    expect(text).toContain('northorgcanary')
    expect(text).not.toMatch(/south\w*canary/i)
    expect(text).not.toContain(cast.org_ids.south)
  }, 60_000)
})

describe('what is somebody else’s', () => {
  test('is answered to the letter like what never was, wherever it is named', async () => {
    const never = (id: string) => `${id.slice(0, id.indexOf('_'))}_${'0198f0c2a1b47c3d9e5f6a7b8c9d0e1f'}`
    const wrong: string[] = []
    for (const prober of [first, second]) {
      const [own, others] = prober === first ? [cast.first, [cast.second, cast.south]] : [cast.second, [cast.south]]
      for (const route of ROUTES.filter(({ permission }) => permission !== 'public')) {
        if (route.method !== 'GET' && !route.dry_run) continue
        for (const ask of asksOf(route)) {
          for (const other of others)
            for (const slot of slotsOf(ask)) {
              const filled = fill(ask, { ...cast.north.things, ...own.things }, other.things, [slot])
              const id = other.things[slot.noun]
              if (!filled || !id) continue
              const nothing = structuredClone(filled)
              put(nothing, slot.path, never(id))
              const [theirs, none] = [await asked(prober, route, filled), await asked(prober, route, nothing)]
              const same = (text: string) => still(text).replaceAll(id, 'it').replaceAll(never(id), 'it')
              if (theirs.status !== none.status || same(theirs.text) !== same(none.text))
                wrong.push(
                  `${prober.name}: ${route.id} at ${slot.path.join('.')}: ${same(theirs.text)} | ${same(none.text)}`,
                )
            }
        }
      }
    }
    expect(wrong).toEqual([])
  }, 240_000)
})

// Last: it also takes the other's names into its mouth.
describe('a rival that does everything it can', () => {
  test('changes no number, no row and no word that the other reads', async () => {
    const before = await readAll(first, cast.first)
    expect(before.size).toBeGreaterThan(40)
    await liveOn()
    const after = await readAll(first, cast.first)
    const changed = [...before].filter(([where, text]) => after.get(where) !== text)
    expect(changed.map(([where, text]) => `${where}: ${text} is now ${after.get(where)}`)).toEqual([])
  }, 120_000)

  /** What the second partner, and the org with it, may do in a month. */
  async function liveOn(): Promise<void> {
    const { act } = world
    const [seller, org] = [second.actor, managerOf()]
    if (!seller) throw new Error('a person has an actor')
    const submit = async (suffix: string, more: object = {}) => {
      const company = { account_domain: `northsecondcanary-${suffix}.example`, account_tax_id: undefined, ...more }
      return act(seller, 'registration.submit', { body: dealOf('northsecondcanary', company) })
    }
    const [plain, left, held] = [await submit('plain'), await submit('left'), await submit('held')]
    await act(seller, 'registration.withdraw', { params: { id: left.id }, body: { reason: 'It is over.' } })
    await act(org, 'registration.approve', { params: { id: held.id }, body: {} })
    await act(org, 'registration.reject', { params: { id: plain.id }, body: { reason: 'It is not yours.' } })
    const activity = { kind: 'call', happened_on: today(), file_ids: [await looseFile(world, seller, 'proof')] }
    await act(seller, 'registration.log_activity', { params: { id: held.id }, body: activity })
    // Where the other is already: behind its protection, in its queue, and by its company's name.
    const own = await act(first.actor ?? org, 'registration.list', { query: { limit: 100 } })
    for (const [n, { account }] of own.rows.slice(0, 12).entries())
      await submit(`same${n}`, { account_name: account.name, account_domain: account.domain ?? undefined })
    await act(seller, 'request.submit', {
      body: { kind: 'discount', registration_id: held.id, discount_bps: 500, reason: 'They ask.' },
    })
    await act(seller, 'dispute.open', {
      body: { ruling_id: plain.ruling.id, ground: 'other', statement: 'It is ours.' },
    })
    await act(seller, 'key.create', { body: { name: 'another', scopes: ['event:read'], expires_in_days: null } })
    await act(seller, 'webhook.create', { body: { url: 'https://hooks.example/rival', types: ['registration.*'] } })
    await act(seller, 'person.invite', {
      body: { name: 'New', email: 'new@rival.example', role: 'partner_seller', partner_id: cast.second.things.partner },
    })
    await act(seller, 'consent.grant', { params: { id: cast.second.things.consent }, body: {} })
    const uploaded = await act(seller, 'import.upload', {
      query: { object: 'registration', file_name: 'more.csv' },
      body: new Blob(['Company,Domain\nMore works,more.example\n']).stream(),
    })
    await act(seller, 'import.cancel', { params: { id: uploaded.id } }).catch(() => undefined)
    await runImports(world.runtime)
    await act(org, 'conduct_case.decide', {
      params: { id: cast.second.things.conduct_case },
      body: { decision: 'warn', reason: 'Once more.' },
    })
    await act(org, 'conflict.resolve', {
      params: { id: cast.second.things.conflict },
      body: { resolution: 'stands_aside', reason: 'It is protected.' },
    })
    await sealOrg(world.runtime, cast.org_ids.north)
    await feedWebhooks(world.runtime, cast.org_ids.north)
  }

  function managerOf() {
    const { actor } = cast.callers.find(({ name }) => name === 'admin') ?? {}
    if (!actor) throw new Error('the org has an admin')
    return actor
  }
})
