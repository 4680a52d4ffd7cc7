import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query, type Reading } from '#server/command/index.ts'
import { CASE_STATUSES, CONDUCT_KINDS, LIVE, type CaseStatus, type Standing } from './conduct.ts'
import * as contract from './contract.ts'
import { showCase, showRow } from './show.ts'
import { statusFor } from './path.ts'
import * as store from './store.ts'
import { conductSection, type ConductTerms } from './terms.ts'
import { whileSuspended } from './terms-words.ts'

async function termsOf({ runtime, tx, org_id }: Reading, now: string): Promise<ConductTerms> {
  const { document } = await runtime.programs.inForce(tx, org_id, now)
  return document[conductSection.key] as ConductTerms // parsed when published
}

const NONE = { rows: [], next_cursor: null }

export const listCases = query(contract.listCases, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const own = actor.partner_id
  const asked = q.partner_id && uuidOf('partner', q.partner_id)
  if (own && ((asked && asked !== own) || q.account_id)) return NONE
  const rows = await store.listCases(tx, org_id, {
    status: q.status,
    live: q.live === undefined ? undefined : q.live === 'true',
    kind: q.kind,
    about_id: own ?? asked,
    own: own !== null,
    account_id: q.account_id && uuidOf('account', q.account_id),
    after: decodeCursor(q.cursor, ['id'])?.id,
    limit: q.limit + 1,
  })
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  return {
    rows: rows.slice(0, q.limit).map((row) => showRow(row, actor)),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})

export const getCase = query(contract.getCase, async (reading, { params }) => {
  const { tx, org_id, actor } = reading
  const [c, now] = await Promise.all([store.findCase(tx, org_id, uuidOf('conduct_case', params.id)), reading.now()])
  if (!c) throw new Refused(COMMON.not_found, { noun: 'conduct case' })
  return showCase(c, { tx, org_id, now, terms: await termsOf(reading, now), actor })
})

/** In which states a case waits for which side. */
const WAITS: Record<'org' | 'partner', readonly CaseStatus[]> = {
  org: ['found', 'answered', 'silent', 'proposed'],
  partner: ['notified', 'silent'],
}

export const countCases = query(contract.countCases, async ({ tx, org_id, actor }) => {
  const [rows, look] = await Promise.all([
    store.countCases(tx, org_id, actor.partner_id),
    actor.side === 'org' ? store.findLook(tx, org_id) : undefined,
  ])
  const counts = Object.fromEntries(CASE_STATUSES.map((status) => [status, 0])) as Record<CaseStatus, number> // one for each
  const by_kind = Object.fromEntries(CONDUCT_KINDS.map((kind) => [kind, 0])) as Record<
    contract.CaseRowAnswer['kind'],
    number
  > // one for each
  let to_do = 0
  for (const { status, is_answered, kind, n } of rows) {
    const shown = statusFor({ status, answered_at: is_answered ? '' : null }, actor.side)
    counts[shown] += n
    if ((LIVE as readonly string[]).includes(status)) by_kind[kind] += n
    if (WAITS[actor.side].includes(shown)) to_do += n
  }
  return { counts, by_kind, to_do, looked_at: look?.looked_at ?? null }
})

const STANDING_TEXTS: Record<Standing, [org: string, partner: string]> = {
  good: ['In good standing.', 'You are in good standing.'],
  asked: ['In good standing; an answer is asked for.', 'We have asked you something.'],
  noted: ['A note on record counts.', 'A note on record counts.'],
  warned: ['A warning counts.', 'A warning counts.'],
  suspended: ['Suspended.', 'You are suspended.'],
}

export const getStanding = query(contract.getStanding, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const asked = q.partner_id && uuidOf('partner', q.partner_id)
  const own = actor.partner_id
  if (own && asked && asked !== own) throw new Refused(COMMON.not_found, { noun: 'partner' })
  const id = own ?? asked
  if (!id)
    throw new Refused(
      COMMON.invalid,
      {},
      { fields: [{ path: 'query.partner_id', message: 'expected the partner that is asked about' }] },
    )
  const now = await reading.now()
  const [partner, cases] = await Promise.all([
    store.findPartnerNamed(tx, org_id, id),
    store.listStanding(tx, org_id, { id, own: own !== null }, now),
  ])
  if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
  const has = (...statuses: CaseStatus[]) => cases.some((c) => statuses.includes(c.status))
  const standing: Standing = has('suspended')
    ? 'suspended'
    : has('warned') || cases.some((c) => c.status === 'lifted')
      ? 'warned'
      : has('noted')
        ? 'noted'
        : has('notified', 'silent', 'answered', 'proposed')
          ? 'asked'
          : 'good'
  return {
    standing,
    text: STANDING_TEXTS[standing][actor.side === 'org' ? 0 : 1],
    cases: cases.map((c) => showRow(c, actor)),
    while_suspended: whileSuspended(actor.side),
  }
})
