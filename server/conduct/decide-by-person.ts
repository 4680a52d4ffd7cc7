import { localDate } from '#kit/calendar.ts'
import { Refused } from '#kit/refusal.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import { announceStep, checkPerson, keepCase, loadCase, takeCase } from './case-in-hand.ts'
import { CONDUCT_REFUSALS as R, type ConductCase } from './conduct.ts'
import * as contract from './contract.ts'
import { decideAsPerson, goesTooFar, mostOf, PERSON_DECIDER, rankOf, type PersonFacts } from './decide-person.ts'
import { answerWithCase } from './show.ts'
import * as store from './store.ts'
import { suspend } from './suspend.ts'
import { conductSection } from './terms.ts'
import { CONSEQUENCE_WORDS } from './terms-words.ts'
import { TIMERS } from './timers.ts'

async function gatherDecision(ctx: Context, c: ConductCase, decision: PersonFacts['decision']) {
  const [calendar, conduct, { version }, counting] = await Promise.all([
    ctx.terms(calendarSection),
    ctx.terms(conductSection),
    ctx.program(),
    store.listCounting(ctx.tx, ctx.org_id, c.about_id, c.id, ctx.now),
  ])
  const { id: case_id, kind, notified_at: told_at, reply_due_at, answered_at, silent_at } = c
  const facts: PersonFacts = { v: 1, case_id, kind, decision, told_at, reply_due_at, answered_at, silent_at, counting }
  return { c, facts, terms: { calendar, conduct }, version }
}

type Gathered = Awaited<ReturnType<typeof gatherDecision>>

const decide = ({ facts, terms }: Gathered, { now }: { now: string }) => decideAsPerson(facts, terms, now)

function keepRuling(
  ctx: Context,
  { c, facts, version }: Gathered,
  decision: ReturnType<typeof decide>,
  is_own: boolean,
) {
  ctx.rule({
    id: ctx.newId(),
    kind: 'conduct_case_person',
    subject_id: c.id,
    partner_id: is_own ? null : c.partner_id,
    program_version: version,
    decider: PERSON_DECIDER,
    facts,
    ...decision,
  })
}

/** Dismisses the case, notes it, warns, or proposes a suspension: with a reason, and no further than the program lets it. */
export const decideCase = command(contract.decideCase, {
  load: (ctx, { params }) => loadCase(ctx, params.id),
  async gather(ctx, { body }, loaded) {
    checkPerson(ctx.actor)
    const c = await takeCase(ctx, loaded.id, body.decision)
    const gathered = await gatherDecision(ctx, c, body.decision)
    const rank = rankOf(gathered.facts)
    const most = mostOf(rank, gathered.terms.conduct)
    if (goesTooFar(body.decision, most)) throw new Refused(R.too_far, { rank, most: CONSEQUENCE_WORDS[most] })
    return gathered
  },
  decide,
  async write(ctx, { input: { body }, facts: gathered, decision }) {
    const { outcome } = decision
    const proposes = outcome.status === 'proposed'
    const by = actorRef(ctx.actor)
    const decided = {
      decided_at: ctx.now,
      decided_by: by,
      closed_on: localDate(ctx.now, gathered.terms.calendar.zone),
      counts_until: outcome.counts_until,
    }
    const c = await keepCase(ctx, gathered.c, {
      status: outcome.status,
      reason: body.reason,
      rank: body.decision === 'dismiss' ? null : outcome.rank,
      ...(proposes ? { proposed_at: ctx.now, proposed_by: ctx.actor.id } : decided),
    })
    keepRuling(ctx, gathered, decision, proposes)
    ctx.clearTimers([TIMERS.reply_due], c.id)
    if (c.counts_until) ctx.setTimer({ kind: TIMERS.lapse, subject_id: c.id, account_id: null, due_at: c.counts_until })
    await announceStep(ctx, c, c.status, { body: { rank: c.rank, counts_until: c.counts_until }, is_own: proposes })
    return answerWithCase(ctx, c.id)
  },
})

/** A second person agrees to a suspension, or sends the case back to be decided anew. */
export const confirmCase = command(contract.confirmCase, {
  load: (ctx, { params }) => loadCase(ctx, params.id),
  async gather(ctx, { body }, loaded) {
    checkPerson(ctx.actor)
    const c = await takeCase(ctx, loaded.id, 'confirm')
    const manager = await store.findManager(ctx.tx, ctx.org_id, c.about_id)
    if (ctx.actor.id === c.proposed_by || ctx.actor.id === manager) throw new Refused(R.second_person)
    return gatherDecision(ctx, c, body.agrees ? 'confirm' : 'send_back')
  },
  decide,
  async write(ctx, { input: { body }, facts: gathered, decision }) {
    const { outcome } = decision
    const { status, counts_until, suspended_until } = outcome
    if (!body.agrees) {
      const back = { status, proposed_at: null, proposed_by: null, reason: null, rank: null }
      const c = await keepCase(ctx, gathered.c, back)
      keepRuling(ctx, gathered, decision, true)
      await announceStep(ctx, c, 'sent_back', { body: { reason: 'changed' }, is_own: true })
      return answerWithCase(ctx, c.id)
    }
    const c = await keepCase(ctx, gathered.c, {
      status,
      decided_at: ctx.now,
      decided_by: `person:${gathered.c.proposed_by ?? ''}`,
      confirmed_by: ctx.actor.id,
      reason: body.reason,
      closed_on: localDate(ctx.now, gathered.terms.calendar.zone),
      counts_until,
      suspended_until,
    })
    keepRuling(ctx, gathered, decision, false)
    const enrollments = await suspend(ctx, c)
    if (suspended_until)
      ctx.setTimer({ kind: TIMERS.lift, subject_id: c.id, account_id: null, due_at: suspended_until })
    await announceStep(ctx, c, 'suspended', { body: { suspended_until, enrollments } })
    return answerWithCase(ctx, c.id)
  },
})
