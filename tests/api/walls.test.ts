import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId, wallNow } from '#server/platform/clock.ts'
import type { Scope } from '#server/platform/postgres/database.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import { OWNED } from '#server/owned.ts'
import { listAccounts } from '#server/accounts/store.ts'
import { findPartner, listPartners } from '#server/partners/store.ts'
import { listRegistrations } from '#server/registrations/list-store.ts'
import { findRegistration } from '#server/registrations/store.ts'
import { listRulingsOf } from '#server/rulings/store.ts'
import { makeWorld, type World } from '#tests/make/world.ts'
import { castWorld, type Cast } from './realms.ts'
import { uuidOf } from '#kit/ids.ts'

/** The second wall: what the database itself holds, whatever the code above it forgets. */

let world: World
let cast: Cast

beforeAll(async () => {
  world = await makeWorld()
  cast = await castWorld(world)
}, 60_000)
afterAll(() => world.drop())

const rows = <T>(statement: Sql, scope: Scope | null = null) =>
  world.db.transaction(scope, (tx) => tx.rows<T>(statement))

/** The tables of the section "before an org is known", as the migrations name them. */
function tablesBeforeAnOrg(): string[] {
  const text = readFileSync(new URL('../../db/migrations/0001_keel.sql', import.meta.url), 'utf8')
  const section = text.split('── Before an org is known ──')[1]?.split('── The program ──')[0] ?? ''
  // Later migrations open a table in one line, where others have their wall.
  const folder = new URL('../../db/migrations/', import.meta.url)
  const later = readdirSync(folder)
    .filter((name) => name > '0003')
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const opened = [...later.join('\n').matchAll(/^select app_may\('(\w+)'/gm)]
  return [...section.matchAll(/^create table (\w+)/gm), ...opened].map(([, name]) => name ?? '').sort()
}

/**
 * Parts of other things, read with them; counts, words of a search, and what is kept about a reader. The audit is the org's
 * to read, and a dispute is named by its sides.
 */
const NEVER_NAMED = [
  'audit',
  'conduct_seen',
  'conflict_answer',
  'delivery_attempt',
  'dispute',
  'dispute_effect',
  'import_chunk',
  'import_refusal',
  'import_sheet',
  'notice_choice',
  'notice_mute',
  'notice_reader',
  'price_hold',
  'registration_count',
  'registration_count_change',
  'request_ask',
  'request_question',
  'search_entry',
  'search_word',
]

describe('the catalog', () => {
  test('forces row-level security on every table but those needed before an org is known', async () => {
    const open = await rows<{ name: string }>(sql`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity) order by 1`)
    expect(tablesBeforeAnOrg().length).toBeGreaterThan(5)
    expect(open.map(({ name }) => name)).toEqual([...tablesBeforeAnOrg(), 'migration'].sort())
  })

  test('has exactly one permissive policy for each command of each such table, and each names the org', async () => {
    const policies = await rows<{ name: string; command: string; n: number; org: boolean }>(sql`
      select c.relname as name, k.command, count(p.oid)::int as n,
        coalesce(bool_and(coalesce(pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)) like '%org_id = ( SELECT app_org()%'), false) as org
      from pg_class c cross join (values ('r'), ('a'), ('w'), ('d')) k (command)
        left join pg_policy p on p.polrelid = c.oid and p.polpermissive and p.polcmd in (k.command::"char", '*')
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity and not c.relispartition
      group by 1, 2 order by 1, 2`)
    expect(policies.length).toBeGreaterThan(4 * 15)
    expect(policies.filter(({ n, org }) => n !== 1 || !org)).toEqual([])
    // A partition asked directly shows nothing to anyone, so it has none.
    const partitions = await rows(
      sql`select 1 from pg_policy p join pg_class c on c.oid = p.polrelid where c.relispartition`,
    )
    expect(partitions).toEqual([])
  })

  test('and the code’s own wall names the same tables, but those whose rows are never named by themselves', async () => {
    const own = await rows<{
      name: string
    }>(sql`select distinct c.relname as name from pg_class c join pg_policy p on p.polrelid = c.oid
      where p.polcmd = 'r' and pg_get_expr(p.polqual, c.oid) like '%app_partner()%' order by 1`)
    const named = new Set(OWNED.map(({ table }) => table))
    expect(own.map(({ name }) => name).filter((name) => !named.has(name))).toEqual(NEVER_NAMED)
    expect([...named].filter((table) => !own.some(({ name }) => name === table))).toEqual(['api_key'])
  })

  test('gives the app a role that owns nothing and can step around nothing', async () => {
    const [role] = await rows(sql`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        (select count(*)::int from pg_class where relowner = r.oid) + (select count(*)::int from pg_proc where proowner = r.oid) as owns,
        (select count(*)::int from pg_auth_members where member = r.oid) as belongs
      from pg_roles r where rolname = current_user`)
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owns: 0,
      belongs: 0,
    })
    const creates = await rows(sql`select 1 where has_schema_privilege(current_user, 'public', 'create')`)
    expect(creates).toEqual([])
  })

  test('lets the app add to what is append-only, and number it, and nothing more', async () => {
    for (const table of ['ruling', 'audit', 'event', 'seal']) {
      const [may] =
        await rows(sql`select has_table_privilege(current_user, ${table}, 'insert') as adds, has_table_privilege(current_user, ${table}, 'update') as edits,
        has_table_privilege(current_user, ${table}, 'delete') as drops, has_table_privilege(current_user, ${table}, 'truncate') as empties,
        has_any_column_privilege(current_user, ${table}, 'update') as edits_a_column`)
      expect({ table, ...(may as object) }).toEqual({
        table,
        adds: true,
        edits: false,
        drops: false,
        empties: false,
        edits_a_column: table === 'audit' || table === 'event',
      })
    }
    const truncates = await rows(
      sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and has_table_privilege(current_user, oid, 'truncate, references, trigger')`,
    )
    expect(truncates).toEqual([])
  })

  test('lets nobody change what stays, the owner of the tables included', async () => {
    const owner = new pg.Client(world.owner)
    await owner.connect()
    await owner.query("select set_config('app.org', $1, false), set_config('app.scope', 'org', false)", [
      cast.org_ids.north,
    ])
    await expect(owner.query("update audit set verb = 'x'")).rejects.toThrow(/append-only/)
    await expect(owner.query('delete from event')).rejects.toThrow(/append-only/)
    await expect(owner.query("update ruling set facts = '{}'")).rejects.toThrow(/append-only/)
    await expect(owner.query("update program_version set note = 'x' where status = 'published'")).rejects.toThrow(
      /never changes/,
    )
    await owner.end()
  })
})

describe('the reads of stores', () => {
  const NOBODY = newId()
  const scopes = () => {
    const first = uuidOf('partner', cast.first.things.partner ?? '')
    const second = uuidOf('partner', cast.second.things.partner ?? '')
    return { org_id: cast.org_ids.north, first, second }
  }

  /** Whose rows each read shows; the statements say only which org. */
  const READS: Record<string, (tx: Tx, org_id: string) => Promise<{ partner_id?: string | null }[]>> = {
    registrations: async (tx, org_id) =>
      (await listRegistrations(tx, org_id, { filter: {}, order: 'newest', now: wallNow(), limit: 100 })).rows,
    partners: async (tx, org_id) =>
      (
        await listPartners(tx, org_id, {
          name_from: '',
          track: undefined,
          tier: undefined,
          status: undefined,
          manager_id: undefined,
          after: undefined,
          limit: 100,
        })
      ).map(({ id }) => ({ partner_id: id })),
    rulings: (tx, org_id) => tx.rows(sql`select partner_id from ruling where org_id = ${org_id}`),
    protections: (tx, org_id) => tx.rows(sql`select partner_id from protection where org_id = ${org_id}`),
    enrollments: (tx, org_id) => tx.rows(sql`select partner_id from enrollment where org_id = ${org_id}`),
    members: (tx, org_id) => tx.rows(sql`select partner_id from member where org_id = ${org_id}`),
    audit: (tx, org_id) => tx.rows(sql`select partner_id from audit where org_id = ${org_id}`),
    events: (tx, org_id) => tx.rows(sql`select partner_id from event where org_id = ${org_id}`),
  }

  test.each(Object.keys(READS))(
    '%s: the org sees all, a partner its own, a stranger and a transaction without scope nothing',
    async (name) => {
      const { org_id, first, second } = scopes()
      const read = (scope: Scope | null) =>
        world.db.transaction(scope, async (tx) => [
          ...new Set((await READS[name]?.(tx, org_id))?.map(({ partner_id }) => partner_id)),
        ])
      expect(await read({ org_id, scope: 'org', partner_id: null })).toEqual(expect.arrayContaining([first, second]))
      for (const partner_id of [first, second]) {
        const seen = await read({ org_id, scope: 'partner', partner_id })
        // A partner that owns nothing there yet sees an empty list.
        expect(seen.filter((one) => one !== partner_id)).toEqual([])
      }
      expect(await read({ org_id, scope: 'partner', partner_id: NOBODY })).toEqual([])
      expect(await read({ org_id, scope: 'partner', partner_id: null })).toEqual([])
      expect(await read({ org_id: cast.org_ids.south, scope: 'org', partner_id: null })).toEqual([])
      expect(await read(null)).toEqual([])
    },
  )

  test('one thing of another is not found, and what only the org has is not there for a partner', async () => {
    const { org_id, first, second } = scopes()
    const theirs = uuidOf('registration', cast.second.things.registration ?? '')
    const as = (partner_id: string) => ({ org_id, scope: 'partner', partner_id }) as const
    const asked = await world.db.transaction(as(first), async (tx) => [
      await findRegistration(tx, org_id, theirs),
      await findPartner(tx, org_id, second),
      await listRulingsOf(tx, org_id, theirs, undefined, 10),
      await listAccounts(tx, org_id, { limit: 10 }),
      await tx.rows(
        sql`select 1 from opportunity union all select 1 from product union all select 1 from import where partner_id is distinct from ${first} union all select 1 from mail union all select 1 from timer union all select 1 from seal`,
      ),
    ])
    expect(asked).toEqual([undefined, undefined, [], [], []])
    expect(await world.db.transaction(as(second), (tx) => findRegistration(tx, org_id, theirs))).toMatchObject({
      id: theirs,
    })
  })

  test('at the scope of a partner nothing can be written, not even its own', async () => {
    const { org_id, first } = scopes()
    const own = uuidOf('registration', cast.first.things.registration ?? '')
    const partner = { org_id, scope: 'partner', partner_id: first } as const
    expect(
      await world.db.transaction(partner, (tx) => tx.run(sql`update registration set notes = 'x' where id = ${own}`)),
    ).toBe(0)
    expect(await world.db.transaction(partner, (tx) => tx.run(sql`delete from enrollment`))).toBe(0)
    const insert = sql`insert into event (org_id, id, partner_id, type, subject_noun, subject_id, at, recorded_at, body) values (${org_id}, ${newId()}, ${first}, 'x', 'partner', ${first}, now(), now(), '{}')`
    await expect(world.db.transaction(partner, (tx) => tx.run(insert))).rejects.toThrow(/row-level security/)
    const elsewhere = sql`insert into event (org_id, id, type, subject_noun, subject_id, at, recorded_at, body) values (${cast.org_ids.south}, ${newId()}, 'x', 'partner', ${first}, now(), now(), '{}')`
    await expect(
      world.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) => tx.run(elsewhere)),
    ).rejects.toThrow(/row-level security/)
  })
})
