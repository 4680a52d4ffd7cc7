import { localDate } from '#kit/calendar.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { spoken } from '#kit/words.ts'
import { lockAccounts, type Actor, type Context, type May } from '#server/command/index.ts'
import {
  claimsAhead,
  decideByPerson,
  decideRegistration,
  PERSON_DECIDER,
  sharedTender,
  type PersonFacts,
} from './decide.ts'
import { gatherFacts } from './gather.ts'
import { HOLDING, isMove, REGISTRATION_REFUSALS as R, type Move, type Registration } from './registration.ts'
import type { Settlement } from './settle.ts'
import * as store from './store.ts'
import { checkNotSuspended } from './suspended.ts'

/** The registration, at the caller's scope. */
export async function loadRegistration(ctx: Context, wire_id: string): Promise<store.Shown> {
  const found = await store.findRegistration(ctx.tx, ctx.org_id, uuidOf('registration', wire_id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'registration' })
  return found
}

/** Refuses what the table of moves does not know. */
export function checkMove(verb: Move, r: Registration): void {
  if (!isMove(verb, r.status)) throw new Refused(R.wrong_state, { status: spoken(r.status) })
}

/** Refuses to act on what was changed after the caller had looked at it. */
export function checkSeen(r: Registration, seen_revision: number | undefined): void {
  if (seen_revision !== undefined && seen_revision !== r.revision) throw new Refused(COMMON.stale)
}

/** The registration again, under the locks of its account and after everything that was due there. */
export async function lockRegistration(ctx: Context, r: store.Shown): Promise<store.Shown> {
  if (!r.account_id) return r
  await lockAccounts(ctx, [r.account_id])
  const fresh = await store.findRegistration(ctx.tx, ctx.org_id, r.id)
  if (!fresh) throw new Refused(COMMON.not_found, { noun: 'registration' })
  return fresh
}

/** Where the program asks for a second person, whoever registered on a partner's behalf may not approve it. */
function maySecond(actor: Actor, r: Registration, second_person: boolean): May {
  const own = second_person && r.on_behalf && r.submitted_by_person !== null && r.submitted_by_person === actor.id
  return own ? { why: R.second_person.says, who: 'a colleague who decides registrations' } : true
}

type Ready = Settlement & { r: Registration }

/** Collects what a person's decision rests on. */
export async function gatherDecision(
  ctx: Context,
  loaded: store.Shown,
  decision: PersonFacts['decision'],
  {
    reason,
    override,
    seen_revision,
  }: { reason: string | null; override: string | null; seen_revision: number | undefined },
) {
  const r = await lockRegistration(ctx, loaded)
  checkMove(decision, r)
  checkSeen(r, seen_revision)
  if (decision === 'approve' && !r.account_id) throw new Refused(R.account_not_picked)
  const { facts, terms, program_version } = await gatherFacts(ctx, r, null)
  const second = maySecond(ctx.actor, r, decision === 'approve' && terms.registration.review.second_person)
  if (second !== true) throw new Refused(R.second_person)
  const ahead = claimsAhead(facts, terms.registration)
  if (decision === 'approve') {
    checkNotSuspended(facts.partner.status)
    const holder = ahead.find((claim) => HOLDING.includes(claim.status))
    if (holder)
      throw new Refused(R.protected, { until: localDate(holder.protected_until ?? ctx.now, terms.calendar.zone) })
    const [first] = ahead
    if (first && !override)
      throw new Refused(R.override_needed, { registration: toWireId('registration', first.registration_id) })
  }
  const person: PersonFacts = {
    v: 2,
    registration_id: r.id,
    decision,
    advised: decideRegistration(facts, terms, ctx.now).outcome.status,
    claims_ahead: ahead,
    has_reason: (reason ?? override) !== null,
    shares_tender: sharedTender(facts, terms.registration) !== null,
  }
  return { r, facts: person, terms, program_version, decision_reason: reason, override }
}

/** Turns the collected facts into something that can be settled. */
export function decideAsPerson(
  { r, facts, terms, program_version, decision_reason }: Awaited<ReturnType<typeof gatherDecision>>,
  now: string,
): Ready {
  return {
    ...decideByPerson(facts, terms, now),
    r,
    kind: 'registration_person',
    decider: PERSON_DECIDER,
    facts,
    terms,
    program_version,
    decision_reason,
  }
}
