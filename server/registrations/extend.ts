import { Refused } from '#kit/refusal.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import * as contract from './contract-life.ts'
import type { Terms } from './decide.ts'
import { checkMove, loadRegistration, lockRegistration } from './decide-by-person.ts'
import { decideExtension, EXTENSION_DECIDER, type ExtensionFacts } from './decide-extension.ts'
import { gatherTerms } from './gather.ts'
import * as life from './life-store.ts'
import { lineIds, overlaps, REGISTRATION_REFUSALS as R } from './registration.ts'
import { settleExtension } from './settle-extension.ts'
import { answerRegistration } from './show.ts'
import * as store from './store.ts'
import { checkNotSuspended, standingOf } from './suspended.ts'

const LATELY = 20

/** What more time is decided on, and what was asked and answered about it before. */
async function gatherExtension(ctx: Context, loaded: store.Shown, person: ExtensionFacts['person']) {
  const [r, { terms, program_version }] = await Promise.all([lockRegistration(ctx, loaded), gatherTerms(ctx)])
  checkMove('extend', r)
  if (person !== 'decline') checkNotSuspended(await standingOf(ctx, r))
  if (!r.account_id || !r.starts_at || !r.ends_at) throw new Error(`registration ${r.id} is approved and unprotected`)
  const [extensions, activities, claims] = await Promise.all([
    life.listExtensions(ctx.tx, ctx.org_id, r.id),
    life.listActivities(ctx.tx, ctx.org_id, { registration_id: r.id, limit: LATELY }),
    store.listQueue(ctx.tx, ctx.org_id, r.account_id),
  ])
  const mine = lineIds(r.lines)
  const facts: ExtensionFacts = {
    v: 1,
    registration_id: r.id,
    protection: { starts_at: r.starts_at, ends_at: r.ends_at },
    granted: extensions.filter(({ status }) => status === 'granted').length,
    activities: activities.map(({ id, kind, happened_on }) => ({ id, kind, happened_on })),
    waiting: claims
      .filter((claim) => claim.id !== r.id && overlaps(lineIds(claim.lines), mine))
      .map(({ id }) => id)
      .slice(0, LATELY),
    person,
  }
  const asked = extensions.find(({ status }) => status === 'asked')
  return { r, facts, terms, program_version, asked }
}

type Gathered = Awaited<ReturnType<typeof gatherExtension>>

/** Keeps the ruling on more time. */
function rule(
  ctx: Context,
  { r, facts, program_version }: Gathered,
  decision: ReturnType<typeof decideExtension>,
): string {
  const id = ctx.newId()
  ctx.rule({
    id,
    kind: 'registration_extension',
    subject_id: r.id,
    partner_id: r.partner_id,
    program_version,
    decider: EXTENSION_DECIDER,
    facts,
    ...decision,
  })
  return id
}

/** Asks for more time. What the program may decide by itself is answered at once; the rest waits for a person. */
export const extendRegistration = command(contract.extendRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, _, loaded) => {
    const gathered = await gatherExtension(ctx, loaded, null)
    if (gathered.asked) throw new Refused(R.extension_asked)
    return gathered
  },
  decide: ({ facts, terms }, { now }) => decideExtension(facts, terms, now),
  write: async (ctx, { input: { body }, facts: gathered, decision }) => {
    const { r, facts, terms } = gathered
    const { outcome } = decision
    const answered = outcome.status === 'in_review' ? null : ctx.now
    const extension: life.Extension = {
      id: ctx.newId(),
      registration_id: r.id,
      partner_id: r.partner_id,
      status: outcome.status === 'in_review' ? 'asked' : outcome.status,
      reason: body.reason,
      asked_at: ctx.now,
      asked_by: actorRef(ctx.actor),
      answer_due_at: outcome.status === 'in_review' ? outcome.answer_due_at : null,
      answered_at: answered,
      answered_by: answered && 'program',
      answer_reason: null,
      before_ends_at: facts.protection.ends_at,
      ends_at: outcome.status === 'granted' ? outcome.ends_at : null,
      ruling_id: rule(ctx, gathered, decision),
    }
    life.insertExtension(ctx.tx, ctx.org_id, extension)
    const subject = { noun: 'registration' as const, id: r.id }
    ctx.record(
      'registration.extension_asked',
      { ...subject, partner_id: r.partner_id },
      { extension: extension.id, answer: extension.status, ruling: extension.ruling_id },
    )
    await ctx.emit('registration.extension_asked', subject, r.partner_id, {
      extension_id: extension.id,
      status: extension.status,
      answer_due_at: extension.answer_due_at,
    })
    await settleExtension(ctx, r, extension, terms)
    return answerRegistration(ctx, r.id)
  },
})

type Told = { reason: string | null }

/** A person answers what the program left to a person. */
async function writeAnswer(
  ctx: Context,
  gathered: Gathered,
  asked: life.Extension,
  decision: ReturnType<typeof decideExtension>,
  { reason }: Told,
) {
  const { outcome } = decision
  if (outcome.status === 'in_review') throw new Error('a person’s answer decides')
  const extension: life.Extension = {
    ...asked,
    status: outcome.status,
    answered_at: ctx.now,
    answered_by: actorRef(ctx.actor),
    answer_reason: reason,
    ends_at: outcome.status === 'granted' ? outcome.ends_at : null,
    ruling_id: rule(ctx, gathered, decision),
  }
  if (!(await life.answerExtension(ctx.tx, ctx.org_id, extension))) throw new Refused(R.no_extension_asked)
  await settleExtension(ctx, gathered.r, extension, gathered.terms)
  return answerRegistration(ctx, gathered.r.id)
}

async function gatherAnswer(ctx: Context, loaded: store.Shown, person: 'grant' | 'decline') {
  const gathered = await gatherExtension(ctx, loaded, person)
  if (!gathered.asked) throw new Refused(R.no_extension_asked)
  return { ...gathered, asked: gathered.asked }
}

const decide = ({ facts, terms }: { facts: ExtensionFacts; terms: Terms }, { now }: { now: string }) =>
  decideExtension(facts, terms, now)

export const grantExtension = command(contract.grantExtension, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: (ctx, _, loaded) => gatherAnswer(ctx, loaded, 'grant'),
  decide,
  write: (ctx, { input: { body }, facts, decision }) =>
    writeAnswer(ctx, facts, facts.asked, decision, { reason: body.reason || null }),
})

export const declineExtension = command(contract.declineExtension, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: (ctx, _, loaded) => gatherAnswer(ctx, loaded, 'decline'),
  decide,
  write: (ctx, { input: { body }, facts, decision }) => writeAnswer(ctx, facts, facts.asked, decision, body),
})
