import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Side } from './notification.ts'
import type { MailChoice } from './topics.ts'

/** Somebody who is told, with what they chose and, where they chose nothing, what the org has. */
export type ReaderRow = {
  membership_id: string
  partner_id: string | null
  role: string
  ended_at: Instant | null
  person_id: string
  email: string
  name: string
  language: string | null
  zone: string | null
  org_name: string
  org_slug: string
  org_language: string
  digest: 'daily' | 'weekly'
  digest_hour: number
  digest_weekday: number
  quiet_from: number
  quiet_until: number
  paused_until: Instant | null
  /** Are digest and quiet hours their own choice? */
  own_digest: boolean
  own_quiet: boolean
  unsubscribe_secret: string | null
}

export async function findReader(tx: Tx, org_id: string, membership_id: string): Promise<ReaderRow | undefined> {
  return tx.one(sql`select m.id as membership_id, m.partner_id, m.role, m.ended_at, p.id as person_id, p.email, p.name, p.language, p.zone,
      o.name as org_name, o.slug as org_slug, o.language as org_language,
      coalesce(r.digest, d.digest, 'daily') as digest, coalesce(r.digest_hour, d.digest_hour, 8) as digest_hour,
      coalesce(r.digest_weekday, d.digest_weekday, 1) as digest_weekday, coalesce(r.quiet_from, d.quiet_from, 0) as quiet_from,
      coalesce(r.quiet_until, d.quiet_until, 0) as quiet_until, r.paused_until, r.digest is not null as own_digest,
      r.quiet_from is not null as own_quiet, r.unsubscribe_secret
    from membership m join person p on p.id = m.person_id join org o on o.id = m.org_id
      left join notice_reader r on r.org_id = m.org_id and r.membership_id = m.id
      left join notice_org d on d.org_id = m.org_id
    where m.org_id = ${org_id} and m.id = ${membership_id}`)
}

/** The secret of somebody's links to stop mail; the first mail makes it. */
export async function ensureSecret(
  tx: Tx,
  org_id: string,
  reader: { membership_id: string; partner_id: string | null },
  secret: string,
): Promise<string> {
  const row = await tx.one<{
    unsubscribe_secret: string
  }>(sql`insert into notice_reader (org_id, membership_id, partner_id, unsubscribe_secret)
    values (${org_id}, ${reader.membership_id}, ${reader.partner_id}, ${secret})
    on conflict (org_id, membership_id) do update set unsubscribe_secret = coalesce(notice_reader.unsubscribe_secret, excluded.unsubscribe_secret)
    returning unsubscribe_secret`)
  return row?.unsubscribe_secret ?? secret
}

export type Choice = { topic: string; app: boolean; mail: MailChoice }

export async function listChoices(tx: Tx, org_id: string, membership_id: string): Promise<Choice[]> {
  return tx.rows(
    sql`select topic, app, mail from notice_choice where org_id = ${org_id} and membership_id = ${membership_id}`,
  )
}

export async function listDefaults(tx: Tx, org_id: string): Promise<(Choice & { side: Side })[]> {
  return tx.rows(sql`select side, topic, app, mail from notice_default where org_id = ${org_id}`)
}

/** One's own word on a topic; null takes it back. */
export function keepChoice(
  tx: Tx,
  org_id: string,
  who: { membership_id: string; partner_id: string | null },
  topic: string,
  choice: { app: boolean; mail: MailChoice } | null,
): void {
  const { membership_id, partner_id } = who
  tx.send(
    choice
      ? sql`insert into notice_choice (org_id, membership_id, partner_id, topic, app, mail)
          values (${org_id}, ${membership_id}, ${partner_id}, ${topic}, ${choice.app}, ${choice.mail})
          on conflict (org_id, membership_id, topic) do update set app = excluded.app, mail = excluded.mail`
      : sql`delete from notice_choice where org_id = ${org_id} and membership_id = ${membership_id} and topic = ${topic}`,
  )
}

export function keepDefault(
  tx: Tx,
  org_id: string,
  side: Side,
  topic: string,
  choice: { app: boolean; mail: MailChoice } | null,
): void {
  tx.send(
    choice
      ? sql`insert into notice_default (org_id, side, topic, app, mail) values (${org_id}, ${side}, ${topic}, ${choice.app}, ${choice.mail})
          on conflict (org_id, side, topic) do update set app = excluded.app, mail = excluded.mail`
      : sql`delete from notice_default where org_id = ${org_id} and side = ${side} and topic = ${topic}`,
  )
}

export type Rhythm = { digest: 'daily' | 'weekly'; hour: number; weekday: number }
export type Quiet = { from: number; until: number }

/** What somebody wants of time; a null is the org's default. */
export function keepReader(
  tx: Tx,
  org_id: string,
  who: { membership_id: string; partner_id: string | null },
  to: { digest: Rhythm | null; quiet: Quiet | null; paused_until: Instant | null },
): void {
  const { digest, quiet, paused_until } = to
  tx.send(sql`insert into notice_reader (org_id, membership_id, partner_id, digest, digest_hour, digest_weekday, quiet_from, quiet_until, paused_until)
    values (${org_id}, ${who.membership_id}, ${who.partner_id}, ${digest?.digest ?? null}, ${digest?.hour ?? null}, ${digest?.weekday ?? null},
      ${quiet?.from ?? null}, ${quiet?.until ?? null}, ${paused_until})
    on conflict (org_id, membership_id) do update set digest = excluded.digest, digest_hour = excluded.digest_hour,
      digest_weekday = excluded.digest_weekday, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, paused_until = excluded.paused_until`)
}

export function keepPerson(tx: Tx, person_id: string, to: { language: string | null; zone: string | null }): void {
  tx.send(sql`update person set language = ${to.language}, zone = ${to.zone} where id = ${person_id}`)
}

/** What was put off is looked at again, by what is wanted now. */
export function lookAgain(tx: Tx, org_id: string, membership_id: string, wall: Instant): void {
  tx.send(
    sql`update notice set mail_at = ${wall} where org_id = ${org_id} and membership_id = ${membership_id} and mail_at > ${wall}`,
  )
}

export function keepMute(
  tx: Tx,
  org_id: string,
  who: { membership_id: string; partner_id: string | null },
  subject_id: string,
  muted_at: Instant | null,
): void {
  const { membership_id, partner_id } = who
  tx.send(
    muted_at
      ? sql`insert into notice_mute (org_id, membership_id, partner_id, subject_id, muted_at)
          values (${org_id}, ${membership_id}, ${partner_id}, ${subject_id}, ${muted_at}) on conflict do nothing`
      : sql`delete from notice_mute where org_id = ${org_id} and membership_id = ${membership_id} and subject_id = ${subject_id}`,
  )
}

export async function listMuted(
  tx: Tx,
  org_id: string,
  membership_id: string,
  among: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.rows<{ subject_id: string }>(sql`select subject_id from notice_mute
    where org_id = ${org_id} and membership_id = ${membership_id} and subject_id = any(${among}::uuid[])`)
  return new Set(rows.map((row) => row.subject_id))
}

// ── The org's own ──

export type OrgRow = Rhythm & Quiet & { language: string }

export async function findOrgManner(tx: Tx, org_id: string): Promise<OrgRow | undefined> {
  return tx.one(sql`select o.language, coalesce(d.digest, 'daily') as digest, coalesce(d.digest_hour, 8) as hour,
      coalesce(d.digest_weekday, 1) as weekday, coalesce(d.quiet_from, 0) as "from", coalesce(d.quiet_until, 0) as until
    from org o left join notice_org d on d.org_id = o.id where o.id = ${org_id}`)
}

export function keepOrgManner(tx: Tx, org_id: string, to: OrgRow): void {
  tx.send(sql`update org set language = ${to.language} where id = ${org_id}`)
  tx.send(sql`insert into notice_org (org_id, digest, digest_hour, digest_weekday, quiet_from, quiet_until)
    values (${org_id}, ${to.digest}, ${to.hour}, ${to.weekday}, ${to.from}, ${to.until})
    on conflict (org_id) do update set digest = excluded.digest, digest_hour = excluded.digest_hour, digest_weekday = excluded.digest_weekday,
      quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until`)
}
