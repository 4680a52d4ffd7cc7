import { nameWords } from '#kit/search-words.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { none, type Invariant } from './invariant.ts'

/** What is kept because it is asked often equals what it was made from (ARCHITECTURE, "Read models"). */
export const readModelInvariants: Invariant[] = [
  none(
    'count.equals_recount',
    'how many registrations stand where, for the org and each partner, equals a recount',
    ({ org_id }) => sql`
      with counted as (
        select coalesce(partner_id::text, 'the org') as partner_id, status, sum(n) as n from (
          select partner_id, status, n from registration_count where org_id = ${org_id}
          union all select partner_id, status, n from registration_count_change where org_id = ${org_id}
          union all select null, status, n from registration_count_change where org_id = ${org_id}) x
        group by 1, 2 having sum(n) <> 0),
      real as (
        select coalesce(partner_id::text, 'the org') as partner_id, status, count(*) as n from registration where org_id = ${org_id}
        group by grouping sets ((partner_id, status), (status)))
      select format('%s of %s: counted %s, there are %s', coalesce(c.status, r.status),
        coalesce(c.partner_id, r.partner_id), coalesce(c.n, 0), coalesce(r.n, 0)) as what
      from counted c full join real r on c.status = r.status and c.partner_id = r.partner_id
      where c.n is distinct from r.n`,
  ),
  {
    name: 'search.finds_names',
    why: 'what was made or renamed is found by its words as soon as that is committed',
    check: async ({ tx, org_id, kept }) => {
      const rows = await tx.rows<{ id: string; name: string; words: string[] | null }>(sql`
        select a.id, a.name, e.words from account a
          left join search_entry e on e.org_id = a.org_id and e.noun = 'account' and e.subject_id = a.id
          where a.org_id = ${org_id} and a.merged_into is null
        union all select r.id, r.account_name, e.words from registration r
          left join search_entry e on e.org_id = r.org_id and e.noun = 'registration' and e.subject_id = r.id
          where r.org_id = ${org_id}`)
      return rows
        .filter(({ id, name, words }) => {
          // Folding words is slow; what was found under this name and entry is found under it again.
          const seen = `${name} ${words?.join(' ')}`
          if (kept.get(`search ${id}`) === seen) return false
          const found = nameWords(name).every((word) => words?.includes(word))
          if (found) kept.set(`search ${id}`, seen)
          return !found
        })
        .map(({ id, name }) => `${id} is not found as ${name}`)
    },
  },
  none(
    'search.words_of_entries',
    'the words that are looked up are those of the entries, with their partner',
    ({ org_id }) => sql`
      with entry as (select noun, subject_id, partner_id, unnest(words) as word from search_entry where org_id = ${org_id}),
      looked as (select noun, subject_id, partner_id, word from search_word where org_id = ${org_id})
      select format('%s of %s %s stands in one of the two', word, noun, subject_id) as what
      from ((table entry except table looked) union all (table looked except table entry)) x limit 5`,
  ),
  none(
    'review.open_while_in_review',
    'a review is one turn at the org: open as long as the registration is in review, and no longer',
    ({
      org_id,
    }) => sql`select format('%s is %s, and its review is %s', r.id, r.status, case when v.registration_id is null then 'over' else 'open' end) as what
      from registration r left join review v on v.org_id = r.org_id and v.registration_id = r.id and v.ended_at is null
      where r.org_id = ${org_id} and (r.status = 'in_review') <> (v.registration_id is not null)`,
  ),
  none(
    'report.follows',
    'the report of a registration says what became of it',
    ({
      org_id,
      is_tidy,
    }) => sql`select format('%s: the report says %s and %s, it is %s and %s', r.id, o.status, o.approved_at, r.status, x.approved_at) as what
      from registration r left join registration_report o on o.org_id = r.org_id and o.registration_id = r.id
      left join lateral (select min(at) as approved_at from event e where e.org_id = r.org_id and e.subject_id = r.id
        and e.type = 'registration.approved') x on true
      where r.org_id = ${org_id} and ${is_tidy}
        and (o.status is distinct from r.status or o.approved_at is distinct from x.approved_at or o.partner_id <> r.partner_id)`,
  ),
  none(
    'participant.once',
    'one partner sourced an opportunity; who takes part by a registration is that registration’s partner',
    ({ org_id }) => sql`select format('%s at %s', o.partner_id, o.opportunity_id) as what from opportunity_partner o
      left join registration r on r.org_id = o.org_id and r.id = o.registration_id
      where o.org_id = ${org_id} and o.registration_id is not null and r.partner_id <> o.partner_id
      union all select format('%s sourced twice', opportunity_id) from opportunity_partner
      where org_id = ${org_id} and role = 'sourced' group by opportunity_id having count(*) > 1`,
  ),
]
