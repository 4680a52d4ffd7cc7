import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stopOrphan } from '#server/platform/postgres/embedded.ts'
import { allRows, callerOf, startProcess, tributary, type Caller, type ServerProcess } from './process.ts'

/**
 * A server that is killed at any moment, its database once with it, loses nothing that it has answered: on a data folder
 * of its own, with everything written through to the disk.
 */

const PROGRAM = new URL('../../db/worlds/reference-program.yaml', import.meta.url)
const CLIENTS = 6
const IMPORTED = 8000
/** When each life of the server ends, counted from its first answer; in the last the database is killed too. */
const LIVES_MS = [700, 1500, 300, 1100]

let data_dir: string
let server: ServerProcess | undefined
let caller: Caller
let partners: string[]

beforeAll(async () => {
  data_dir = mkdtempSync(join(tmpdir(), 'tributary-kill-'))
  const env = { DATA_DIR: data_dir }
  await tributary(['seed', 'org', '--org', 'kill', '--name', 'Kill', '--admin', 'ada@kill.example'], env)
  const key = await tributary(['key', 'create', '--org', 'kill', '--name', 'clients'], env)
  expect(key).toMatch(/^trb_/)
  await start()
  caller = callerOf(() => server?.url ?? 'http://127.0.0.1:9', key)
  const draft = await caller.send('POST', '/program/versions', { yaml: await readFile(PROGRAM, 'utf8') })
  const { version } = draft.answer as { version: number }
  await caller.send('POST', `/program/versions/${version}/publish`, { note: 'for these' })
  partners = []
  for (let n = 0; n < 4; n++) {
    const made = await caller.send('POST', '/partners', {
      name: `Partner ${n}`,
      enrollments: [{ track: 'reseller', tier: 'gold', status: 'active' }],
    })
    partners.push((made.answer as { id: string }).id)
  }
}, 60_000)
afterAll(async () => {
  await server?.stop().catch(() => undefined)
  await stopOrphan(data_dir)
  rmSync(data_dir, { recursive: true, force: true })
}, 30_000)

async function start(): Promise<void> {
  server = await startProcess({ DATA_DIR: data_dir })
}

type Registration = {
  id: string
  status: string
  account: { domain: string }
  protection: object | null
  ruling: { id: string }
}

/** What was asked for, by its key; `answered` once an answer came. */
const asked = new Map<string, { body: object; answered?: Registration }>()
let made = 0

/** Every second one is small and is approved at once, with a protection; the others wait for a person. */
function nextDeal(): [string, { body: object; answered?: Registration }] {
  const n = made++
  const key = `deal-${n}`
  const body = {
    partner_id: partners[n % partners.length],
    account_name: `Killed company ${n}`,
    account_domain: `killed${n}.example`,
    account_country: 'DE',
    amount: { amount_minor: n % 2 ? '2000000' : '9000000', currency: 'EUR' },
    expected_close_on: '2035-01-31',
  }
  const deal = { body }
  asked.set(key, deal)
  return [key, deal]
}

/** Asks for one deal after the other, first for what got no answer before, until the server is gone. */
async function client(left: [string, { body: object; answered?: Registration }][]): Promise<void> {
  for (;;) {
    const [key, deal] = left.pop() ?? nextDeal()
    try {
      const { status, answer } = await caller.send('POST', '/registrations', deal.body, { 'idempotency-key': key })
      expect(status, JSON.stringify(answer)).toBe(201)
      deal.answered = answer as Registration
    } catch (error) {
      if (error instanceof TypeError) return // what fetch throws when nobody answers
      throw error
    }
  }
}

async function upload(): Promise<string> {
  const csv = `Name,Domain\n${Array.from({ length: IMPORTED }, (_, n) => `Imported ${n},imported${n}.example`).join('\n')}\n`
  const { answer } = await caller.send('POST', '/imports?object=account&file_name=kill.csv', csv, {
    'content-type': 'text/csv',
  })
  const { id, revision } = answer as { id: string; revision: number }
  const mapping = {
    name: 'kill',
    object: 'account',
    key_columns: ['Name'],
    columns: [
      { column: 'Name', field: 'name' },
      { column: 'Domain', field: 'domain' },
    ],
  }
  const mapped = await caller.send('PUT', `/imports/${id}/mapping`, { mapping }, { 'if-match': `"${revision}"` })
  expect(mapped.status, JSON.stringify(mapped.answer)).toBe(200)
  return id
}

function killDatabase(): void {
  const [pid] = readFileSync(join(data_dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
}

test('what was answered is there exactly once after every restart, and an import goes on to its end', async () => {
  const import_id = await upload()
  for (const [life, ms] of LIVES_MS.entries()) {
    if (life > 0) await start()
    if (life === 0) expect((await caller.send('POST', `/imports/${import_id}/run`)).status).toBe(202)
    const left = [...asked].filter(([, { answered }]) => !answered)
    const clients = Array.from({ length: CLIENTS }, () => client(left))
    await pause(ms + Math.random() * 300)
    if (life === LIVES_MS.length - 1) killDatabase()
    await server?.kill()
    await Promise.all(clients)
  }
  await start()

  const answered = [...asked].filter(([, deal]) => deal.answered)
  const open = [...asked].filter(([, deal]) => !deal.answered)
  expect(answered.length).toBeGreaterThan(20)
  expect(open.length).toBeGreaterThan(0)

  // Asked again, what was answered is answered the same; what was cut off is done now, or was done and is told so.
  for (const [key, deal] of [...answered.slice(-60), ...open]) {
    const again = await caller.send('POST', '/registrations', deal.body, { 'idempotency-key': key })
    expect(again.status).toBe(201)
    if (deal.answered) expect(again).toEqual({ status: 201, replayed: true, answer: deal.answered })
    deal.answered = again.answer as Registration
  }

  const listed = await allRows<Registration>(caller, '/registrations')
  expect(listed.length).toBe(asked.size)
  const byId = new Map(listed.map((row) => [row.id, row]))
  for (const { answered: told } of asked.values()) {
    const kept = byId.get(told?.id ?? '')
    expect(kept).toMatchObject({
      status: told?.status,
      account: { domain: told?.account.domain },
      protection: told?.protection ? {} : null,
    })
    if (told?.status === 'approved') expect(kept?.protection).not.toBeNull()
  }
  expect(listed.filter(({ status }) => status === 'approved').length).toBeGreaterThan(5)

  // One audit row and one announcement each, and the chain over them whole.
  const audit = await allRows<{ subject: { id: string } }>(caller, '/audit?verb=registration.submitted')
  expect(audit.map(({ subject }) => subject.id).sort()).toEqual(listed.map(({ id }) => id).sort())
  await expect
    .poll(async () => (await caller.get<{ rows: { seq: number | null }[] }>('/audit?limit=1')).rows[0]?.seq, {
      timeout: 5000,
    })
    .not.toBeNull()
  const events = await allRows<{ type: string; subject: { id: string } }>(
    caller,
    '/events?types=registration.submitted',
  )
  expect(events.map(({ subject }) => subject.id).sort()).toEqual(listed.map(({ id }) => id).sort())
  const verified = await caller.send('POST', '/audit/verify', {})
  expect(verified.answer).toMatchObject({ intact: true, breaks: [] })

  // Each has the ruling that it was answered with, and no other, and it replays.
  for (const { id } of listed.slice(0, 40)) {
    const { rows } = await caller.get<{ rows: { id: string }[] }>(`/registrations/${id}/rulings`)
    expect(rows.length).toBe(1)
    expect((await caller.send('POST', `/rulings/${rows[0]?.id}/replay`)).answer).toMatchObject({
      same: true,
      differences: [],
    })
  }

  const done = async () =>
    caller.get<{ state: string; rows_done: number; created: number; refused: number }>(`/imports/${import_id}`)
  await expect.poll(async () => (await done()).state, { timeout: 20_000 }).toBe('finished')
  expect(await done()).toMatchObject({ rows_done: IMPORTED, created: IMPORTED, refused: 0 })
  const accounts = await allRows<{ name: string }>(caller, '/accounts?q=imported')
  expect(new Set(accounts.map(({ name }) => name)).size).toBe(IMPORTED)
  expect(accounts.length).toBe(IMPORTED)
}, 90_000)
