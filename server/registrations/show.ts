import { toWireId } from '#kit/ids.ts'
import { DAY_MS, epochMs, type Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Reader, Reason, Ruling } from '#kit/ruling.ts'
import type { Actor, Context, ProgramInForce } from '#server/command/index.ts'
import type { TrackTerms } from '#server/partners/terms.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { RegistrationAnswer, RegistrationRowAnswer } from './contract.ts'
import { abilitiesOn } from './abilities.ts'
import type { PriceHold } from './life-store.ts'
import { nextStep } from './next-step.ts'
import { showReasons } from './reasons.ts'
import { lineIds } from './registration.ts'
import { extensionsLeft, lifeOf, newLife, showLife, type Life } from './show-life.ts'
import { showForm } from './show-form.ts'
import * as store from './store.ts'
import type { RegistrationTerms } from './terms.ts'

/** What is shown, and to whom. */
export type Showing = { tx: Tx; org_id: string; now: Instant; program: ProgramInForce; actor: Actor; reader: Reader }

function termsOf(program: ProgramInForce): RegistrationTerms {
  return program.document['registration'] as RegistrationTerms // parsed when published
}

/** The program's names for tracks and lines; a name that a later version dropped shows as its key. */
function namesIn(program: ProgramInForce) {
  const tracks = (program.document['tracks'] ?? []) as TrackTerms[] // parsed when published
  const registration = termsOf(program)
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
    reply_due_at: r.reply_due_at,
    confirm_due_at: r.confirm_due_at,
    follow_up: r.follow_up_due_at ? { due_at: r.follow_up_due_at, slipped_at: r.follow_up_slipped_at } : null,
    decided_at: r.decided_at,
    ended_at: r.ended_at,
    protection:
      starts_at && ends_at
        ? { starts_at, ends_at, days_left: Math.max(0, Math.ceil((epochMs(ends_at) - epochMs(now)) / DAY_MS)) }
        : null,
    revision: r.revision,
  }
}

/** One registration in full. */
export async function showRegistration(r: store.Shown, showing: Showing): Promise<RegistrationAnswer> {
  const { tx, org_id } = showing
  const actors = [r.submitted_by, r.decided_by, r.ended_by].filter((one) => one !== null)
  const [ruling, names, life] = await Promise.all([
    store.findBecause(tx, org_id, r.ruling_id),
    actorNames(tx, actors),
    lifeOf(tx, org_id, r, showing.reader),
  ])
  if (!ruling) throw new Error(`registration ${r.id} has no ruling`)
  const because = JSON.parse(ruling.because) as Reason[] // written by the funnel from Reason[]
  return showWith(r, life, { ...ruling, because }, names, showing)
}

type ShownRuling = Pick<Ruling, 'kind' | 'decider' | 'program_version' | 'now' | 'because'>

function showWith(
  r: store.Shown,
  life: Life,
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
    ...showForm(r, program, reader),
    submitted_by: !org && r.on_behalf ? 'your partner manager' : submitter,
    on_behalf: r.on_behalf,
    decided_by:
      org && r.decided_by ? (r.decided_by === 'program' ? 'The program' : (names.get(r.decided_by) ?? '')) : null,
    decision_reason: r.decision_reason,
    ended_by: org && r.ended_by ? (names.get(r.ended_by) ?? '') : null,
    ...showLife(r, life, program, reader),
    ruling: {
      id: toWireId('ruling', r.ruling_id),
      kind: ruling.kind,
      decider: ruling.decider,
      program_version: ruling.program_version,
      now: ruling.now,
      because: showReasons(because, reader),
    },
    next_step: nextStep(r, because, reader),
    abilities: abilitiesOn({ r, life, left: extensionsLeft(life, termsOf(program)), actor }),
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
  holds: PriceHold[],
  ruling: Omit<ShownRuling, 'now'>,
  names: ReadonlyMap<string, string>,
): Promise<RegistrationAnswer> {
  const program = await ctx.program()
  return showWith(r, newLife(holds), { ...ruling, now: ctx.now }, names, {
    now: ctx.now,
    program,
    actor: ctx.actor,
    reader: ctx.actor.side,
  })
}
