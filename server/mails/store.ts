import type { Instant } from '#kit/instant.ts'
import { newId, wallNow } from '#server/platform/clock.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Letter, Mail } from './mail.ts'

/** Writes a mail in the caller's transaction (at scope org); it leaves after the commit. */
export function enqueueMail(tx: Tx, mail: Letter & { org_id: string; to: { email: string; name: string } }): void {
  const now = wallNow()
  tx.send(sql`insert into mail (org_id, id, to_email, to_name, subject, text, html, state, try_at, created_at)
    values (${mail.org_id}, ${newId()}, ${mail.to.email}, ${mail.to.name}, ${mail.subject}, ${mail.text}, ${mail.html}, 'queued', ${now}, ${now})`)
}

/** Takes one mail that is due and marks it, so that no other worker sends it too. */
export async function takeDueMail(tx: Tx, org_id: string, now: Instant): Promise<Mail | undefined> {
  return tx.one(sql`update mail set state = 'sending', attempts = attempts + 1, try_at = ${now}
    where org_id = ${org_id} and id = (
      select id from mail where org_id = ${org_id} and state = 'queued' and try_at <= ${now} order by try_at, id limit 1 for update skip locked)
    returning id, to_email, to_name, subject, text, html, state, attempts, problem, created_at, sent_at`)
}

/** A mail whose sender never came back: nobody knows whether it was sent. */
export async function giveUpLostMail(tx: Tx, org_id: string, before: Instant): Promise<number> {
  return tx.run(sql`update mail set state = 'unknown', problem = 'the server ended while it was sending this'
    where org_id = ${org_id} and state = 'sending' and try_at < ${before}`)
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
  return tx.rows(sql`select id, to_email, to_name, subject, text, html, state, attempts, problem, created_at, sent_at
    from mail where org_id = ${org_id} order by id desc limit ${limit}`)
}
