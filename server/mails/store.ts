import type { Instant } from '#kit/instant.ts'
import { languageOf, type Language } from '#kit/languages.ts'
import { newId, wallNow } from '#server/platform/clock.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Letter, Mail, MailState } from './mail.ts'

const COLUMNS = sql`id, to_email, to_name, subject, text, html, language, unsubscribe_path, state, attempts, problem, created_at, coalesce(due_since, created_at) as due_since, sent_at`

export type Enqueued = Letter & {
  org_id: string
  to: { email: string; name: string }
  language?: Language
  /** What it tells, once: a second mail with the same key is not written. */
  key?: string
  topic?: string
  /** The page on which the reader stops such mail. */
  unsubscribe_path?: string
  /** After this it is of no use, and is not sent any more. */
  useful_until?: Instant
}

/** Writes a mail in the caller's transaction (at scope org); it leaves after the commit. Answers its id. */
export function enqueueMail(tx: Tx, mail: Enqueued): string {
  const now = wallNow()
  const id = newId()
  const { org_id, to, language = 'en', key, topic, unsubscribe_path, useful_until } = mail
  tx.send(sql`insert into mail (org_id, id, to_email, to_name, subject, text, html, language, key, topic, unsubscribe_path, useful_until, state, try_at, created_at)
    values (${org_id}, ${id}, ${to.email}, ${to.name}, ${mail.subject}, ${mail.text}, ${mail.html}, ${language}, ${key ?? null}, ${topic ?? null},
      ${unsubscribe_path ?? null}, ${useful_until ?? null}, 'queued', ${now}, ${now})
    on conflict (org_id, key) where key is not null do nothing`)
  return id
}

/** Takes one mail that is due and marks it, so that no other worker sends it too. The oldest goes first. */
export async function takeDueMail(tx: Tx, org_id: string, now: Instant): Promise<Mail | undefined> {
  return tx.one(sql`update mail set state = 'sending', attempts = attempts + 1, try_at = ${now}
    where org_id = ${org_id} and id = (
      select id from mail where org_id = ${org_id} and state = 'queued' and try_at <= ${now} order by try_at, id limit 1 for update skip locked)
    returning ${COLUMNS}`)
}

/** A mail whose sender never came back: nobody knows whether it was sent. */
export async function giveUpLostMail(tx: Tx, org_id: string, before: Instant): Promise<number> {
  return tx.run(sql`update mail set state = 'unknown', problem = 'the server ended while it was sending this'
    where org_id = ${org_id} and state = 'sending' and try_at < ${before}`)
}

/** A way in that has closed meanwhile is not sent any more. */
export async function giveUpLateMail(tx: Tx, org_id: string, now: Instant): Promise<number> {
  return tx.run(sql`update mail set state = 'failed', problem = 'it could not be sent while it was of use'
    where org_id = ${org_id} and state = 'queued' and try_at <= ${now} and useful_until < ${now}`)
}

/** What was sent keeps no way in: the token of a one-time link is taken out of it. */
export async function markSent(
  tx: Tx,
  org_id: string,
  mail: Pick<Mail, 'id' | 'attempts'>,
  at: Instant,
): Promise<void> {
  await tx.run(sql`update mail set state = 'sent', sent_at = ${at}, problem = null,
      text = regexp_replace(text, '/sign-in/link/[A-Za-z0-9_-]+', '/sign-in/link/used', 'g'),
      html = regexp_replace(html, '/sign-in/link/[A-Za-z0-9_-]+', '/sign-in/link/used', 'g')
    where org_id = ${org_id} and id = ${mail.id} and state = 'sending' and attempts = ${mail.attempts}`)
}

export async function markUnsent(
  tx: Tx,
  org_id: string,
  mail: Pick<Mail, 'id' | 'attempts'>,
  to: { state: 'queued' | 'failed' | 'unknown'; try_at: Instant; problem: string },
): Promise<void> {
  await tx.run(sql`update mail set state = ${to.state}, try_at = ${to.try_at}, problem = ${to.problem}
    where org_id = ${org_id} and id = ${mail.id} and state = 'sending' and attempts = ${mail.attempts}`)
}

/** Where no server is configured, mail stays here. */
export async function keepDueMail(tx: Tx, org_id: string): Promise<number> {
  return tx.run(sql`update mail set state = 'kept' where org_id = ${org_id} and state = 'queued'`)
}

export async function listNewestMail(tx: Tx, org_id: string, limit: number): Promise<Mail[]> {
  return tx.rows(sql`select ${COLUMNS} from mail where org_id = ${org_id} order by id desc limit ${limit}`)
}

/** How many mails to somebody the server has not taken yet. */
export async function countUnsent(tx: Tx, org_id: string, email: string): Promise<number> {
  const row = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from mail where org_id = ${org_id} and to_email = ${email} and state in ('queued', 'sending')`,
  )
  return row?.n ?? 0
}

/** The language in which a person reads mail of an org. */
export async function readerLanguage(tx: Tx, org_id: string, person_id: string): Promise<Language> {
  const row = await tx.one<{ own: string | null; org: string }>(
    sql`select p.language as own, o.language as org from person p, org o where p.id = ${person_id} and o.id = ${org_id}`,
  )
  return languageOf(row?.own, row?.org)
}

export async function findOrgName(tx: Tx, org_id: string): Promise<string> {
  return (await tx.one<{ name: string }>(sql`select name from org where id = ${org_id}`))?.name ?? ''
}

// ── For whoever looks after it ──

/** Without its words: a mail may hold a way in. */
export type MailRow = {
  id: string
  to_email: string
  to_name: string
  subject: string
  topic: string | null
  state: MailState
  attempts: number
  problem: string | null
  created_at: Instant
  sent_at: Instant | null
  try_at: Instant
  useful_until: Instant | null
}

const ROW = sql`id, to_email, to_name, subject, topic, state, attempts, problem, created_at, sent_at, try_at, useful_until`

export async function listMailRows(
  tx: Tx,
  org_id: string,
  filter: { state: MailState | null; after: string | null; limit: number },
): Promise<MailRow[]> {
  let where = sql`org_id = ${org_id}`
  if (filter.state) where = sql`${where} and state = ${filter.state}`
  if (filter.after) where = sql`${where} and id < ${filter.after}::uuid`
  return tx.rows(sql`select ${ROW} from mail where ${where} order by id desc limit ${filter.limit}`)
}

/** How many stand in each state; what was sent is not counted, for it only grows. */
export async function countMail(tx: Tx, org_id: string): Promise<{ state: MailState; n: number }[]> {
  return tx.rows(sql`select state, count(*)::int as n from mail
    where org_id = ${org_id} and state in ('queued', 'sending', 'unknown', 'failed', 'kept') group by state`)
}

export async function lockMail(tx: Tx, org_id: string, id: string): Promise<MailRow | undefined> {
  return tx.one(sql`select ${ROW} from mail where org_id = ${org_id} and id = ${id} for update`)
}

/** Goes out again, from the beginning: its day of attempts starts anew. */
export async function requeueMail(tx: Tx, org_id: string, id: string, now: Instant): Promise<void> {
  await tx.run(sql`update mail set state = 'queued', attempts = 0, problem = null, try_at = ${now}, due_since = ${now}
    where org_id = ${org_id} and id = ${id}`)
}

/** Nothing of a forgotten mail is left but that there was one. */
export async function forgetMail(tx: Tx, org_id: string, id: string): Promise<void> {
  await tx.run(sql`update mail set state = 'forgotten', text = '', html = '' where org_id = ${org_id} and id = ${id}`)
}

/** All that is kept, as long as it is of use; what is not, stays. */
export async function requeueKept(tx: Tx, org_id: string, now: Instant): Promise<number> {
  return tx.run(sql`update mail set state = 'queued', attempts = 0, problem = null, try_at = created_at, due_since = ${now}
    where org_id = ${org_id} and state = 'kept' and (useful_until is null or useful_until > ${now})`)
}

export async function forgetKept(tx: Tx, org_id: string): Promise<number> {
  return tx.run(
    sql`update mail set state = 'forgotten', text = '', html = '' where org_id = ${org_id} and state = 'kept'`,
  )
}
