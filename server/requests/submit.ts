import { uuidOf } from '#kit/ids.ts'
import { survivorOf } from '#server/accounts/index.ts'
import { actorRef, command, lockAccounts, type Context } from '#server/command/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import { gatherAround, hold, openStage, type InHand } from './chain.ts'
import * as contract from './contract.ts'
import { DECIDER, decideRoute } from './decide.ts'
import { checkAlone, checkComplete, factsOf, findAbout, kindNamed } from './gather.ts'
import type { Request, Step } from './request.ts'
import { answerRequest } from './show.ts'
import { requestsSection } from './terms.ts'
import { wayToYes } from './words.ts'
import * as writes from './writes-store.ts'

/** Asks for something special: the program says who answers, and the first of them are asked. */
export const submitRequest = command(contract.submitRequest, {
  async gather(ctx, { body }) {
    const [calendar, requests, { version }] = await Promise.all([
      ctx.terms(calendarSection),
      ctx.terms(requestsSection),
      ctx.program(),
    ])
    const terms = { calendar, requests }
    const kind = kindNamed(terms, body.kind)
    await lockAccountAsked(ctx, body.account_id)
    const about = await findAbout(ctx, body, true)
    checkComplete(body, kind, ctx.now, calendar.zone)
    if (about.registration) await checkAlone(ctx, about.registration.id, kind.key)
    const id = ctx.newId()
    return { id, about, terms, version, facts: factsOf(id, body, about, ctx.actor) }
  },
  decide: ({ facts, terms }, { now }) => decideRoute(facts, terms, now),
  async write(ctx, { input: { body }, facts: { id, about, terms, version, facts }, decision }) {
    const { outcome, because } = decision
    const asked = outcome.status === 'in_review' ? outcome : null
    const r: Request = {
      id,
      partner_id: about.partner.id,
      registration_id: about.registration?.id ?? null,
      account_id: about.account?.id ?? null,
      kind: body.kind,
      track: facts.partner.track,
      status: outcome.status,
      discount_bps: body.discount_bps ?? null,
      margin_bps: body.margin_bps ?? null,
      amount_minor: body.amount?.amount_minor ?? null,
      currency: body.amount?.currency ?? null,
      environment_days: body.environment_days ?? null,
      needed_on: body.needed_on ?? null,
      clause: body.clause || null,
      reason: body.reason || null,
      stage: asked ? 1 : 0,
      stages: asked?.stages.length ?? 0,
      shows_names: terms.requests.partners_see_names,
      submitted_at: ctx.now,
      submitted_by: actorRef(ctx.actor),
      submitted_by_person: ctx.actor.kind === 'person' ? ctx.actor.id : null,
      on_behalf: ctx.actor.side === 'org',
      answer_due_at: asked?.answer_due_at ?? null,
      paused_at: null,
      decided_at: asked ? null : ctx.now,
      decided_by: asked ? null : 'program',
      decision_reason: null,
      way_to_yes: outcome.status === 'rejected' ? wayToYes(because) : null,
      valid_until: outcome.status === 'approved' ? outcome.valid_until : null,
      ruling_id: ctx.newId(),
      revision: 1,
    }
    writes.insertRequest(ctx.tx, ctx.org_id, r)
    ctx.rule({
      id: r.ruling_id,
      kind: 'request',
      subject_id: id,
      partner_id: r.partner_id,
      program_version: version,
      decider: DECIDER,
      facts,
      outcome,
      because,
    })
    const subject = { noun: 'request' as const, id }
    const change = { kind: r.kind, registration_id: r.registration_id, status: r.status, stages: r.stages }
    ctx.record('request.submitted', { ...subject, partner_id: r.partner_id }, { ...change, ruling: r.ruling_id })
    await ctx.emit('request.submitted', subject, r.partner_id, { ...change, answer_due_at: r.answer_due_at })
    if (asked) {
      const h: InHand = { r, steps: stepsOf(r, asked.stages, () => ctx.newId()), asks: [] }
      for (const step of h.steps) writes.insertStep(ctx.tx, ctx.org_id, step)
      await openStage(ctx, h, await gatherAround(ctx, r), 1)
    } else {
      hold(ctx, r)
      const { kind, registration_id, valid_until } = r
      await ctx.emit(`request.${r.status}`, subject, r.partner_id, { before: null, kind, registration_id, valid_until })
    }
    return answerRequest(ctx, id)
  },
})

/** Nobody merges the account away between its look-up and the request that stands there. Its lock comes before the registration's. */
async function lockAccountAsked(ctx: Context, asked: string | undefined): Promise<void> {
  if (!asked || ctx.actor.side === 'partner') return
  const id = await survivorOf(ctx.tx, ctx.org_id, uuidOf('account', asked))
  if (id) await lockAccounts(ctx, [id])
}

type Stages = Extract<ReturnType<typeof decideRoute>['outcome'], { status: 'in_review' }>['stages']

function stepsOf(r: Request, stages: Stages, newId: () => string): Step[] {
  return stages.flatMap(({ steps }, stage) =>
    steps.map((step, place) => ({
      id: newId(),
      request_id: r.id,
      partner_id: r.partner_id,
      stage: stage + 1,
      place,
      key: step.key,
      name: step.name,
      approvers: step.approvers,
      needs: step.needs,
      hours: step.hours,
      status: 'waiting' as const,
      short: false,
      escalated_at: null,
      opened_at: null,
      // Promised; counted anew when the step opens.
      due_at: step.due_at,
      closed_at: null,
    })),
  )
}
