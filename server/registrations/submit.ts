import { localDate } from '#kit/calendar.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'
import { domainOf, findAccount } from '#server/accounts/index.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import { findPartnerForClaim, type PartnerForClaim } from '#server/partners/index.ts'
import { actorNames } from '#server/people/index.ts'
import { newId } from '#server/platform/clock.ts'
import * as contract from './contract.ts'
import { decideRegistration, DECIDER } from './decide.ts'
import { attachFiles, fillForm } from './fill-form.ts'
import { gatherFacts, gatherTerms, type Gathered } from './gather.ts'
import { linesText, REGISTRATION_REFUSALS as R, UNTOUCHED, type Registration } from './registration.ts'
import type { PriceHold } from './life-store.ts'
import { gatherPrices, keepPrices } from './price-holds.ts'
import { assignManager, settleNew } from './settle.ts'
import { answerNew } from './show.ts'

type Input = contract.SubmitInput

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

/** A partner names a company; which of the org's accounts that is, is for the org to say. */
const NOT_BY_ID: FieldProblem = {
  path: 'account_id',
  message: 'is for people of the org; name the company by its name and domain',
  code: 'org_only',
}

/** What the answer shows beside the registration. */
type Names = {
  partner_name: string
  manager_name: string | null
  manager_email: string | null
  actors: ReadonlyMap<string, string>
}

async function gather(
  ctx: Context,
  body: Input,
): Promise<Gathered & { claim: Registration; names: Names; holds: PriceHold[] }> {
  const partner_id = partnerOf(ctx, body)
  const [{ terms, program_version }, partner] = await Promise.all([
    gatherTerms(ctx),
    findPartnerForClaim(ctx.tx, ctx.org_id, partner_id),
  ])
  if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
  const track = trackOf(partner, body.track)
  const today = localDate(ctx.now, terms.calendar.zone)
  const filled = fillForm(body, terms.registration, { track, side: ctx.actor.side, today })
  const account_domain = domainOf(body.account_domain, 'account_domain')
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
    ...UNTOUCHED,
    ...filled,
    answers_version: program_version,
    ruling_id: '',
    revision: 1,
  }
  const [gathered, manager, actors, holds] = await Promise.all([
    gatherFacts(ctx, { ...claim, claim_no: null }, null, partner),
    assignManager(ctx, partner),
    actorNames(ctx.tx, [claim.submitted_by]),
    gatherPrices(ctx, body.products, terms.registration),
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
    holds,
    names: {
      partner_name: partner.name,
      manager_name: manager?.name ?? null,
      manager_email: manager?.email ?? null,
      actors,
    },
  }
}

/** Register a deal: looks for who else is there, decides by the program, and starts the clock. */
export const submitRegistration = command(contract.submitRegistration, {
  gather: (ctx, { body }) => gather(ctx, body),
  decide: ({ facts, terms }, { now }) => decideRegistration(facts, terms, now),
  write: async (ctx, { input: { body }, facts: { facts, terms, program_version, claim, names, holds }, decision }) => {
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
    await attachFiles(ctx, kept, body)
    const { outcome } = decision
    const window = outcome.status === 'approved' ? outcome.protection : { starts_at: null, ends_at: null }
    const { actors, ...shown } = names
    return answerNew(ctx, { ...kept, ...shown, ...window }, keepPrices(ctx, kept, holds), settlement, actors)
  },
})
