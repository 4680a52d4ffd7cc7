import { languageOf } from '#kit/languages.ts'
import type { Instant } from '#kit/instant.ts'
import type { Runtime } from '#server/command/index.ts'
import { countUnsent, enqueueMail } from '#server/mails/index.ts'
import { findOrg, tellTime } from '#server/orgs/index.ts'
import { newSecret, wallNow } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { manyLetter, noticeLetter, type LetterReader } from './letters.ts'
import { unsubscribePath } from './links.ts'
import type { Notice } from './notification.ts'
import { nextDigest, planMails, type Waiting } from './plan.ts'
import * as readers from './readers-store.ts'
import * as store from './store.ts'

/** So many readers are looked at in one go, and so many notices of each. */
const READERS = 200
const NOTICES = 500

/**
 * Writes the mails that are due by the wall clock: each reader in a transaction of their own, under a lock that all
 * servers share, so that a notice becomes part of exactly one mail. Returns how many mails were written.
 */
export async function writeDueMails(runtime: Runtime, org_id: string, wall: Instant = wallNow()): Promise<number> {
  const scope = { org_id, scope: 'org' as const, partner_id: null }
  const due = await runtime.db.transaction(scope, (tx) => store.listDueReaders(tx, org_id, wall, READERS))
  let written = 0
  for (const membership_id of due)
    written += await runtime.db.transaction(scope, (tx) => writeTo(runtime, tx, org_id, membership_id, wall))
  return written
}

async function writeTo(
  runtime: Runtime,
  tx: Tx,
  org_id: string,
  membership_id: string,
  wall: Instant,
): Promise<number> {
  // Another server is at it.
  if (!(await store.tryReader(tx, membership_id))) return 0
  const [row, notices, org] = await Promise.all([
    readers.findReader(tx, org_id, membership_id),
    store.listWaiting(tx, org_id, membership_id, wall, NOTICES),
    findOrg(tx, org_id),
  ])
  if (!row || !org || row.ended_at) {
    await store.dropMailOf(tx, org_id, membership_id)
    return 0
  }
  const [{ zone: program_zone }, unsent, secret] = await Promise.all([
    tellTime(runtime, tx, org),
    countUnsent(tx, org_id, row.email),
    row.unsubscribe_secret ?? readers.ensureSecret(tx, org_id, row, newSecret()),
  ])
  const zone = row.zone ?? program_zone
  const reader: LetterReader = {
    name: row.name,
    org_name: row.org_name,
    org_slug: row.org_slug,
    partner_id: row.partner_id,
    language: languageOf(row.language, row.org_language),
    zone,
    program_zone,
  }
  const manner = { ...row, zone }
  const plan = planMails(notices.filter(isWaiting), manner, wall, unsent)
  const byId = new Map(notices.map((notice) => [notice.id, notice]))
  const of = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? [])
  const send = (letter: ReturnType<typeof noticeLetter>, key: string, ids: string[], topic?: string) => {
    const mail_id = enqueueMail(tx, {
      ...letter,
      org_id,
      to: { email: row.email, name: row.name },
      language: reader.language,
      key,
      topic: topic ?? 'digest',
      unsubscribe_path: unsubscribePath(org_id, membership_id, secret, topic),
    })
    store.settleMail(tx, org_id, ids, mail_id)
  }

  let written = plan.single.length
  for (const notice of of(plan.single))
    send(noticeLetter(notice, reader), `notice:${notice.id}`, [notice.id], notice.topic)
  if (plan.folded.length > 0) {
    written += 1
    send(manyLetter(of(plan.folded), reader, 'folded'), `folded:${plan.folded.at(-1) ?? ''}`, plan.folded)
  }
  if (plan.digest) {
    const { day, ids } = plan.digest
    if (await store.claimDigest(tx, org_id, membership_id, day, wall)) {
      written += 1
      send(manyLetter(of(ids), reader, manner.digest), `digest:${membership_id}:${day}`, ids)
    } else store.holdMail(tx, org_id, ids, nextDigest(wall, manner))
  }
  for (const { ids, until } of plan.held) store.holdMail(tx, org_id, ids, until)
  if (plan.dropped.length > 0) store.settleMail(tx, org_id, plan.dropped, null)
  return written
}

function isWaiting(notice: Notice): notice is Notice & Waiting {
  return notice.mail !== 'never'
}
