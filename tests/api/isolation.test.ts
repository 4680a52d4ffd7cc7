import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '#kit/contract.ts'
import type { RefusalType } from '#kit/refusal.ts'
import { contracts } from '#server/contracts.ts'
import { commonRefusals } from '#server/edge/problem.ts'
import { hashToken } from '#server/access/tokens.ts'
import { newId, newSecret } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type World } from '#tests/make/world.ts'
import { askOf, asksOf, fill, leaveOut, put, requestOf, slotsOf, type Ask, type Slot } from './asks.ts'
import { castWorld, type CallerOf, type Cast, type Realm } from './realms.ts'
import { serve, type Served } from './serve.ts'

/** Every route as every kind of caller, made from the contracts: a new route is tried without a line here. */

const routes: Route[] = Object.values(contracts)

let world: World
let cast: Cast
let served: Served

beforeAll(async () => {
  world = await makeWorld()
  cast = await castWorld(world)
  served = await serve(world)
}, 180_000)
afterAll(async () => {
  await served.close()
  await world.drop()
})

type Answer = { status: number; text: string; code: string | undefined }

async function call(route: Route, ask: Ask, caller: CallerOf, more: Record<string, string> = {}): Promise<Answer> {
  const { path, init } = requestOf(route, ask, { ...caller.headers, ...more })
  const response = await fetch(`${served.url}${path}`, init)
  const text = await response.text()
  const code = response.status >= 400 ? (JSON.parse(text) as { code: string }).code : undefined // a problem document, checked by the fuzzer
  return { status: response.status, text, code }
}

const allCanaries = () => [
  ...new Set([cast.north, cast.south, cast.first, cast.second].flatMap((realm) => realm.canaries)),
]

/** What of others stands in an answer: their words, and ids of theirs that the request did not bring itself. */
function leaks(answer: Answer, caller: CallerOf, ask: Ask, others: readonly Realm[]): string[] {
  const text = answer.text.toLowerCase()
  const sent = JSON.stringify(ask)
  const words = allCanaries().filter((word) => !caller.sees.includes(word) && text.includes(word))
  const own = new Set([...Object.values(caller.realm?.things ?? {}), ...(caller.realm?.more ?? [])])
  const ids = others
    .flatMap((realm) => [...Object.values(realm.things), ...realm.more])
    .filter((id) => !own.has(id) && !sent.includes(id) && text.includes(id))
  return [...words, ...ids]
}

function documented(route: Route, code: string | undefined): boolean {
  const types: readonly RefusalType[] = [...route.refusals, ...commonRefusals(route)]
  return types.some((type) => type.code === code) || ANYWHERE.has(code ?? '')
}
/** A session that acts for nobody, a key where a person is meant. */
const ANYWHERE = new Set(['access.no_membership', 'access.not_allowed'])

/** Everything of one org, as a few letters a table: unchanged when nothing was changed. */
async function fingerprint(org_id: string): Promise<Record<string, string>> {
  return world.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
    const tables = await tx.rows<{
      name: string
    }>(sql`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`)
    const found: Record<string, string> = {}
    for (const { name } of tables) {
      // the name comes from the catalog
      const text = `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as is from "${name}" t where org_id = '${org_id}'`
      found[name] = (await tx.one<{ is: string }>({ text, values: [], name: undefined }))?.is ?? ''
    }
    return found
  })
}

/** What a route answers when it found nothing to do: who marks what is not theirs marks nothing. */
const IDLE: Readonly<Record<string, RegExp>> = { 'notification.mark': /^\{"marked":0,/ }

/**
 * The request with things of another at one slot after the other, and at all. The rest names own things, and is left out
 * too where that can be: what is wrong with it could otherwise refuse the request before the foreign thing is looked at.
 */
function foreignAsks(ask: Ask, own: Realm, other: Realm): { foreign: Slot[]; filled: Ask }[] {
  const slots = slotsOf(ask)
  const choices = slots.length > 1 ? [...slots.map((slot) => [slot]), slots] : slots.map((slot) => [slot])
  return choices.flatMap((foreign) => {
    const rest = slots.filter((slot) => !foreign.includes(slot))
    const alone = rest.length > 0 ? leaveOut(ask, rest) : null
    return [ask, ...(alone ? [alone] : [])].flatMap((one) => {
      const filled = fill(one, own.things, other.things, foreign)
      return filled ? [{ foreign, filled }] : []
    })
  })
}

/** One line for everything that is wrong with what a caller got for naming things of others. */
async function tryForeign(caller: CallerOf, own: Realm, other: Realm): Promise<string[]> {
  const wrong: string[] = []
  for (const route of routes) {
    for (const { foreign, filled } of asksOf(route).flatMap((ask) => foreignAsks(ask, own, other))) {
      const answer = await call(route, filled, caller)
      const where = `${caller.name}: ${route.id} with ${other.name}'s ${foreign.map(({ path }) => path.join('.')).join(', ')}`
      if (answer.status >= 500) wrong.push(`${where}: ${answer.status} ${answer.text}`)
      for (const leak of leaks(answer, caller, filled, [other])) wrong.push(`${where}: shows ${leak}`)
      if (answer.status >= 400 && !documented(route, answer.code))
        wrong.push(`${where}: ${answer.code} is not in its contract`)
      if (answer.status < 300 && route.method !== 'GET' && !IDLE[route.id]?.test(answer.text))
        wrong.push(`${where}: was carried out`)
      if (answer.status < 300 && route.method === 'GET' && foreign.some(({ path }) => path[0] === 'params'))
        wrong.push(`${where}: was found`)
      // Who may not call it at all is told so before anything is looked up.
      if (answer.code === 'access.not_allowed' || answer.status === 401) break
    }
  }
  return wrong
}

describe('things of another org', () => {
  test('are neither found, named, shown nor changed, whatever caller names them in whatever place', async () => {
    const before = await fingerprint(cast.org_ids.south)
    const wrong: string[] = []
    for (const caller of cast.callers) wrong.push(...(await tryForeign(caller, caller.realm ?? cast.north, cast.south)))
    expect(wrong).toEqual([])
    expect(await fingerprint(cast.org_ids.south)).toEqual(before)
  }, 300_000)
})

describe('things of another partner', () => {
  test('are neither found, named, shown nor changed, whatever person or key of a partner names them', async () => {
    const wrong: string[] = []
    for (const caller of cast.callers.filter(({ side }) => side === 'partner'))
      wrong.push(...(await tryForeign(caller, cast.first, cast.second)))
    expect(wrong).toEqual([])
  }, 300_000)
})

describe('what a caller does with its own things', () => {
  test('shows nothing of others: every read, and every write that can be tried out', async () => {
    const wrong: string[] = []
    let tried = 0
    for (const caller of cast.callers) {
      for (const route of routes.filter(({ method, dry_run }) => method === 'GET' || dry_run)) {
        const things = (caller.realm ?? cast.north).things
        const asked = asksOf(route).flatMap((ask) =>
          // Deals of all kinds, where it is about one.
          (caller.realm && slotsOf(ask).some(({ noun }) => noun === 'registration')
            ? cast.own_deals
            : [things.registration ?? '']
          ).map((registration) => fill(ask, { ...things, registration })),
        )
        for (const ask of asked) {
          if (!ask) continue
          if (route.dry_run) ask.query.dry_run = true
          const answer = await call(route, ask, caller)
          if (answer.status < 300) tried += 1
          const others = [cast.south, ...(caller.side === 'org' ? [] : [cast.second, cast.org])]
          const where = `${caller.name}: ${route.id}`
          if (answer.status >= 500) wrong.push(`${where}: ${answer.status} ${answer.text}`)
          for (const leak of leaks(answer, caller, ask, others)) wrong.push(`${where}: shows ${leak}`)
          if (answer.code === 'access.not_allowed' || answer.status === 401) break
        }
      }
    }
    expect([...new Set(wrong)]).toEqual([])
    expect(tried).toBeGreaterThan(400)
  }, 300_000)

  test('acting for a membership that is not its own is refused, also for the live hints', async () => {
    const admin = cast.callers.find(({ name }) => name === 'admin')
    if (!admin) throw new Error('there is an admin')
    const acting = cast.south.things.membership ?? ''
    const refused = await call(contracts['account.list'], askOf(contracts['account.list']), admin, {
      'x-tributary-acting': acting,
    })
    expect(refused).toMatchObject({ status: 403, code: 'access.no_membership' })
    const file = cast.first.things.file ?? ''
    const linked = (membership: string | undefined) =>
      fetch(`${served.url}/api/v1/files/${file}/content?acting=${membership}`, { headers: admin.headers })
    expect((await linked(acting)).status).toBe(403)
    expect((await linked(cast.second.things.membership)).status).toBe(403)
    const hints = await fetch(`${served.url}/api/v1/hints?acting=${acting}`, { headers: admin.headers })
    expect(hints.status).toBe(403)
    expect((await fetch(`${served.url}/api/v1/hints`)).status).toBe(401)
  })
})

describe('who may call what', () => {
  test('stands in access-matrix.txt, whose changes are reviewed', async () => {
    await expect(await accessMatrix()).toMatchFileSnapshot('./access-matrix.txt')
  }, 180_000)

  /** A line a route. What is sent fits no contract, so that nothing is carried out: who may call is told so before. */
  async function accessMatrix(): Promise<string> {
    const { callers } = cast
    const lines = [['route', 'address', ...callers.map(({ name }) => name.replaceAll(' ', '_'))]]
    for (const route of [...routes].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const line = [route.id, `${route.method} ${route.path}`]
      for (const caller of callers) {
        const spare = route.id === 'session.end' ? await spareSession(caller) : caller
        const { status } = await call(
          route,
          {
            params: { id: 'nothing', n: 'nothing', enrollment_id: 'nothing' },
            query: {},
            body: route.raw_body ? 'nothing' : route.body ? { nothing: true } : undefined,
          },
          spare,
        )
        line.push(status === 401 ? '-' : status === 403 ? 'no' : 'yes')
      }
      lines.push(line)
    }
    const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
    const rows = lines.map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    return `Who may call which route. yes: may; no: 403; -: 401, needs somebody signed in.\n\n${rows.join('\n')}\n`
  }

  /** Signing out ends a session: one that nobody else here needs. */
  async function spareSession(caller: CallerOf): Promise<CallerOf> {
    if (!caller.headers.cookie) return caller
    const token = newSecret()
    const hash = hashToken(caller.headers.cookie.replace('tributary_session=', ''))
    await world.db.transaction(null, (tx) =>
      tx.run(sql`insert into session (id, token_hash, person_id, created_at, last_seen_at, expires_at)
        select ${newId()}::uuid, ${hashToken(token)}, person_id, created_at, last_seen_at, expires_at from session where token_hash = ${hash}`),
    )
    return { ...caller, headers: { ...caller.headers, cookie: `tributary_session=${token}` } }
  }
})

/** What would contradict the rest: who stands in for themselves. */
const SPARED: Readonly<Record<string, string>> = { 'delegation.create': 'body.from_id' }

async function brandSeen(caller: CallerOf): Promise<Record<string, string>> {
  const { headers } = await fetch(`${served.url}/api/v1/branding`, { headers: caller.headers })
  return { 'if-match': headers.get('etag') ?? '' }
}

describe('the requests of these tests', () => {
  test('are good ones: with things of their own they are carried out, so what refuses them is whose things they name', async () => {
    const [admin, partner] = ['admin', 'partner_admin'].map((name) => cast.callers.find((one) => one.name === name))
    if (!admin || !partner) throw new Error('both sides have an admin')
    const refused: string[] = []
    // What ends somebody comes last: others name them.
    const inOrder = [...routes].sort((a, b) => Number(a.id === 'person.end') - Number(b.id === 'person.end'))
    for (const route of inOrder.filter(({ permission, side }) => permission !== 'public' && side !== 'person')) {
      const { at = {}, ...moment } = cast.moments[route.id] ?? {}
      const things =
        route.id === 'registration.pick_account'
          ? cast.north.things
          : { ...cast.north.things, registration: cast.own_deals[0], ...moment }
      const whole = askOf(route)
      const spared = slotsOf(whole).filter(({ path }) => SPARED[route.id] === path.join('.'))
      const ask = fill(leaveOut(whole, spared) ?? whole, things)
      if (!ask) refused.push(`${route.id}: the world has no such thing`)
      else {
        for (const [path, id] of Object.entries(at)) put(ask, path.split('.'), id)
        if (route.dry_run) ask.query.dry_run = true
        // Whoever may take the logo away has done so above.
        const seen = route.id === 'brand.put' ? await brandSeen(admin) : {}
        const { status, code } = await call(route, ask, route.side === 'partner' ? partner : admin, seen)
        if (status >= 300) refused.push(`${route.id}: ${status} ${code}`)
      }
    }
    // This org is no demo, and has no mail server.
    expect(refused).toEqual(['clock.move: 403 clock.not_demo', 'mail.send: 409 mail.no_server'])
  }, 180_000)
})
