import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { pino, type Logger } from 'pino'
import { doerOf } from '#db/worlds/doer.ts'
import { nameKey } from '#kit/company-name.ts'
import { uuidOf } from '#kit/ids.ts'
import { DAY_MS, instant } from '#kit/instant.ts'
import { permissionsOf } from '#server/access/index.ts'
import { cluesOf } from '#server/accounts/index.ts'
import { composeApp } from '#server/app.ts'
import { operatorActor, type Actor, type Runtime } from '#server/command/index.ts'
import { createOrg } from '#server/orgs/index.ts'
import { wallMs, wallNow } from '#server/platform/clock.ts'
import { readConfig } from '#server/platform/config.ts'
import { Database } from '#server/platform/postgres/database.ts'
import { startEmbedded, type Embedded } from '#server/platform/postgres/embedded.ts'
import { migrate } from '#server/platform/postgres/migrate.ts'
import type { App } from '#server/start.ts'
import { accountOf, idSql, padded, PARTNERS } from './accounts.ts'

export type BenchPartner = { uuid: string; id: string; admin: Actor; tier: string }

export type BenchWorld = {
  embedded: Embedded
  db: Database
  app: App
  runtime: Runtime
  org_id: string
  manager: Actor
  partners: BenchPartner[]
  accounts: number
  log: Logger
  close(): Promise<void>
}

/** An org with the reference program, 200 partners with their admins, and so many accounts, on an embedded PostgreSQL with fsync on. */
export async function makeBenchWorld(
  data_dir: string,
  accounts: number,
  settings: Record<string, string> = {},
): Promise<BenchWorld> {
  const log = pino({ level: process.env['BENCH_LOG'] ?? 'error' })
  const embedded = await startEmbedded({ data_dir, log, settings })
  await migrate(embedded.owner, embedded.app.user)
  const db = new Database(embedded.app, log, 20)
  const app = composeApp({ db, log, config: readConfig({ DEMO: 'false', DATA_DIR: data_dir }) })
  const { runtime } = app
  const act = doerOf(app, runtime)
  const created_at = wallNow()
  const org_id = await db.transaction(null, (tx) =>
    createOrg(tx, { slug: 'bench', name: 'Bench', is_demo: true, created_at }),
  )
  const operator = operatorActor(org_id)
  const yaml = await readFile(new URL('../db/worlds/reference-program.yaml', import.meta.url), 'utf8')
  const draft = await act(operator, 'program.create_draft', { body: { yaml } })
  await act(operator, 'program.publish', { params: { n: draft.version }, body: { note: 'for the bench' } })

  const invite = async (role: string, email: string, partner: { id: string; uuid: string } | null): Promise<Actor> => {
    const invited = await act(operator, 'person.invite', {
      body: { name: `Person ${email}`, email, role, partner_id: partner?.id ?? null },
    })
    return {
      kind: 'person',
      id: uuidOf('person', invited.person_id),
      org_id,
      side: partner ? 'partner' : 'org',
      partner_id: partner?.uuid ?? null,
      role,
      permissions: permissionsOf(role),
      membership_id: uuidOf('membership', invited.id),
    }
  }
  const manager = await invite('channel_ops', 'manager@bench.example', null)
  await invite('partner_manager', 'other@bench.example', null)
  const tiers = ['registered', 'silver', 'gold']
  const partners: BenchPartner[] = []
  for (let n = 0; n < PARTNERS; n++) {
    const tier = tiers[n % tiers.length] ?? 'registered'
    const body = { name: `Partner ${n}`, enrollments: [{ track: 'reseller', tier, status: 'active' }] }
    const { id } = await act(operator, 'partner.create', { body })
    const partner = { id, uuid: uuidOf('partner', id) }
    partners.push({ ...partner, tier, admin: await invite('partner_admin', `admin${n}@bench.example`, partner) })
  }
  await fill(embedded, org_id, accounts, fillAccounts)
  const close = async () => {
    await db.close()
    await embedded.stop()
  }
  return { embedded, db, app, runtime, org_id, manager, partners, accounts, log, close }
}

/** Rows of one statement: large enough to be fast, small enough to see it move. */
const CHUNK = 100_000

export type Statement = { text: string; values: unknown[] }

/** Runs statements over stretches of numbers as the tables' owner, from inside the org. */
export async function fill(
  embedded: Embedded,
  org_id: string,
  count: number,
  statements: (org_id: string, from: number, to: number) => Statement[],
  /** Leaves the tables as they are read in the long run; once for all that is filled. */
  tidy = true,
) {
  const client = new pg.Client(embedded.owner)
  await client.connect()
  await client.query(`set timezone = 'UTC'`)
  // The owner of the tables stands under row-level security too.
  await client.query(`select set_config('app.org', $1, false), set_config('app.scope', 'org', false)`, [org_id])
  for (let from = 1; from <= count; from += CHUNK) {
    for (const { text, values } of statements(org_id, from, Math.min(count, from + CHUNK - 1)))
      await client.query(text, values)
  }
  if (tidy) await client.query('vacuum analyze')
  if (tidy) await client.query('checkpoint').catch(() => undefined) // a right that the owner need not have
  await client.end()
}

export function fillAccounts(org_id: string, from: number, to: number): Statement[] {
  const { name } = accountOf(7)
  const [before, after] = nameKey(name).split(padded(7))
  const clues = Array.from({ length: to - from + 1 }, (_, i) => from + i).flatMap((n) =>
    cluesOf({ ...accountOf(n), country: 'DE', city: 'Berlin' }).map((clue) => ({ n, clue })),
  )
  const id = idSql('account', 'n')
  const domain = `'k' || lpad(n::text, 10, '0') || '.example'`
  const key = `'${before}' || lpad(n::text, 10, '0') || '${after}'`
  return [
    {
      text: `insert into account (org_id, id, name, name_key, domain, country, city, industry, created_at)
        select $1::uuid, ${id}, 'Werk ' || lpad(n::text, 10, '0') || ' Metall', ${key}, ${domain}, 'DE', 'Berlin', 'Machinery', $2::timestamptz
        from generate_series($3::int, $4::int) n`,
      values: [org_id, wallNow(), from, to],
    },
    {
      text: `insert into account_clue (org_id, clue, account_id) select $1::uuid, clue, ${id} from unnest($2::bigint[], $3::int[]) as k (clue, n)`,
      values: [org_id, clues.map(({ clue }) => clue), clues.map(({ n }) => n)],
    },
  ]
}

/**
 * One registration for each of the first accounts, two years of them: 2 of 100 wait in review, 1 in line, 7 are approved, the rest is over. With protections,
 * and with a row of audit and an event for each.
 */
export function fillRegistrations(
  world: Pick<BenchWorld, 'embedded' | 'org_id' | 'manager' | 'partners'>,
  count: number,
  tidy = true,
): Promise<void> {
  const { embedded, org_id, manager, partners } = world
  const name = nameKey(accountOf(7).name).split(padded(7))
  const now = instant(wallMs())
  const start = instant(wallMs() - 730 * DAY_MS)
  const at = `($6::timestamptz + (n::float8 / ${count}) * interval '730 days')`
  const account = idSql('account', 'n')
  const reg = idSql('registration', 'n')
  // Ids of records begin with their time, as the product's do.
  const aud = `(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '70008000' || lpad(n::text, 12, '0'))::uuid`
  const source = `from (select n, n * 7919::bigint % 100 as part, ($5::uuid[])[1 + n % ${PARTNERS}] as partner from generate_series($2::int, $3::int) n) s`
  const status = `case when part < 2 then 'in_review' when part < 3 then 'queued' when part < 10 then 'approved' when part < 40 then 'rejected' when part < 50 then 'withdrawn' else 'expired' end`
  const values = (from: number, to: number) => [
    org_id,
    from,
    to,
    manager.membership_id,
    partners.map(({ uuid }) => uuid),
    start,
    now,
  ]
  const unused = `($4::uuid is null or $7::timestamptz is null)`
  return fill(
    embedded,
    org_id,
    count,
    (_, from, to) => [
      {
        text: `insert into registration (org_id, id, partner_id, track, claim_no, status, account_id, account_name, account_name_key, account_domain, account_country,
          amount_minor, currency, expected_close_on, lines, submitted_at, submitted_by, submitter_role, on_behalf, manager_id, recommendation, answer_due_at,
          decided_at, decided_by, ruling_id)
        select $1::uuid, ${reg}, partner, 'reseller', nextval('claim_no'), ${status}, ${account},
          'Werk ' || lpad(n::text, 10, '0') || ' Metall', '${name[0]}' || lpad(n::text, 10, '0') || '${name[1]}', 'k' || lpad(n::text, 10, '0') || '.example', 'DE',
          1000000 + n, 'EUR', '2030-01-31', '{(,)}', ${at}, 'operator', 'partner_admin', false, $4::uuid,
          case when part < 2 then 'approve' end, case when part < 2 then $7::timestamptz + (n % 48 - 2) * interval '1 hour' end,
          case when part >= 3 then ${at} end, case when part >= 3 then 'program' end, gen_random_uuid()
        ${source}`,
        values: values(from, to),
      },
      {
        text: `insert into protection (org_id, id, registration_id, partner_id, account_id, lines, starts_at, ends_at, promised_ends_at)
        select $1::uuid, gen_random_uuid(), ${reg}, partner, ${account}, '{(,)}', e.ends - interval '90 days', e.ends, e.ends
        ${source}, lateral (select case when part < 10 then $7::timestamptz + (n % 90) * interval '1 day' else least(${at} + interval '90 days', $7::timestamptz) end as ends) e
        where (part between 3 and 9 or part >= 50) and not ${unused}`,
        values: values(from, to),
      },
      {
        text: `insert into audit (org_id, id, seq, partner_id, verb, actor, subject_noun, subject_id, at, recorded_at, request_id, change)
        select $1::uuid, ${aud}, n, partner, 'registration.submitted', 'operator', 'registration', ${reg}, ${at}, ${at}, 'bench', '{"after":"in_review","before":null}'
        ${source} where not ${unused}`,
        values: values(from, to),
      },
      {
        text: `insert into event (org_id, id, seq, partner_id, type, subject_noun, subject_id, at, recorded_at, body)
        select $1::uuid, ${reg}, n, partner, 'registration.submitted', 'registration', ${reg}, ${at}, ${at}, '{"status":"in_review"}'
        ${source} where not ${unused}`,
        values: values(from, to),
      },
      {
        // One seal for each batch, so that the sealer goes on behind them.
        text: `insert into seal (org_id, no, first_seq, last_seq, hash, sealed_at) select $1::uuid, $3::int / ${CHUNK} + 1, $2::int, $3::int, 'bench', $4::timestamptz`,
        values: [org_id, from, to, now],
      },
    ],
    tidy,
  )
}
