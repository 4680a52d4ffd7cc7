import { toWireId } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Reader, Reason } from '#kit/ruling.ts'
import type { Actor, Context, ProgramInForce } from '#server/command/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { RequestAnswer, RequestRowAnswer, StageAnswer } from './contract.ts'
import { isMove, type Ask, type Move, type Step } from './request.ts'
import * as store from './store.ts'
import type { RequestTerms } from './terms.ts'
import { approversInWords, needsInWords } from './terms-words.ts'
import { isTurnOf } from './turn.ts'
import { reasonInWords } from './words.ts'

/** What is shown, and to whom. */
export type Showing = { tx: Tx; org_id: string; program: ProgramInForce; actor: Actor }

const named = (noun: 'partner' | 'registration' | 'account', id: string, name: string) => ({
  id: toWireId(noun, id),
  name,
})

/** One row of a list. A kind that a later version dropped shows as its key. */
export function showRow(r: store.Shown, { program, actor }: Pick<Showing, 'program' | 'actor'>): RequestRowAnswer {
  const { kinds } = program.document['requests'] as RequestTerms // parsed when published
  return {
    id: toWireId('request', r.id),
    kind: { key: r.kind, name: kinds.find((kind) => kind.key === r.kind)?.name ?? r.kind },
    status: r.status,
    partner: named('partner', r.partner_id, r.partner_name),
    registration: r.registration_id ? named('registration', r.registration_id, r.registration_name ?? '') : null,
    account:
      actor.side === 'org' && r.account_id && r.account_name ? named('account', r.account_id, r.account_name) : null,
    discount_bps: r.discount_bps,
    margin_bps: r.margin_bps,
    amount:
      r.amount_minor !== null && r.currency !== null ? { amount_minor: r.amount_minor, currency: r.currency } : null,
    environment_days: r.environment_days,
    submitted_at: r.submitted_at,
    stage: r.stage,
    stages: r.stages,
    waiting_for: r.open_steps.map(({ name, opened_at, due_at }) => ({ name, since: opened_at, due_at })),
    answer_due_at: r.answer_due_at,
    decided_at: r.decided_at,
    valid_until: r.valid_until,
    is_mine: r.is_mine,
    revision: r.revision,
  }
}

type Reads = { steps: Step[]; asks: Ask[]; names: ReadonlyMap<string, string> }

/** The chain as a path. The org reads who; a partner only where the program shows names, and never what colleagues noted. */
function pathOf(r: store.Shown, { steps, asks, names }: Reads, actor: Actor): StageAnswer[] {
  const org = actor.side === 'org'
  return Array.from({ length: r.stages }, (_, index) => {
    const stage = index + 1
    const here = steps.filter((step) => step.stage === stage)
    return {
      stage,
      state: here.some((step) => step.status === 'open')
        ? 'open'
        : here.every((step) => step.status === 'approved' || step.status === 'rejected')
          ? 'done'
          : here.some((step) => step.status === 'waiting')
            ? 'waiting'
            : 'dropped',
      steps: here.map((step) => ({
        id: toWireId('step', step.id),
        name: step.name,
        who: org ? approversInWords(step.approvers) : null,
        needs: needsInWords(step.needs),
        status: step.status,
        is_short: org && step.short,
        is_escalated: step.escalated_at !== null,
        opened_at: step.opened_at,
        due_at: step.due_at,
        closed_at: step.closed_at,
        asked: (org || r.shows_names ? asks : [])
          .filter((ask) => ask.step_id === step.id)
          // Whoever need not answer any more, because others have, is no news.
          .filter((ask) => ask.state !== 'released' || (org && step.status === 'open'))
          .map((ask) => {
            const by = ask.answered_by ?? ask.asked_id
            return {
              name: names.get(by) ?? '',
              for_name: by === ask.member_id ? null : (names.get(ask.member_id) ?? ''),
              why: ask.why,
              state: ask.state,
              is_me: isTurnOf(actor.membership_id, ask),
              answer: ask.answer,
              answered_at: ask.answered_at,
              note: org ? ask.note : null,
            }
          }),
      })),
    }
  })
}

/** The verbs this caller may do to this request now. */
function abilitiesOn(r: store.Shown, asks: readonly Ask[], actor: Actor): string[] {
  const mine = asks.some((ask) => isTurnOf(actor.membership_id, ask))
  const own = actor.kind === 'person' && actor.id === r.submitted_by_person
  const decides = actor.side === 'org' && actor.permissions.has('request:decide') && mine && !own
  const asked = actor.permissions.has('request:submit') && (actor.side === 'partner' || r.on_behalf)
  const may: Record<Exclude<Move, 'expire'>, boolean> = {
    approve: decides,
    reject: decides,
    ask: decides,
    answer: asked,
    withdraw: asked,
  }
  // The keys of a constant.
  return (Object.keys(may) as (keyof typeof may)[]).filter((verb) => may[verb] && isMove(verb, r.status))
}

function nextStep(r: store.Shown, mine: boolean, reader: Reader): string {
  const waiting = r.open_steps.map((step) => step.name).join(' and ')
  const texts: Record<typeof r.status, [partner: string, org: string]> = {
    in_review: [
      `It waits for ${waiting}. You get a message as soon as it is decided.`,
      mine ? 'It waits for your answer.' : `It waits for ${waiting}.`,
    ],
    info_requested: ['We need something from you first: answer the question.', 'It waits for the partner’s answer.'],
    approved: ['It is yours to use.', 'Approved; nothing to do.'],
    rejected: ['Nothing more happens with it; you may ask again for something else.', 'Nothing more happens with it.'],
    withdrawn: ['It was taken back; you may ask again.', 'It was taken back.'],
    expired: ['It is over. If you still need it, ask again.', 'What was approved is over.'],
  }
  return texts[r.status][reader === 'org' ? 1 : 0]
}

/** Who decided, as its reader may know it. */
function deciderName(r: store.Shown, names: ReadonlyMap<string, string>, actor: Actor): string | null {
  if (!r.decided_by) return null
  if (r.decided_by === 'program') return 'The program'
  const is_own = r.status === 'withdrawn' && !r.on_behalf
  if (actor.side === 'org' || r.shows_names || is_own) return names.get(r.decided_by) ?? ''
  return null
}

/** One request in full. */
export async function showRequest(r: store.Shown, showing: Showing): Promise<RequestAnswer> {
  const { tx, org_id, actor } = showing
  const [steps, asks, questions, ruling] = await Promise.all([
    store.listSteps(tx, org_id, r.id),
    store.listAsks(tx, org_id, r.id),
    store.listQuestions(tx, org_id, r.id),
    store.findRuling(tx, org_id, r.ruling_id),
  ])
  if (!ruling) throw new Error(`request ${r.id} has no ruling`)
  const refs = [
    r.submitted_by,
    ...(r.decided_by ? [r.decided_by] : []),
    ...questions.flatMap((one) => [one.asked_by, ...(one.answered_by ? [one.answered_by] : [])]),
  ]
  const members = asks.flatMap((ask) => [ask.member_id, ask.asked_id, ...(ask.answered_by ? [ask.answered_by] : [])])
  const [actors, names] = await Promise.all([
    actorNames(tx, [...new Set(refs)]),
    store.listMemberNames(tx, [...new Set(members)]),
  ])
  const org = actor.side === 'org'
  const because = JSON.parse(ruling.because) as Reason[] // written by the funnel from Reason[]
  const answered = because.find((reason) => reason.verdict === 'answered')
  return {
    ...showRow(r, showing),
    needed_on: r.needed_on,
    clause: r.clause,
    reason: r.reason,
    submitted_by: !org && r.on_behalf ? 'your partner manager' : (actors.get(r.submitted_by) ?? ''),
    on_behalf: r.on_behalf,
    decided_by: deciderName(r, actors, actor),
    decision_reason: r.decision_reason,
    way_to_yes: r.way_to_yes,
    path: pathOf(r, { steps, asks, names }, actor),
    questions: questions.map((one) => ({
      ...one,
      asked_by: org || r.shows_names ? (actors.get(one.asked_by) ?? '') : '',
      answered_by: one.answered_by && (org || !r.on_behalf) ? (actors.get(one.answered_by) ?? '') : null,
    })),
    ruling: {
      id: toWireId('ruling', r.ruling_id),
      program_version: ruling.program_version,
      text: answered ? reasonInWords(answered, actor.side) : '',
    },
    next_step: nextStep(r, r.is_mine, actor.side),
    abilities: abilitiesOn(r, asks, actor),
  }
}

/** What a verb answers: the request as its caller now sees it. */
export async function answerRequest(ctx: Context, id: string): Promise<RequestAnswer> {
  const { tx, org_id, actor } = ctx
  const [r, program] = await Promise.all([store.findRequest(tx, org_id, id, actor.membership_id), ctx.program()])
  if (!r) throw new Refused(COMMON.not_found, { noun: 'request' })
  return showRequest(r, { tx, org_id, program, actor })
}
