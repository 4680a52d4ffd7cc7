import { toWireId } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Reason } from '#kit/ruling.ts'
import type { Actor, Context } from '#server/command/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { CONSEQUENCES, GOES_SO_FAR, isMove, LIVE, type ConductCase } from './conduct.ts'
import type { CaseAnswer, CaseRowAnswer, SeenAnswer } from './contract.ts'
import { mostOf, rankOf } from './decide-person.ts'
import { nextStepOf, pathOf, statusFor } from './path.ts'
import * as store from './store.ts'
import type { ConductTerms } from './terms.ts'
import { whileSuspended } from './terms-words.ts'
import { kindNameOf, seenInWords, summaryOf, whyInWords } from './words.ts'

/** What is shown of a case, and to whom. */
export type Showing = { tx: Tx; org_id: string; now: Instant; terms: ConductTerms; actor: Actor }

/** So many of the companies that it asked for does a partner read: enough to know what is meant, and no count to learn from. */
const ASKED_SHOWN = 10

export function showRow(c: store.ShownCase, actor: Actor): CaseRowAnswer {
  const org = actor.side === 'org'
  const status = statusFor(c, actor.side)
  return {
    id: toWireId('conduct_case', c.id),
    kind: c.kind,
    kind_name: kindNameOf(c.kind, actor.side),
    partner: { id: toWireId('partner', c.about_id), name: c.partner_name },
    account: org && c.account_id ? { id: toWireId('account', c.account_id), name: c.account_name ?? '' } : null,
    status,
    is_live: (LIVE as readonly string[]).includes(status),
    summary: summaryOf(c.kind, c.seen_count, actor.side),
    seen_count: org ? c.seen_count : null,
    opened_at: org ? c.opened_at : (c.notified_at ?? c.opened_at),
    reply_due_at: c.reply_due_at,
    counts_until: c.counts_until,
    suspended_until: c.suspended_until,
    revision: c.revision,
  }
}

function showSeen(c: ConductCase, row: store.SeenRow, actor: Actor): SeenAnswer {
  const org = actor.side === 'org'
  const opens = row.noun === 'registration' || (org && row.noun === 'opportunity')
  return {
    id: row.id,
    noun: row.noun,
    subject_id:
      opens && row.subject_id
        ? toWireId(row.noun === 'registration' ? 'registration' : 'opportunity', row.subject_id)
        : null,
    label: row.label,
    since: row.since,
    code: !org && c.kind === 'probing' ? 'asked' : row.code,
    text: !org && c.kind === 'probing' ? 'Asked for on' : seenInWords(row.code),
    is_told: row.partner_id !== null,
  }
}

/** The verbs that this caller may do to this case now. */
function abilitiesOn(c: store.ShownCase, actor: Actor, manager: string | null): string[] {
  if (actor.kind !== 'person') return []
  const decides = actor.side === 'org' && actor.permissions.has('conduct:decide')
  const second = decides && actor.id !== c.proposed_by && actor.id !== manager
  const may = {
    notify: decides,
    answer: actor.side === 'partner' && actor.permissions.has('conduct:answer'),
    dismiss: decides,
    note: decides,
    warn: decides,
    propose: decides,
    confirm: second,
    lift: decides,
  }
  // The keys of the object above.
  return (Object.keys(may) as (keyof typeof may)[]).filter((verb) => may[verb] && isMove(verb, c.status))
}

/** One case in full. */
export async function showCase(c: store.ShownCase, { tx, org_id, now, terms, actor }: Showing): Promise<CaseAnswer> {
  const org = actor.side === 'org'
  const refs = [c.opened_by, c.notified_by, c.answered_by, c.decided_by, c.ended_by].filter((ref) => ref !== null)
  const people = [c.proposed_by, c.confirmed_by].filter((id) => id !== null).map((id) => `person:${id}`)
  const is_live = isLive(c)
  const held = HELD_AGAINST.includes(c.status)
  const [seen, names, ruling, counting, manager, decision] = await Promise.all([
    store.listSeen(tx, org_id, c.id),
    actorNames(tx, [...new Set([...refs, ...people])]),
    org && c.ruling_id ? store.findRuling(tx, org_id, c.ruling_id) : undefined,
    org && is_live ? store.listCounting(tx, org_id, c.about_id, c.id, now) : [],
    org && c.status === 'proposed' ? store.findManager(tx, org_id, c.about_id) : null,
    held ? store.findDecision(tx, org_id, c.id) : undefined,
  ])
  const nameOf = (ref: string | null) => (ref ? (names.get(ref) ?? null) : null)
  const because = ruling ? (JSON.parse(ruling.because) as Reason[]) : [] // written by the funnel from Reason[]
  const rows = org || c.kind !== 'probing' ? seen : seen.slice(0, ASKED_SHOWN)
  const most = mostOf(rankOf({ counting }), terms)
  const abilities = abilitiesOn(c, actor, manager).filter(
    (verb) => !(verb in STEP) || STEP[verb as keyof typeof STEP] <= CONSEQUENCES.indexOf(most), // `in` says that it is one of its keys
  )
  const hidden = !org && c.status === 'proposed'
  return {
    ...showRow(c, actor),
    opened_by: org ? nameOf(c.opened_by) : null,
    why: whyInWords(because),
    ruling_id: org && c.ruling_id ? toWireId('ruling', c.ruling_id) : null,
    decision_ruling_id: decision ? toWireId('ruling', decision.id) : null,
    seen: rows.map((row) => showSeen(c, row, actor)),
    notice: c.notice,
    answer: c.answer,
    answered_by: nameOf(c.answered_by),
    reason: hidden ? null : c.reason,
    proposed_by: org && c.proposed_by ? nameOf(`person:${c.proposed_by}`) : null,
    end_reason: c.end_reason,
    path: pathOf(c, { reader: actor.side, nameOf }),
    next_step: nextStepOf(c, actor.side),
    at_most: org && is_live ? GOES_SO_FAR[most] : null,
    while_suspended: whileSuspended(actor.side),
    abilities,
  }
}

/** States in which something is held against the partner, which can be disputed. */
const HELD_AGAINST: readonly ConductCase['status'][] = ['noted', 'warned', 'suspended']

const STEP = { note: 0, warn: 1, propose: 2 } as const

function isLive(c: ConductCase): boolean {
  return (LIVE as readonly string[]).includes(c.status)
}

/** What a verb answers: the case as its caller now sees it. */
export async function answerWithCase(ctx: Context, id: string): Promise<CaseAnswer> {
  const { tx, org_id, actor, now } = ctx
  const [c, { document }] = await Promise.all([store.findCase(tx, org_id, id), ctx.program()])
  if (!c) throw new Refused(COMMON.not_found, { noun: 'conduct case' })
  return showCase(c, { tx, org_id, now, terms: document['conduct'] as ConductTerms, actor }) // parsed when published
}
