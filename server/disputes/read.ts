import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Calendar } from '#kit/calendar.ts'
import { query, type Reading } from '#server/command/index.ts'
import { holdInWords } from '#server/holds/words.ts'
import * as contract from './contract.ts'
import { acknowledgeDueAt, decisionDueAt } from './due.ts'
import { findSubject } from './open.ts'
import { showConcerned, showDispute, showRow, type Showing } from './show.ts'
import * as store from './store.ts'
import type { DisputeTerms } from './terms.ts'

async function showingOf(reading: Reading): Promise<Showing> {
  const { tx, org_id, actor, runtime } = reading
  const now = await reading.now()
  return { tx, org_id, actor, now, program: await runtime.programs.inForce(tx, org_id, now) }
}

/** A partner's own sides: of what it opened the whole, of what it was asked about its own part. */
async function listOwn(
  reading: Reading,
  q: {
    limit: number
    cursor?: string | undefined
    registration_id?: string | undefined
    subject_id?: string | undefined
  },
) {
  const { tx, org_id, actor } = reading
  const showing = await showingOf(reading)
  const found = await store.listPartysOf(tx, org_id, actor.partner_id ?? '', {
    about_id: q.registration_id && uuidOf('registration', q.registration_id),
    subject_id: q.subject_id,
    before: decodeCursor(q.cursor, ['id'])?.id,
    limit: q.limit + 1,
  })
  const page = found.slice(0, q.limit)
  const rows = await Promise.all(
    page.map(async (party) => {
      const d = party.is_opener ? await store.findDispute(tx, org_id, party.dispute_id) : undefined
      return d ? showRow(d, party, showing) : showConcerned(party, showing)
    }),
  )
  const last = found.length > q.limit ? page.at(-1) : undefined
  return { rows, next_cursor: last ? encodeCursor({ id: last.id }) : null }
}

export const listDisputes = query(contract.listDisputes, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const subject_id = q.ruling_id
    ? uuidOf('ruling', q.ruling_id)
    : q.conflict_id
      ? uuidOf('conflict', q.conflict_id)
      : undefined
  if (actor.side === 'partner') {
    if (q.account_id || (q.partner_id && uuidOf('partner', q.partner_id) !== actor.partner_id))
      return { rows: [], next_cursor: null }
    return listOwn(reading, { ...q, subject_id })
  }
  if (q.mine && !actor.membership_id) return { rows: [], next_cursor: null }
  const filter = {
    status: q.status,
    partner_id: q.partner_id && uuidOf('partner', q.partner_id),
    account_id: q.account_id && uuidOf('account', q.account_id),
    about_id: q.registration_id && uuidOf('registration', q.registration_id),
    subject_id,
    handler_id: q.mine ? (actor.membership_id ?? undefined) : undefined,
    limit: q.limit + 1,
  }
  const showing = await showingOf(reading)
  if (q.order === 'clock') {
    const rows = await store.listByClock(tx, org_id, { ...filter, after: decodeCursor(q.cursor, ['at', 'id']) })
    const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
    return {
      rows: rows.slice(0, q.limit).map((d) => showRow(d, null, showing)),
      next_cursor: last ? encodeCursor({ at: last.due_at, id: last.id }) : null,
    }
  }
  const rows = await store.listDisputes(tx, org_id, { ...filter, before: decodeCursor(q.cursor, ['id'])?.id })
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  return {
    rows: rows.slice(0, q.limit).map((d) => showRow(d, null, showing)),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})

export const countDisputes = query(contract.countDisputes, async (reading) => {
  const { tx, org_id, actor } = reading
  if (actor.partner_id) {
    const { open, asked, proposed } = await store.countForPartner(tx, org_id, actor.partner_id)
    return { open, waits_for_me: asked + proposed, unread: 0, overdue: 0, decided: 0 }
  }
  const { mine, ...found } = await store.countDisputes(tx, org_id, actor.membership_id, await reading.now())
  return { ...found, waits_for_me: mine }
})

export const getDispute = query(contract.getDispute, async (reading, { params }) => {
  const party = await store.findParty(reading.tx, reading.org_id, uuidOf('dispute', params.id))
  if (!party) throw new Refused(COMMON.not_found, { noun: 'dispute' })
  return showDispute(party, await showingOf(reading))
})

/** What disagreeing would mean, before anybody does: the same look-ups and the same terms. */
export const disputeForm = query(contract.disputeForm, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const [subject, { now, program }] = await Promise.all([
    findSubject(reading, q).catch((error: unknown) => {
      if (error instanceof Refused && error.type.code === 'dispute.not_disputable') return error
      throw error
    }),
    showingOf(reading),
  ])
  const terms = program.document['disputes'] as DisputeTerms // parsed when published
  const calendar = program.document['calendar'] as Calendar // likewise
  const grounds = terms.grounds
  if (subject instanceof Refused)
    return { title: '', grounds, may: false, why_not: subject.says, live: null, holds: [], steps: [] }
  const live = await store.findLive(tx, org_id, subject.id, actor.partner_id)
  const allowed = actor.permissions.has('dispute:open')
  const org = actor.side === 'org'
  const what = terms.holds[actor.side].filter((kind) => kind === 'money' || subject.about.account_id || !org)
  return {
    title: subject.about.title,
    grounds,
    may: allowed && !live,
    why_not: live
      ? 'You disagree with this already.'
      : allowed
        ? null
        : org
          ? 'Your role does not open disagreements.'
          : 'Your role may not disagree. A seller or an admin of your company can.',
    live: live ? toWireId('dispute', live) : null,
    holds: what.map((kind) => holdInWords(kind, actor.side)),
    steps: [
      { text: 'We confirm that somebody looks at it.', by: acknowledgeDueAt(now, terms, calendar) },
      { text: 'They are not involved in it, look at both sides, and may ask you something.', by: null },
      { text: 'You get a decision with its reasons.', by: decisionDueAt(now, terms, calendar) },
      { text: `You can appeal once, within ${terms.appeal_within_days} days.`, by: null },
    ],
  }
})
