import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stopOrphan } from '#server/platform/postgres/embedded.ts'
import {
  allRows,
  callerOf,
  startProcess,
  tributary,
  type Caller,
  type ServerProcess,
} from '#tests/scenarios/process.ts'
import { makeCompanies, typed } from './companies.ts'
import { randomOf, type Random } from './random.ts'

/**
 * The same with a server of its own, over HTTP: its process is killed again and again, at a moment that the seed draws,
 * while clients act and the clock is moved. Whoever got no answer asks again under the same key. At the end all of it is
 * held against what was answered.
 *
 *   SEED=7 STEPS=200 npx vitest run --project simulation killed
 */
const SEED = Number(process.env['SEED'] ?? 1)
const STEPS = Number(process.env['STEPS'] ?? 40)
const PARTNERS = 4
const PROGRAM = new URL('../../db/worlds/reference-program.yaml', import.meta.url)

let data_dir: string
let server: ServerProcess | undefined
let caller: Caller
const partners: string[] = []

beforeAll(async () => {
  data_dir = mkdtempSync(join(tmpdir(), 'tributary-killed-'))
  const env = { DATA_DIR: data_dir }
  await tributary(['seed', 'org', '--org', 'killed', '--name', 'Killed', '--admin', 'ada@killed.example'], env)
  const key = await tributary(['key', 'create', '--org', 'killed', '--name', 'clients'], env)
  server = await startProcess(env)
  // Its clock may be moved, as a demo's may.
  const { owner_password } = JSON.parse(await readFile(join(data_dir, 'secrets.json'), 'utf8')) as {
    owner_password: string
  }
  const owner = {
    host: join(data_dir, 'socket'),
    user: 'tributary_owner',
    password: owner_password,
    database: 'tributary',
  }
  const client = new pg.Client(owner)
  await client.connect()
  await client.query('update org set is_demo = true')
  await client.end()
  caller = callerOf(() => server?.url ?? 'http://127.0.0.1:9', key)
  const draft = await caller.send('POST', '/program/versions', { yaml: await readFile(PROGRAM, 'utf8') })
  const { version } = draft.answer as { version: number }
  await caller.send('POST', `/program/versions/${version}/publish`, { note: 'for these' })
  for (let n = 0; n < PARTNERS; n++) {
    const made = await caller.send('POST', '/partners', {
      name: `Partner ${n}`,
      enrollments: [{ track: 'reseller', tier: n % 2 ? 'gold' : 'silver', status: 'active' }],
    })
    partners.push((made.answer as { id: string }).id)
  }
}, 90_000)
afterAll(async () => {
  await server?.stop().catch(() => undefined)
  await stopOrphan(data_dir)
  rmSync(data_dir, { recursive: true, force: true })
}, 30_000)

type Registration = { id: string; status: string; protection: object | null }
type Asked = { method: string; path: string; body: object; key: string; first?: { status: number; answer: unknown } }

const companies = makeCompanies(randomOf(SEED, -1), 10)
const asked: Asked[] = []
const known: string[] = []

function draw(random: Random, step: number): Omit<Asked, 'first'> {
  const key = `step-${step}`
  const id = random.maybe(known)
  if (!id || random.chance(0.5)) {
    const company = random.pick(companies)
    const body = {
      partner_id: random.pick(partners),
      account_name: typed(random, company.name),
      account_domain: company.domain,
      account_country: company.country,
      amount: { amount_minor: random.pick(['2000000', '9000000']), currency: 'EUR' },
      expected_close_on: '2035-01-31',
    }
    return { method: 'POST', path: '/registrations', body, key }
  }
  const [verb, body] = random.pick<[string, object]>([
    ['approve', {}],
    ['approve', { override_reason: 'asked for' }],
    ['reject', { reason: 'no' }],
    ['withdraw', {}],
    ['extend', { reason: 'slow' }],
    ['convert', { opportunity: { name: 'Sale' } }],
    ['win', {}],
    ['lose', { reason: 'gone' }],
  ])
  return { method: 'POST', path: `/registrations/${id}/${verb}`, body, key }
}

async function send(it: Asked) {
  return caller.send(it.method, it.path, it.body, { 'idempotency-key': it.key })
}

/** Asks, and the process is killed so many milliseconds later; null where no answer came. */
async function sendInto(it: Asked, kill_after_ms: number) {
  const answer = send(it).catch((error: unknown) => {
    if (error instanceof TypeError || error instanceof SyntaxError) return null // nobody answers, or half an answer
    throw error
  })
  await pause(kill_after_ms)
  await server?.kill()
  const came = await answer
  server = await startProcess({ DATA_DIR: data_dir })
  return came
}

test(
  `a server that is killed at moments of seed ${SEED} carries out each request once, and all of it holds`,
  async () => {
    let kills = 0
    for (let step = 0; step < STEPS; step++) {
      const random = randomOf(SEED, step)
      if (random.chance(0.15)) {
        const moved = await caller.send('POST', '/clock/move', { days: random.pick([1, 5, 20, 40]) })
        expect(moved.status, JSON.stringify(moved.answer)).toBe(200)
        continue
      }
      const it: Asked = draw(random, step)
      asked.push(it)
      const is_killed = random.chance(0.12)
      if (is_killed) kills += 1
      const came = is_killed ? await sendInto(it, random.int(0, 25)) : await send(it)
      // No answer: again, under the same key.
      const { status, answer } = came ?? (await send(it))
      expect(status, `step ${step}: ${it.path} ${JSON.stringify(answer)}`).toBeLessThan(500)
      it.first = { status, answer }
      if (status === 201) known.push((answer as Registration).id)
    }
    expect(kills).toBeGreaterThan(0)

    // Everything that was carried out answers the same again; nothing is done twice.
    for (const it of asked.slice(-20).filter(({ first }) => (first?.status ?? 500) < 300))
      expect(await send(it), it.key).toMatchObject({ replayed: true, answer: it.first?.answer })
    const rows = await allRows<Registration>(caller, '/registrations')
    const made = asked
      .flatMap(({ path, first }) =>
        path === '/registrations' && first?.status === 201 ? [first.answer as Registration] : [],
      )
      .map(({ id }) => id)
      .sort()
    expect(rows.map(({ id }) => id).sort()).toEqual(made)
    for (const { status, protection } of rows)
      if (status === 'approved' || status === 'converted') expect(protection).not.toBeNull()

    await expect
      .poll(async () => (await caller.get<{ rows: { seq: number | null }[] }>('/audit?limit=1')).rows[0]?.seq, {
        timeout: 10_000,
      })
      .not.toBeNull()
    expect((await caller.send('POST', '/audit/verify', {})).answer).toMatchObject({ intact: true, breaks: [] })
    const events = await allRows<{ type: string; subject: { id: string }; at: string }>(caller, '/events')
    const told = events.map(({ type, subject, at }) => `${type} ${subject.id} ${at}`)
    expect(told.filter((one, n) => told.indexOf(one) !== n && one.startsWith('registration.submitted'))).toEqual([])
    for (const { id } of rows) {
      const { rows: rulings } = await caller.get<{ rows: { id: string }[] }>(`/registrations/${id}/rulings`)
      for (const ruling of rulings)
        expect((await caller.send('POST', `/rulings/${ruling.id}/replay`)).answer).toMatchObject({
          same: true,
          differences: [],
        })
    }
    expect(server?.log()).not.toMatch(/"level":60/)
  },
  STEPS * 3000 + 60_000,
)
