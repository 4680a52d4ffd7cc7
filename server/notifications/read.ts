import { languageOf, type Language } from '#kit/languages.ts'
import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { epochMs, instant } from '#kit/instant.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { readWireId } from '#kit/wire-ids.ts'
import { ACCESS_REFUSALS, personVerb, type SignedIn } from '#server/access/index.ts'
import type { Runtime } from '#server/command/index.ts'
import { findOrg, tellTime } from '#server/orgs/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Scope } from '#server/platform/postgres/database.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import * as contract from './contract.ts'
import { pathOf, type Notice, type Place } from './notification.ts'
import * as readers from './readers-store.ts'
import * as store from './store.ts'
import { topicOf } from './topics.ts'
import { lineOf } from './words.ts'

/** Unread ones are counted so far. */
const UNREAD_MAX = 100

/** The one membership whose notices these are, and what it sees. */
function here({ current }: SignedIn): {
  org_id: string
  membership_id: string
  partner_id: string | null
  scope: Scope
} {
  if (!current) throw new Refused(ACCESS_REFUSALS.no_membership)
  const { id: membership_id, partner_id } = current
  const org_id = current.org.id
  return {
    org_id,
    membership_id,
    partner_id,
    scope: { org_id, scope: partner_id ? 'partner' : 'org', partner_id },
  }
}

export const listNotifications = personVerb(
  contract.listNotifications,
  async ({ runtime, session }, { query: { limit, cursor, state, subject, language } }) => {
    const { org_id, membership_id, scope } = here(session)
    const after = decodeCursor(cursor, ['read_no', 'id'])
    const about = subject === undefined ? null : readWireId(subject)
    if (subject !== undefined && !about) throw new Refused(COMMON.not_found, { noun: 'record' })
    const answer = await runtime.db.transaction(scope, async (tx) => {
      const [rows, unread, shown] = await Promise.all([
        store.listNotices(tx, org_id, {
          membership_id,
          subject_id: about?.uuid ?? null,
          unread_only: state === 'unread',
          after: after ? { read: after.read_no === '1', id: after.id } : null,
          limit: limit + 1,
        }),
        store.countUnread(tx, org_id, membership_id, UNREAD_MAX),
        readingOf(runtime, tx, org_id, membership_id, language),
      ])
      const page = rows.slice(0, limit)
      const muted = await readers.listMuted(tx, org_id, membership_id, [...new Set(page.map((row) => row.subject_id))])
      const last = page.at(-1)
      return {
        rows: page.map((row) => showNotice(row, shown, muted)),
        next_cursor:
          rows.length > limit && last ? encodeCursor({ read_no: last.read_at === null ? 0 : 1, id: last.id }) : null,
        unread,
      }
    })
    return { answer }
  },
)

type ReadingOf = Place & { language: Language; zone: string; program_zone: string }

/** In which words, hours and addresses somebody is shown what they are told. */
async function readingOf(
  runtime: Runtime,
  tx: Tx,
  org_id: string,
  membership_id: string,
  language: Language | undefined,
): Promise<ReadingOf> {
  const [row, org] = await Promise.all([readers.findReader(tx, org_id, membership_id), findOrg(tx, org_id)])
  if (!row || !org) throw new Refused(COMMON.not_found, { noun: 'membership' })
  const { zone: program_zone } = await tellTime(runtime, tx, org)
  return {
    org_slug: row.org_slug,
    partner_id: row.partner_id,
    language: language ?? languageOf(row.language, row.org_language),
    zone: row.zone ?? program_zone,
    program_zone,
  }
}

function showNotice(notice: Notice, reading: ReadingOf, muted: ReadonlySet<string>): contract.NoticeAnswer {
  const { topic, subject_noun, subject_id } = notice
  return {
    id: toWireId('notice', notice.id),
    topic,
    ...lineOf(topic, reading.partner_id ? 'partner' : 'org', notice.facts, reading),
    path: pathOf(notice, reading),
    asks: topicOf(topic).asks === true,
    subject: { noun: subject_noun, id: toWireId(subject_noun, subject_id) },
    at: notice.at,
    told_at: notice.recorded_at,
    read_at: notice.read_at,
    muted: muted.has(subject_id),
  }
}

/** One's own marks are no business of the org's: they leave no audit row, as being signed in somewhere leaves none. */
export const markRead = personVerb(contract.markRead, async ({ runtime, session }, { body }) => {
  const { org_id, membership_id } = here(session)
  const ids = body.ids?.map((id) => uuidOf('notice', id))
  // Writes need the org's scope; the membership is the session's own.
  const answer = await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
    const at = body.read ? wallNow() : null
    const by_ids = ids ? await store.markRead(tx, org_id, membership_id, { ids }, at) : 0
    const until =
      body.until && body.read
        ? await store.markRead(tx, org_id, membership_id, { until: instant(epochMs(body.until)) }, at)
        : 0
    return { marked: by_ids + until, unread: await store.countUnread(tx, org_id, membership_id, UNREAD_MAX) }
  })
  return { answer }
})

const ANY_NOTICE = { unread_only: false, after: null, limit: 1 } as const

/** Who was never told of a record has nothing to mute, and does not learn whether it exists. */
export const muteRecord = personVerb(contract.muteRecord, async ({ runtime, session }, { body }) => {
  const { org_id, membership_id, partner_id } = here(session)
  const about = readWireId(body.subject)
  if (!about) throw new Refused(COMMON.not_found, { noun: 'record' })
  await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
    const [told] = await store.listNotices(tx, org_id, { ...ANY_NOTICE, membership_id, subject_id: about.uuid })
    if (!told && (await readers.listMuted(tx, org_id, membership_id, [about.uuid])).size === 0)
      throw new Refused(COMMON.not_found, { noun: about.noun })
    readers.keepMute(tx, org_id, { membership_id, partner_id }, about.uuid, body.muted ? wallNow() : null)
  })
  return { answer: { muted: body.muted } }
})
