import pg from 'pg'
import { cluesOf } from '#server/accounts/index.ts'
import { foldCounts } from '#server/registrations/counts-store.ts'
import { sql, type Sql } from '#server/platform/postgres/sql.ts'
import type { World } from '#tests/make/world.ts'

/** An org of bench-like proportions, for the plans of its queries. */

/** What company number i is asked for as, and known by. */
export const companyOf = (i: number) => ({
  ...{ account_id: null, tax: `DE:${i}`, name: `Company ${i}`, domain: `company${i}.example`, country: 'DE' },
  ...{ city: null, street: null, postcode: null, phone: null },
})

/** Rows as the verbs would leave them, made in bulk: what is measured is reading. */
export async function fill(world: World, org_id: string, rows: number): Promise<void> {
  const id = sql`(lpad(to_hex(1760000000000 + i), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid`
  const n = sql`generate_series(1, ${rows}::int) i`
  const pick = (count: number) =>
    sql`(lpad(to_hex(1760000000000 + 1 + i % ${count}::int), 12, '0') || '7000' || '8000' || lpad(to_hex(1 + i % ${count}::int), 12, '0'))::uuid`
  const at = sql`(timestamptz '2026-01-01' + i * interval '10 minutes')`
  const clues = Array.from({ length: rows / 6 }, (_, i) => i + 1).flatMap((i) =>
    cluesOf(companyOf(i)).map((clue) => ({ n: i, clue })),
  )
  const statements: Sql[] = [
    sql`insert into partner (org_id, id, slug, name, name_key, domain, manager_id, created_at)
      select ${org_id}::uuid, ${id}, 'partner-n' || i, 'Partner ' || i, 'partner ' || i, 'p' || i || '.example',
        (select id from membership where org_id = ${org_id} and partner_id is null order by id limit 1), ${at} from generate_series(1, 2000) i`,
    sql`insert into enrollment (org_id, id, partner_id, track, tier, status, created_at)
      select ${org_id}::uuid, ${id}, ${id}, (array['reseller','referral'])[1 + i % 2], (array['silver','gold'])[1 + i % 2], 'active', ${at} from generate_series(1, 2000) i`,
    sql`insert into member (org_id, id, name, name_key, created_at) select ${org_id}::uuid, ${id}, 'Member ' || i, 'member ' || i, ${at} from generate_series(1, 5000) i`,
    sql`insert into product (org_id, id, name, name_key, created_at) select ${org_id}::uuid, ${id}, 'Product ' || i, 'product ' || i, ${at} from generate_series(1, 5000) i`,
    sql`insert into account (org_id, id, name, name_key, domain, country, created_at)
      select ${org_id}::uuid, ${id}, 'Company ' || i, 'company ' || i, 'company' || i || '.example', 'DE', ${at} from ${n}`,
    sql`insert into account_key (org_id, kind, key, account_id) select ${org_id}::uuid, 'tax', 'DE:' || i, ${id} from ${n}`,
    sql`insert into account_clue (org_id, clue, account_id) select ${org_id}::uuid, clue, ${id}
      from unnest(${clues.map(({ clue }) => clue)}::bigint[], ${clues.map(({ n: i }) => i)}::int[]) k (clue, i)`,
    sql`insert into account_alias (org_id, id, account_id, kind, text, key, said_at, said_by)
      select ${org_id}::uuid, ${id}, ${id}, 'name', 'Firm ' || i, 'firm' || i, ${at}, 'operator' from generate_series(1, ${Math.ceil(rows / 3)}::int) i`,
    sql`insert into account_apart (org_id, id, account_id, text, name_key, said_at, said_by)
      select ${org_id}::uuid, ${id}, ${id}, 'Company ' || i, 'company' || i, ${at}, 'operator' from generate_series(1, ${Math.ceil(rows / 3)}::int) i`,
    sql`insert into opportunity (org_id, id, name, account_id, stage, created_at)
      select ${org_id}::uuid, ${id}, 'Deal ' || i, ${pick(rows)}, (array['open','won','lost'])[1 + i % 3], ${at} from ${n}`,
    sql`insert into registration (org_id, id, partner_id, track, claim_no, status, account_id, account_name, account_name_key, account_domain, lines,
        submitted_at, submitted_by, submitter_role, on_behalf, manager_id, answer_due_at, ruling_id)
      select ${org_id}::uuid, ${id}, ${pick(2000)}, 'reseller', nextval('claim_no'), (array['in_review','approved','rejected','withdrawn','expired','queued'])[1 + i % 6], ${id},
        'Company ' || i, 'company ' || i, 'company' || i || '.example', '{(,)}', ${at}, 'operator', 'operator', true,
        (select id from membership where org_id = ${org_id} and partner_id is null order by id limit 1), ${at}, ${id} from ${n}`,
    sql`insert into protection (org_id, id, registration_id, partner_id, account_id, lines, starts_at, ends_at, promised_ends_at)
      select org_id, id, id, partner_id, account_id, lines, submitted_at, submitted_at + interval '90 days', submitted_at + interval '90 days'
      from registration where org_id = ${org_id} and status in ('approved', 'expired')`,
    sql`insert into timer (org_id, kind, subject_id, account_id, due_at) select ${org_id}::uuid, 'protection.expire', ${id}, ${id}, ${at} + interval '10 years' from ${n}`,
    sql`insert into audit (org_id, id, seq, verb, actor, subject_noun, subject_id, at, recorded_at, request_id, change)
      select ${org_id}::uuid, ${id}, i + 100000, (array['registration.submitted','registration.approved','person.invited'])[1 + i % 3], 'clock', 'registration', ${id}, ${at}, ${at}, 'x', '{}' from ${n}`,
    sql`insert into event (org_id, id, seq, partner_id, type, subject_noun, subject_id, at, recorded_at, body)
      select ${org_id}::uuid, ${id}, i + 100000, ${pick(2000)}, (array['registration.submitted','registration.approved'])[1 + i % 2], 'registration', ${id}, ${at}, ${at}, '{}' from ${n}`,
    sql`insert into ruling (org_id, id, kind, subject_id, partner_id, program_version, decider, now, recorded_at, facts, outcome, because)
      select ${org_id}::uuid, (lpad(to_hex(1790000000000 + i), 12, '0') || '70008000' || lpad(to_hex(i), 12, '0'))::uuid, 'registration', ${id}, ${pick(2000)}, 1, 'registration@1', ${at}, ${at}, '{}', '{}', '[]' from ${n}`,
  ]
  statements.push(
    sql`insert into search_entry (org_id, noun, subject_id, words) select ${org_id}::uuid, 'account', ${id}, array['company', 'n' || i] from ${n}
      union all select ${org_id}::uuid, 'opportunity', ${id}, array['deal', 'n' || i] from ${n}`,
    sql`insert into search_entry (org_id, noun, subject_id, partner_id, words)
      select ${org_id}::uuid, 'registration', ${id}, ${pick(2000)}, array['company', 'n' || i] from ${n}`,
    sql`insert into search_word (org_id, noun, word, subject_id, partner_id)
      select org_id, noun, word, subject_id, partner_id from search_entry, unnest(words) word where org_id = ${org_id} on conflict do nothing`,
  )
  statements.push(
    sql`insert into request (org_id, id, partner_id, registration_id, kind, track, status, stage, stages, shows_names, submitted_at, submitted_by, on_behalf, ruling_id, answer_due_at)
      select ${org_id}::uuid, ${id}, ${pick(2000)}, ${id}, (array['discount','sandbox','legal-help'])[1 + i % 3],
        'reseller', (array['in_review','approved','rejected','withdrawn','expired'])[1 + i % 5], 1, 1, false, ${at}, 'operator', true, ${id}, ${at} from generate_series(1, ${Math.ceil(rows / 3)}::int) i`,
    sql`insert into request_step (org_id, id, request_id, partner_id, stage, place, key, name, approvers, needs, hours, status, opened_at, due_at)
      select org_id, id, id, partner_id, 1, 0, 'a', 'A', '{}', '"any"', 8, case when status = 'in_review' then 'open' else 'approved' end, submitted_at, submitted_at
      from request where org_id = ${org_id}`,
    sql`insert into request_ask (org_id, id, request_id, step_id, member_id, asked_id, why, state, asked_at, due_at)
      select r.org_id, r.id, r.id, r.id, m.id, m.id, 'role', case when r.status = 'in_review' and r.submitted_at < '2026-01-03' then 'asked' else 'released' end,
        r.submitted_at, r.submitted_at
      from request r, (select id from membership where org_id = ${org_id} and partner_id is null order by id limit 1) m where r.org_id = ${org_id}`,
  )
  const some = sql`generate_series(1, ${Math.ceil(rows / 3)}::int) i`
  statements.push(
    sql`insert into file_content (org_id, sha256, size_bytes) values (${org_id}, repeat('a', 64), 1)`,
    sql`insert into file (org_id, id, partner_id, name, media_type, size_bytes, sha256, uploaded_at, uploaded_by, recorded_at, is_attached)
      select ${org_id}::uuid, ${id}, ${pick(2000)}, 'a', 'text/plain', 1, repeat('a', 64), ${at}, 'operator', ${at}, true from ${some}`,
    sql`insert into attachment (org_id, id, file_id, partner_id, subject_noun, subject_id, kind, attached_at, attached_by)
      select org_id, id, id, partner_id, 'registration', id, 'other', uploaded_at, 'operator' from file where org_id = ${org_id}`,
    sql`insert into opportunity_partner (org_id, id, opportunity_id, partner_id, role, registration_id, since, added_by)
      select ${org_id}::uuid, ${id}, ${id}, ${pick(2000)}, 'resells', ${id}, ${at}, 'operator' from ${some}`,
    sql`insert into notice (org_id, id, membership_id, topic, subject_noun, subject_id, happening, facts, at, recorded_at, in_app, read_at, mail, mail_at)
      select ${org_id}::uuid, ${id}, m.id, 'registration.approved', 'registration', ${id}, i, '{}', ${at}, ${at}, true,
        case when i % 2 = 0 then ${at} end, 'now', case when i % 3 = 0 then ${at} end
      from ${some}, (select id from membership where org_id = ${org_id} and partner_id is null order by id limit 1) m`,
    sql`insert into mail (org_id, id, to_email, to_name, subject, text, html, state, try_at, created_at)
      select ${org_id}::uuid, ${id}, 'a@b.example', 'A', 'S', 'T', 'H', (array['sent','sent','sent','failed'])[1 + i % 4], ${at}, ${at} from ${some}`,
    sql`insert into import (org_id, id, object, file_name, state, description, size_bytes, sha256, created_at, created_by)
      select ${org_id}::uuid, ${id}, 'account', 'a.csv', 'finished', '{}', 1, 'x', ${at}, 'operator' from ${some}`,
    sql`insert into import_change (org_id, import_id, external_id, line, subject_id, kind, hash_after, state, kept_why)
      select org_id, (select id from import where org_id = ${org_id} order by id limit 1), id::text, row_number() over (), id, 'created', 'x',
        case when id::text < '0199c82c-d388' then 'done' else 'kept' end, 'newer' from import where org_id = ${org_id}`,
  )
  await world.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
    for (const statement of statements) await tx.run(statement)
    await foldCounts(tx, org_id)
  })
}

/** The sizes of tables, as PostgreSQL knows them in production. */
export async function analyze(world: World): Promise<void> {
  const owner = new pg.Client(world.owner)
  await owner.connect()
  await owner.query('vacuum (analyze)')
  await owner.end()
}
