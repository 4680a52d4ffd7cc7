import { factualAnswers } from '#kit/form.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import {
  factsOf,
  familyOf,
  findAccount,
  lockKeys,
  findCandidates,
  recognise,
  taxKey,
  type Asked,
  type MatchFacts,
  type Found,
} from '#server/accounts/index.ts'
import { recognitionSection } from '#server/accounts/terms.ts'
import { lockAccounts, type Context } from '#server/command/index.ts'
import { listHolds } from '#server/holds/index.ts'
import { openOpportunitiesOf } from '#server/opportunities/index.ts'
import { findPartnerForClaim, type PartnerForClaim } from '#server/partners/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import type { Terms } from './decide.ts'
import type { FamilyClaim, RegistrationFacts } from './facts.ts'
import { lineIds, type Registration } from './registration.ts'
import { listPartnersOpportunities } from './life-store.ts'
import * as store from './store.ts'
import { formOf } from './terms-forms.ts'
import { FORM_FIELDS, registrationSection } from './terms.ts'

/** The part of a registration that says who claims what. */
export type Claim = Pick<
  Registration,
  | 'id'
  | 'partner_id'
  | 'track'
  | 'account_name'
  | 'account_domain'
  | 'account_country'
  | 'account_tax_id'
  | 'account_id'
  | 'lines'
  | 'submitter_role'
  | 'on_behalf'
  | 'answers'
  | 'is_tender'
  | 'tender_key'
  | 'has_letter'
> & { claim_no: string | null; amount_minor: string | null; currency: string | null; submitted_at: string }

export type Gathered = {
  facts: RegistrationFacts
  terms: Terms
  program_version: number
  candidates: Found[]
  /** An open claim of the same partner on the account that shares a line. */
  own_open: string | undefined
}

/** The terms a registration is decided by, of the version in force. */
export async function gatherTerms(ctx: Context): Promise<{ terms: Terms; program_version: number }> {
  const [calendar, registration, recognition, { version }] = await Promise.all([
    ctx.terms(calendarSection),
    ctx.terms(registrationSection),
    ctx.terms(recognitionSection),
    ctx.program(),
  ])
  return { terms: { calendar, registration, recognition }, program_version: version }
}

/** What a claim says of the company that it means. */
export function companyOf(
  claim: Pick<Claim, 'account_id' | 'account_name' | 'account_domain' | 'account_country' | 'account_tax_id'>,
): Asked {
  return {
    account_id: claim.account_id,
    name: claim.account_name,
    domain: claim.account_domain,
    tax: taxKey(claim.account_country, claim.account_tax_id),
    country: claim.account_country,
    city: null,
    phone: null,
    street: null,
  }
}

/**
 * Takes the locks of a claim (keys, then the account), fires what is due there, and collects the facts. A caller that
 * knows the partner says so; one that leaves an account has it locked along, and may say that it cannot be meant.
 */
export async function gatherFacts(
  ctx: Context,
  claim: Claim,
  picked: MatchFacts['picked'],
  known?: PartnerForClaim,
  leaving?: { account_id: string; cannot_be_meant: boolean },
): Promise<Gathered> {
  const { tx, org_id } = ctx
  const asked = {
    ...companyOf(claim),
    account_id: claim.account_id ?? (picked && picked !== 'none' ? picked.account_id : null),
  }
  // Whose account is known cannot make one; and who holds an account's lock must not wait for keys.
  if (!asked.account_id) lockKeys(tx, org_id, asked)
  const [seen, partner, { terms, program_version }] = await Promise.all([
    findCandidates(tx, org_id, asked),
    known ?? findPartnerForClaim(tx, org_id, claim.partner_id),
    gatherTerms(ctx),
  ])
  if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
  const { found, domain_count } = leaving?.cannot_be_meant ? without(leaving.account_id, seen) : seen
  const match: MatchFacts = { v: 2, candidates: found.map(factsOf), domain_count, picked }
  const { account_id } = recognise(match, terms.recognition)
  const locked = [account_id, leaving?.account_id].filter((id) => id !== null && id !== undefined)
  await lockAccounts(ctx, [...new Set(locked)])
  // Asked together: whoever holds the account's lock and takes the next number stands behind every open claim there is.
  const [claim_no, account, own_open] = await Promise.all([
    claim.claim_no ?? store.takeClaimNo(tx),
    account_id ? gatherAccount(ctx, account_id, claim) : null,
    account_id ? store.findOwnOpenClaim(tx, org_id, account_id, claim.partner_id, claim.lines, claim.id) : undefined,
  ])
  const enrollment = partner.enrollments.find((one) => one.track === claim.track)
  const facts: RegistrationFacts = {
    v: 3,
    partner: {
      id: partner.id,
      track: claim.track,
      status: enrollment?.status ?? 'none',
      tier: enrollment?.tier ?? null,
    },
    submitter: { side: claim.on_behalf ? 'org' : 'partner', role: claim.submitter_role },
    claim: {
      registration_id: claim.id,
      claim_no,
      lines: lineIds(claim.lines),
      amount:
        claim.amount_minor !== null && claim.currency !== null
          ? { amount_minor: claim.amount_minor, currency: claim.currency }
          : null,
      country: claim.account_country,
      submitted_at: claim.submitted_at,
      answers: factualAnswers(formOf(terms.registration, claim.track, FORM_FIELDS).fields, claim.answers),
      tender: claim.is_tender ? { key: claim.tender_key } : null,
      has_letter: claim.has_letter,
    },
    match,
    account,
  }
  return { facts, terms, program_version, candidates: found, own_open }
}

/** What was found, but for one account. */
function without(account_id: string, seen: Awaited<ReturnType<typeof findCandidates>>): typeof seen {
  const it = seen.found.find((one) => one.account_id === account_id)
  if (!it) return seen
  const shares = it.domain === 'same' || it.domain === 'alias'
  return {
    found: seen.found.filter((one) => one !== it),
    domain_count: seen.domain_count - (shares ? 1 : 0),
  }
}

async function gatherAccount(ctx: Context, account_id: string, claim: Claim): Promise<RegistrationFacts['account']> {
  const { tx, org_id } = ctx
  const [account, opportunities, partners_own, earlier_claims, own_lapsed_at, family_claims, holds] = await Promise.all(
    [
      findAccount(tx, org_id, account_id),
      openOpportunitiesOf(tx, org_id, [account_id]),
      listPartnersOpportunities(tx, org_id, account_id),
      store.listEarlierClaims(tx, org_id, account_id, claim),
      store.findLastLapse(tx, org_id, account_id, claim.partner_id),
      gatherFamily(ctx, account_id, claim),
      listHolds(tx, org_id, account_id),
    ],
  )
  if (!account) return null
  return {
    id: account.id,
    country: account.country,
    industry: account.industry,
    is_customer: account.is_customer,
    is_house: account.is_house,
    // What a partner's registration became is no work of direct sales.
    open_opportunity_ids: opportunities.map(({ id }) => id).filter((id) => !partners_own.includes(id)),
    earlier_claims,
    own_lapsed_at,
    family_claims,
    // Held money does not hold the account.
    hold_ids: holds.filter((hold) => hold.kind === 'account').map((hold) => hold.id),
  }
}

/** Who else protects a parent of the account. Read without its lock: a parent is asked for advice, never written. */
async function gatherFamily(ctx: Context, account_id: string, claim: Claim): Promise<FamilyClaim[]> {
  const { parents } = await familyOf(ctx.tx, ctx.org_id, account_id)
  return parents.length === 0 ? [] : store.listFamilyClaims(ctx.tx, ctx.org_id, parents, claim.partner_id, ctx.now)
}
