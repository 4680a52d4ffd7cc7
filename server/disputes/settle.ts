import type { Context } from '#server/command/index.ts'
import { appealUntil } from './due.ts'
import { decideDispute, DECIDER } from './decide.ts'
import { TIMERS, type Dispute, type Effect, type Outcome } from './dispute.ts'
import { carryOut } from './effects.ts'
import type { DisputeFacts } from './facts.ts'
import { announceTo, keep, write, type InHand } from './hand.ts'
import * as store from './store.ts'
import { concernedBy } from './take-up.ts'
import * as writes from './writes-store.ts'

/** How a dispute was settled: by the opener's yes to a proposal, or by somebody's decision. */
export type Settlement = {
  by: DisputeFacts['by']
  membership_id: string
  outcome: Outcome
  reason: string
  effects: Effect[]
}

/**
 * Settles a dispute: the ruling with its facts, the effects, the end of the holds, and words to everybody concerned. All
 * of it or nothing. `acting` is in whose name the effects happen, where that is not the one who calls.
 */
export async function settle(ctx: Context, h: InHand, s: Settlement, acting: Context = ctx): Promise<void> {
  const { d } = h
  const before = d.status
  const facts = await factsOf(ctx, h, s)
  const { outcome, because } = decideDispute(facts, ctx.now)
  const ruling_id = ctx.newId()
  const { version } = await ctx.program()
  ctx.rule({
    id: ruling_id,
    kind: 'dispute',
    subject_id: d.id,
    partner_id: d.partner_id,
    program_version: version,
    decider: DECIDER,
    facts,
    outcome,
    because,
  })
  writes.keepEffects(ctx.tx, ctx.org_id, d.id, s.effects)
  await carryOut(acting, d, s.effects, s.reason)
  if (acting !== ctx) {
    ctx.events.push(...acting.events)
    ctx.records += acting.records
  }
  await tellOthers(ctx, h, s.effects)
  const is_last = s.by === 'agreement' || d.appealed_at !== null
  Object.assign(d, {
    outcome: s.outcome,
    reason: s.reason,
    ruling_id,
    decided_at: ctx.now,
    decided_by: s.membership_id,
    decided_level: d.level,
    paused_at: null,
    status: s.by === 'agreement' ? 'accepted' : 'decided',
    appeal_until: is_last ? null : appealUntil(ctx.now, h.terms, h.calendar),
    ended_at: s.by === 'agreement' ? ctx.now : null,
  } satisfies Partial<Dispute>)
  writes.endParties(ctx.tx, ctx.org_id, d.id, ctx.now)
  for (const party of h.parties) ctx.clearTimers([TIMERS.answer], party.id)
  await keep(ctx, h, d.status, before, { outcome: s.outcome, ruling: ruling_id })
  if (s.by === 'agreement') return
  if (is_last) return close(ctx, h)
  if (d.appeal_until)
    ctx.setTimer({ kind: TIMERS.close, subject_id: d.id, account_id: d.account_id, due_at: d.appeal_until })
}

/** Nothing more happens with a decision: the time to appeal is over, or it was the appeal. */
export async function close(ctx: Context, h: InHand): Promise<void> {
  const { d } = h
  Object.assign(d, { status: 'closed', ended_at: ctx.now, appeal_until: null } satisfies Partial<Dispute>)
  await keep(ctx, h, 'closed', 'decided')
}

async function factsOf(ctx: Context, { d, parties }: InHand, s: Settlement): Promise<DisputeFacts> {
  const ids = parties.map(({ id }) => id)
  const [evidence, messages, concerned] = await Promise.all([
    store.countEvidence(ctx.tx, ctx.org_id, ids),
    store.listMessages(ctx.tx, ctx.org_id, { dispute_id: d.id }, 500),
    concernedBy(ctx, d),
  ])
  const others = parties.filter((one) => !one.is_opener)
  const heard = others.filter(({ id }) => messages.some((one) => one.party_id === id && one.side === 'partner'))
  return {
    v: 1,
    dispute_id: d.id,
    subject: { noun: d.subject_noun, id: d.subject_id, kind: d.ruling_kind },
    side: d.side,
    ground: d.ground,
    level: d.level,
    is_appeal: d.appealed_at !== null,
    by: s.by,
    membership_id: s.membership_id,
    outcome: s.outcome,
    effects: s.effects.map(({ kind, subject_id, choice }) => ({ kind, subject_id, choice })),
    evidence,
    concerned: Math.max(concerned.length, others.length),
    heard: heard.length,
    opened_at: d.opened_at,
    due_at: d.due_at,
    is_late: d.overdue_at !== null || (d.paused_at === null && ctx.now > d.due_at),
  }
}

/** Every other side hears that it is over, and reads what is said to it: nothing of the opener's, and nothing of a third. */
async function tellOthers(ctx: Context, { parties }: InHand, effects: readonly Effect[]): Promise<void> {
  const told = await Promise.all(
    effects.map(async ({ kind, subject_id, told: text }) => ({
      text,
      partner_id:
        kind === 'revoke' || kind === 'reinstate'
          ? (await store.findClaim(ctx.tx, ctx.org_id, subject_id))?.partner_id
          : (
              await store.findOpenMatter(
                ctx.tx,
                ctx.org_id,
                kind === 'lift_case' ? 'conduct_case' : 'conflict',
                subject_id,
              )
            )?.partner_id,
    })),
  )
  for (const party of parties) {
    if (party.is_opener) continue
    for (const { text, partner_id } of told)
      if (text && partner_id === party.partner_id) write(ctx, party, 'shared', text)
    await announceTo(ctx, party, 'over')
  }
}
