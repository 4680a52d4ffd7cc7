import { toWireId } from '#kit/ids.ts'
import { DAY_MS, epochMs, type Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Reader, Reason, Ruling } from '#kit/ruling.ts'
import type { Actor, Context, ProgramInForce } from '#server/command/index.ts'
import type { TrackTerms } from '#server/partners/terms.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { RegistrationAnswer, RegistrationRowAnswer } from './contract.ts'
import { isMove, lineIds, type Move, type Registration } from './registration.ts'
import * as store from './store.ts'
import type { RegistrationTerms } from './terms.ts'
import { CHECK_EVIDENCE, CHECK_TITLES, reasonInWords, wayToYes } from './words.ts'

/** What is shown, and to whom. */
export type Showing = { tx: Tx; org_id: string; now: Instant; program: ProgramInForce; actor: Actor; reader: Reader }

/** The program's names for tracks and lines; a name that a later version dropped shows as its key. */
function namesIn(program: ProgramInForce) {
  const tracks = (program.document['tracks'] ?? []) as TrackTerms[] // parsed when published
  const registration = program.document['registration'] as RegistrationTerms // likewise
  return {
    track: (key: string) => ({ key, name: tracks.find((track) => track.key === key)?.name ?? key }),
    line: (id: number) => ({ id, name: registration.lines.list.find((line) => line.id === id)?.name ?? `Line ${id}` }),
  }
}

/** One row of a list. A partner never learns rank, recommendation or the account's id. */
export function showRow(
  r: store.Shown,
  { now, program, reader }: Pick<Showing, 'now' | 'program' | 'reader'>,
): RegistrationRowAnswer {
  const org = reader === 'org'
  const { starts_at, ends_at } = r
  return {
    id: toWireId('registration', r.id),
    status: r.status,
    claim_no: org ? r.claim_no : null,
    partner: { id: toWireId('partner', r.partner_id), name: r.partner_name },
    track: namesIn(program).track(r.track),
    account: {
      id: org && r.account_id ? toWireId('account', r.account_id) : null,
      name: r.account_name,
      domain: r.account_domain,
      country: r.account_country,
    },
    amount:
      r.amount_minor !== null && r.currency !== null ? { amount_minor: r.amount_minor, currency: r.currency } : null,
    expected_close_on: r.expected_close_on,
    submitted_at: r.submitted_at,
    manager: r.manager_id && r.manager_name ? { id: toWireId('membership', r.manager_id), name: r.manager_name } : null,
    recommendation: org ? r.recommendation : null,
    answer_due_at: r.answer_due_at,
    decided_at: r.decided_at,
    protection:
      starts_at && ends_at
        ? { starts_at, ends_at, days_left: Math.max(0, Math.ceil((epochMs(ends_at) - epochMs(now)) / DAY_MS)) }
        : null,
    revision: r.revision,
  }
}

const VERBS: readonly [Move, string][] = [
  ['approve', 'registration:approve'],
  ['reject', 'registration:reject'],
  ['pick_account', 'registration:pick_account'],
  ['withdraw', 'registration:withdraw'],
]

/** The verbs this caller may do to this registration now. */
export function abilitiesOn(r: Registration, actor: Actor): string[] {
  return VERBS.filter(([verb, permission]) => {
    if (!isMove(verb, r.status) || !actor.permissions.has(permission)) return false
    if (actor.side === 'partner') return verb === 'withdraw'
    if (verb === 'pick_account') return r.account_id === null
    return verb !== 'approve' || r.account_id !== null
  }).map(([verb]) => verb)
}

function nextStep(r: store.Shown, because: readonly Reason[], reader: Reader): RegistrationAnswer['next_step'] {
  const answered = because.find((reason) => reason.verdict === 'answered')
  const way_to_yes =
    r.status === 'rejected' || r.status === 'queued' ? ((answered && wayToYes(answered)) ?? null) : null
  const texts: Record<Registration['status'], [partner: string, org: string]> = {
    in_review: [
      'Nothing for you to do. You get a mail as soon as it is decided.',
      r.account_id ? 'Waits for a decision.' : 'Pick the account it means; it is then checked again.',
    ],
    queued: [
      'When the company comes free, your registration is decided at once.',
      'It is decided again when the earlier claim ends.',
    ],
    approved: [
      'Bring the deal home before the protection ends. We remind you in time.',
      'Protected; nothing to do until the protection ends.',
    ],
    rejected: ['Nothing more happens with this registration.', 'Nothing more happens with it.'],
    withdrawn: [
      'You may register the company again, behind whoever came in between.',
      'Withdrawn; nothing more happens with it.',
    ],
    expired: [
      'If the deal goes on, register the company again; the rules say from when.',
      'The protection ended; the account is free.',
    ],
  }
  const due_at = r.status === 'in_review' ? r.answer_due_at : r.status === 'approved' ? r.ends_at : null
  return { text: texts[r.status][reader === 'org' ? 1 : 0], due_at, way_to_yes }
}

function evidenceIds({ check, evidence }: Reason): string[] {
  const noun = CHECK_EVIDENCE[check]
  return noun ? evidence.map((id) => toWireId(noun, id)) : []
}

/** Reasons in words for their reader; the partner sees only what was said to it. */
export function showReasons(because: readonly Reason[], reader: Reader): RegistrationAnswer['ruling']['because'] {
  return because
    .filter(
      (reason) =>
        reader === 'org' ||
        (reason.reader === 'partner' && (reason.verdict === 'answered' || reason.verdict === 'noted')),
    )
    .map((reason) => ({
      check: reason.check,
      title: CHECK_TITLES[reason.check] ?? reason.check,
      verdict: reason.verdict,
      text: reasonInWords(reason, reader),
      evidence: reader === 'org' ? evidenceIds(reason) : [],
    }))
}

/** One registration in full. */
export async function showRegistration(r: store.Shown, showing: Showing): Promise<RegistrationAnswer> {
  const { tx, org_id } = showing
  const [ruling, names] = await Promise.all([
    store.findBecause(tx, org_id, r.ruling_id),
    actorNames(tx, [r.submitted_by, ...(r.decided_by ? [r.decided_by] : [])]),
  ])
  if (!ruling) throw new Error(`registration ${r.id} has no ruling`)
  const because = JSON.parse(ruling.because) as Reason[] // written by the funnel from Reason[]
  return showWith(r, { ...ruling, because }, names, showing)
}

type ShownRuling = Pick<Ruling, 'kind' | 'decider' | 'program_version' | 'now' | 'because'>

function showWith(
  r: store.Shown,
  ruling: ShownRuling,
  names: ReadonlyMap<string, string>,
  showing: Omit<Showing, 'tx' | 'org_id'>,
): RegistrationAnswer {
  const { program, actor, reader } = showing
  const { because } = ruling
  const org = reader === 'org'
  const { line } = namesIn(program)
  const submitter = names.get(r.submitted_by) ?? ''
  return {
    ...showRow(r, showing),
    tax_id: r.account_tax_id,
    contact_name: r.contact_name,
    contact_email: r.contact_email,
    product_lines: (lineIds(r.lines) ?? []).map(line),
    use_case: r.use_case,
    notes: r.notes,
    submitted_by: !org && r.on_behalf ? 'your partner manager' : submitter,
    on_behalf: r.on_behalf,
    decided_by:
      org && r.decided_by ? (r.decided_by === 'program' ? 'The program' : (names.get(r.decided_by) ?? '')) : null,
    decision_reason: r.decision_reason,
    ruling: {
      id: toWireId('ruling', r.ruling_id),
      kind: ruling.kind,
      decider: ruling.decider,
      program_version: ruling.program_version,
      now: ruling.now,
      because: showReasons(because, reader),
    },
    next_step: nextStep(r, because, reader),
    abilities: abilitiesOn(r, actor),
  }
}

/** What a verb answers: the registration as its caller now sees it. */
export async function answerRegistration(ctx: Context, id: string): Promise<RegistrationAnswer> {
  const [r, program] = await Promise.all([store.findRegistration(ctx.tx, ctx.org_id, id), ctx.program()])
  if (!r) throw new Refused(COMMON.not_found, { noun: 'registration' })
  return showRegistration(r, {
    tx: ctx.tx,
    org_id: ctx.org_id,
    now: ctx.now,
    program,
    actor: ctx.actor,
    reader: ctx.actor.side,
  })
}

/** What submitting answers: all of it is at hand, so nothing is read back. */
export async function answerNew(
  ctx: Context,
  r: store.Shown,
  ruling: Omit<ShownRuling, 'now'>,
  names: ReadonlyMap<string, string>,
): Promise<RegistrationAnswer> {
  const program = await ctx.program()
  return showWith(r, { ...ruling, now: ctx.now }, names, {
    now: ctx.now,
    program,
    actor: ctx.actor,
    reader: ctx.actor.side,
  })
}
