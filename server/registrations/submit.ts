import { localDate } from '#kit/calendar.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'
import { domainOf, findAccount } from '#server/accounts/index.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import { findPartnerForClaim, type PartnerForClaim } from '#server/partners/index.ts'
import { actorNames } from '#server/people/index.ts'
import { newId } from '#server/platform/clock.ts'
import type { RouteInput } from '#kit/contract.ts'
import * as contract from './contract.ts'
import { decideRegistration, DECIDER } from './decide.ts'
import { gatherFacts, gatherTerms, type Gathered } from './gather.ts'
import { linesText, REGISTRATION_REFUSALS as R, type Registration } from './registration.ts'
import { assignManager, settleNew } from './settle.ts'
import { answerNew } from './show.ts'
import type { FormField, RegistrationTerms } from './terms.ts'

type Input = RouteInput<typeof contract.submitRegistration>['body']

/** Whose claim this is: the caller's partner, or the one that the org names. */
function partnerOf(ctx: Context, body: Input): string {
  if (ctx.actor.side === 'partner') {
    const own = ctx.actor.partner_id ?? ''
    if (body.partner_id && uuidOf('partner', body.partner_id) !== own)
      throw new Refused(COMMON.not_found, { noun: 'partner' })
    return own
  }
  if (!body.partner_id)
    throw new Refused(
      R.partner_needed,
      {},
      { fields: [{ path: 'partner_id', message: 'expected the partner for whom this is' }] },
    )
  return uuidOf('partner', body.partner_id)
}

function trackOf(partner: PartnerForClaim, named: string | undefined): string {
  const tracks = partner.enrollments.map((enrollment) => enrollment.track)
  if (named !== undefined) {
    if (tracks.includes(named)) return named
    throw new Refused(
      R.track_needed,
      { tracks: tracks.join(', ') },
      { fields: [{ path: 'track', message: `expected one of ${tracks.join(', ')}` }] },
    )
  }
  const [only, ...more] = tracks
  if (only === undefined) throw new Refused(R.no_track)
  if (more.length > 0)
    throw new Refused(
      R.track_needed,
      { tracks: tracks.join(', ') },
      { fields: [{ path: 'track', message: `expected one of ${tracks.join(', ')}` }] },
    )
  return only
}

/** Everything the program asks for beyond the contract, all at once. */
function problemsWith(
  body: Input,
  terms: RegistrationTerms,
  today: string,
): { fields: FieldProblem[]; type: (typeof R)['incomplete' | 'past_close' | 'unknown_line'] } | null {
  const fields: FieldProblem[] = []
  const given: Record<FormField, unknown> = {
    ...body,
    product_line: body.product_lines?.length ? body.product_lines : undefined,
  } as Record<FormField, unknown> // the form's fields are the body's
  for (const field of new Set<FormField>(['account_name', ...terms.required_fields])) {
    if (given[field] === undefined || given[field] === '') {
      const path = field === 'product_line' ? 'product_lines' : field
      fields.push({ path, message: 'is asked for by the program', code: 'required' })
    }
  }
  let type: (typeof R)['incomplete' | 'past_close' | 'unknown_line'] = R.incomplete
  if (body.expected_close_on && body.expected_close_on < today) {
    fields.push({ path: 'expected_close_on', message: `expected today (${today}) or a later day`, code: 'past' })
    if (fields.length === 1) type = R.past_close
  }
  const known = new Set(terms.lines.list.map((line) => line.id))
  const unknown = (body.product_lines ?? []).filter((id) => !known.has(id))
  if (unknown.length > 0) {
    fields.push({
      path: 'product_lines',
      message: `the program has no product line ${unknown.join(', ')}`,
      code: 'unknown',
    })
    if (fields.length === 1) type = R.unknown_line
  }
  return fields.length > 0 ? { fields, type } : null
}

/** A partner names a company; which of the org's accounts that is, is for the org to say. */
const NOT_BY_ID: FieldProblem = {
  path: 'account_id',
  message: 'is for people of the org; name the company by its name and domain',
  code: 'org_only',
}

/** What the answer shows beside the registration. */
type Names = { partner_name: string; manager_name: string | null; actors: ReadonlyMap<string, string> }

async function gather(ctx: Context, body: Input): Promise<Gathered & { claim: Registration; names: Names }> {
  const partner_id = partnerOf(ctx, body)
  const [{ terms }, partner] = await Promise.all([
    gatherTerms(ctx),
    findPartnerForClaim(ctx.tx, ctx.org_id, partner_id),
  ])
  if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
  const problems = problemsWith(body, terms.registration, localDate(ctx.now, terms.calendar.zone))
  if (problems) throw new Refused(problems.type, {}, { fields: problems.fields })
  const account_domain = domainOf(body.account_domain, 'account_domain')
  const track = trackOf(partner, body.track)
  if (body.account_id && ctx.actor.side === 'partner') throw new Refused(COMMON.invalid, {}, { fields: [NOT_BY_ID] })
  const account_id = body.account_id ? uuidOf('account', body.account_id) : null
  if (account_id && !(await findAccount(ctx.tx, ctx.org_id, account_id)))
    throw new Refused(ACCOUNT_REFUSALS.not_an_account)
  const claim: Registration = {
    id: newId(),
    partner_id,
    track,
    claim_no: '',
    status: 'in_review',
    account_id,
    account_name: body.account_name ?? '',
    account_domain,
    account_country: body.account_country ?? null,
    account_tax_id: body.account_tax_id || null,
    contact_name: body.contact_name || null,
    contact_email: body.contact_email ?? null,
    amount_minor: body.amount?.amount_minor ?? null,
    currency: body.amount?.currency ?? null,
    expected_close_on: body.expected_close_on ?? null,
    // Without split lines a protection holds the whole account, whatever lines are named for information.
    lines: linesText(terms.registration.lines.split ? (body.product_lines ?? []) : []),
    use_case: body.use_case || null,
    notes: body.notes || null,
    submitted_at: ctx.now,
    submitted_by: actorRef(ctx.actor),
    submitted_by_person: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    submitter_role: ctx.actor.role,
    on_behalf: ctx.actor.side === 'org',
    manager_id: null,
    recommendation: null,
    answer_due_at: null,
    decided_at: null,
    decided_by: null,
    decision_reason: null,
    ruling_id: '',
    revision: 1,
  }
  const [gathered, manager, actors] = await Promise.all([
    gatherFacts(ctx, { ...claim, claim_no: null }, null, partner),
    assignManager(ctx, partner),
    actorNames(ctx.tx, [claim.submitted_by]),
  ])
  if (gathered.own_open)
    throw new Refused(R.already_open, { registration: toWireId('registration', gathered.own_open) })
  return {
    ...gathered,
    claim: {
      ...claim,
      manager_id: manager?.id ?? null,
      claim_no: gathered.facts.claim.claim_no,
      account_id: gathered.facts.account?.id ?? null,
    },
    names: { partner_name: partner.name, manager_name: manager?.name ?? null, actors },
  }
}

/** Register a deal: looks for who else is there, decides by the program, and starts the clock. */
export const submitRegistration = command(contract.submitRegistration, {
  gather: (ctx, { body }) => gather(ctx, body),
  decide: ({ facts, terms }, { now }) => decideRegistration(facts, terms, now),
  write: async (ctx, { facts: { facts, terms, program_version, claim, names }, decision }) => {
    const settlement = {
      ...decision,
      kind: 'registration',
      decider: DECIDER,
      facts,
      terms,
      program_version,
      decision_reason: null,
    }
    const kept = await settleNew(ctx, claim, settlement)
    const { outcome } = decision
    const window = outcome.status === 'approved' ? outcome.protection : { starts_at: null, ends_at: null }
    const { actors, ...shown } = names
    return answerNew(ctx, { ...kept, ...shown, ...window }, settlement, actors)
  },
})
