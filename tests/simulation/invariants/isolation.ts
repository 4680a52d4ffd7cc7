import { raw, sql } from '#server/platform/postgres/sql.ts'
import type { Invariant } from './invariant.ts'

/** Who may see what (domain.md, decisions 3 and 15; the table's row on isolation). */
export const isolationInvariants: Invariant[] = [
  {
    name: 'isolation.walls',
    why: 'at partner scope no row of another partner’s is seen, in no table; without a scope nothing is',
    check: async ({ tx, as, partners, kept }) => {
      // Which tables there are is asked each time: a wall that is taken down must not be taken for a table without one.
      const tables = await tx.rows<{ t: string; has_partner: boolean; is_shared: boolean }>(sql`
        select c.relname as t, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partner_id') as has_partner,
          exists (select from pg_policy p where p.polrelid = c.oid and p.polname = c.relname || '_read'
            and pg_get_expr(p.polqual, p.polrelid) not like '%app_is_org%') as is_shared
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id')
          and c.relname not like 'ruling\\_%' and has_table_privilege(c.oid, 'select') order by 1`)
      const before = kept.get('tables')
      kept.set('tables', before ?? tables.map(({ t, is_shared }) => `${t}${is_shared ? '*' : ''}`).join(' '))
      const usual = new Set((kept.get('tables') ?? '').split(' '))
      const [mine, other] = partners
      if (!mine || !other) return []
      const checked = tables.filter(({ t }) => !BEFORE_AN_ORG.has(t) && !usual.has(`${t}*`))
      const seen = (scope: string | null, foreign: (t: string, has_partner: boolean) => string) =>
        as(
          scope,
          sql`${raw(checked.map(({ t, has_partner }) => `select '${t}' as t, count(*)::int as n from ${t} where ${foreign(t, has_partner)}`).join(' union all '))}`,
        )
      const [partner, nobody] = await Promise.all([
        seen(mine.uuid, (t, has_partner) =>
          t === 'partner'
            ? `id <> '${mine.uuid}'`
            : has_partner
              ? `partner_id <> '${mine.uuid}'`
              : MINE.has(t)
                ? 'false'
                : 'true',
        ),
        seen(null, () => 'true'),
      ])
      return [
        ...partner
          .filter(({ n }) => n !== 0)
          .map(({ t, n }) => `${String(t)}: a partner sees ${String(n)} rows of others`),
        ...nobody
          .filter(({ n }) => n !== 0)
          .map(({ t, n }) => `${String(t)}: ${String(n)} rows are seen without a scope`),
      ]
    },
  },
]

/** Needed before an org is known: they carry no policy and no business data (ARCHITECTURE, "Isolation"). */
const BEFORE_AN_ORG = new Set(['membership', 'api_key', 'org_clock', 'import_waiting', 'delivery_clock', 'portal_host'])
/** Without a partner_id, and seen by partners by another rule: what is published is. */
const MINE = new Set(['program_version'])
