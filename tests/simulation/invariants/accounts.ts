import { sql } from '#server/platform/postgres/sql.ts'
import { findCandidatesFor, taxKey, type Asked } from '#server/accounts/index.ts'
import { cluesOf, type KnownAs, type KnownBy } from '#server/accounts/clues.ts'
import { none, type Invariant } from './invariant.ts'

/** Accounts and how they are recognised (domain.md, decisions 4 and 5). */
export const accountInvariants: Invariant[] = [
  none(
    'account.keys_live',
    'what is certain is known of live accounts: a tax id means none that was merged or retired',
    ({ org_id }) => sql`select format('%s %s means %s, which is merged', k.kind, k.key, a.id) as what
      from account_key k join account a on a.org_id = k.org_id and a.id = k.account_id
      where k.org_id = ${org_id} and a.merged_into is not null`,
  ),
  {
    name: 'account.never_answers_merged',
    why: 'recognition leads on: who asks for a company under its old name finds the account that stands for it now',
    check: async ({ tx, org_id, kept }) => {
      const rows = await tx.rows<
        Asked & { id: string; tax_id: string | null; merged_into: string }
      >(sql`select id, name, domain,
          country, city, street, postcode, phone, tax_id, merged_into from account
        where org_id = ${org_id} and merged_into is not null order by id`)
      const ask = rows.filter(({ id, merged_into }) => kept.get(`led ${id}`) !== merged_into)
      const found = await findCandidatesFor(
        tx,
        org_id,
        ask.map((row) => ({ ...row, account_id: row.id, tax: taxKey(row.country, row.tax_id) })),
      )
      for (const { id, merged_into } of ask) kept.set(`led ${id}`, merged_into)
      const gone = new Set(rows.map(({ id }) => id))
      return found.flatMap((one, place) =>
        one.found
          .filter(({ account_id }) => gone.has(account_id))
          .map(({ account_id }) => `${ask[place]?.id} is recognised as ${account_id}`),
      )
    },
  },
  {
    name: 'account.keys_whole',
    why: 'an account is recognised by its names, domain and places, and by what a person said of it',
    check: async ({ tx, org_id, kept }) => {
      const rows = await tx.rows<
        KnownBy & { id: string; aliases: KnownAs[]; clues: string }
      >(sql`select a.id, a.name, a.domain,
          a.country, a.city, a.street, a.postcode, a.phone,
          coalesce((select json_agg(json_build_object('kind', s.kind, 'key', s.key, 'text', s.text)) from account_alias s
            where s.org_id = a.org_id and s.account_id = a.id and s.revoked_at is null), '[]') as aliases,
          coalesce((select string_agg(c.clue::text, ' ' order by c.clue) from account_clue c where c.org_id = a.org_id and c.account_id = a.id), '') as clues
        from account a where a.org_id = ${org_id} and a.merged_into is null order by a.id`)
      return rows
        .filter(({ id, clues, aliases, ...known }) => {
          // Reading a name is slow; what was whole under these words is whole under them again.
          const seen = JSON.stringify([known, aliases, clues])
          if (kept.get(`clues ${id}`) === seen) return false
          const ought = cluesOf(known, aliases).toSorted((a, b) => a - b)
          const same = ought.join(' ') === clues
          if (same) kept.set(`clues ${id}`, seen)
          return !same
        })
        .map(({ id, name }) => `${id} is not known by ${name}`)
    },
  },
  none(
    'account.tax_id_once',
    'only ids are certain: a tax id of a country is one account’s',
    ({ org_id }) => sql`select format('%s is the tax id of %s accounts', key, count(*)) as what from account_key
      where org_id = ${org_id} and kind = 'tax' group by key having count(*) > 1`,
  ),
  none(
    'account.tax_id_known',
    'an account is known by its tax id, as long as no other is known by it',
    ({ org_id }) => sql`select format('%s is not known by %s', a.id, a.tax_id) as what from account a
      where a.org_id = ${org_id} and a.merged_into is null and a.tax_id ~ '[A-Za-z0-9]'
        and not exists (select from account_key k where k.org_id = a.org_id and k.kind = 'tax' and k.account_id = a.id)`,
  ),
  none(
    'account.merged_is_left',
    'nothing that lives points at a merged account: open claims, protections, open sales and timers have moved',
    ({ org_id }) => sql`
      with gone as (select id from account where org_id = ${org_id} and merged_into is not null)
      select format('registration %s is %s there', id, status) as what from registration where org_id = ${org_id}
        and account_id in (table gone) and status in ('in_review', 'info_requested', 'queued', 'approved', 'converted')
      union all select format('protection of %s', p.registration_id) from protection p
        join registration r on r.org_id = p.org_id and r.id = p.registration_id
        where p.org_id = ${org_id} and p.account_id in (table gone) and r.status in ('approved', 'converted')
      union all select format('sale %s', id) from opportunity where org_id = ${org_id} and account_id in (table gone) and stage = 'open'
      union all select format('timer %s of %s', kind, subject_id) from timer where org_id = ${org_id} and account_id in (table gone)`,
  ),
  none(
    'account.merged_into_live',
    'what an account was merged into is found in one step, and is none that was merged itself',
    ({ org_id }) => sql`select format('%s goes to %s, which goes on to %s', a.id, b.id, b.merged_into) as what
      from account a join account b on b.org_id = a.org_id and b.id = a.merged_into
      where a.org_id = ${org_id} and (b.merged_into is not null or b.id = a.id)`,
  ),
  none(
    'protection.at_its_claim',
    'a protection stands at the account, for the partner and the lines of its registration',
    ({ org_id }) => sql`select format('protection of %s stands elsewhere', r.id) as what from protection p
      join registration r on r.org_id = p.org_id and r.id = p.registration_id
      where p.org_id = ${org_id} and r.status in ('approved', 'converted')
        and (p.account_id <> r.account_id or p.partner_id <> r.partner_id or p.lines <> r.lines)`,
  ),
  none(
    'external.one_to_one',
    'records of other systems map one to one, to things that are there',
    ({ org_id }) => sql`select format('%s %s means nothing', e.system, e.external_id) as what from external_ref e
      where e.org_id = ${org_id} and ((e.noun = 'account' and not exists (select from account a where a.org_id = e.org_id and a.id = e.subject_id))
        or (e.noun = 'opportunity' and not exists (select from opportunity o where o.org_id = e.org_id and o.id = e.subject_id)))
      union all select format('%s has several records in %s', subject_id, system) from external_ref
      where org_id = ${org_id} group by subject_id, noun, system having count(*) > 1`,
  ),
]
