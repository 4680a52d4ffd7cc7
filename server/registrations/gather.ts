import { nameKey } from '#kit/company-name.ts'
import { factualAnswers } from '#kit/form.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import {
  findAccount,
  findCandidates,
  lockKeys,
  recognise,
  taxKey,
  type Found,
  type MatchFacts,
} from '#server/accounts/index.ts'
import { lockAccounts, type Context } from '#server/command/index.ts'
import { openOpportunitiesOf } from '#server/opportunities/index.ts'
import { findPartnerForClaim, type PartnerForClaim } from '#server/partners/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import type { Terms } from './decide.ts'
import type { RegistrationFacts } from './facts.ts'
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
  const [calendar, registration, { version }] = await Promise.all([
    ctx.terms(calendarSection),
    ctx.terms(registrationSection),
    ctx.program(),
  ])
  return { terms: { calendar, registration }, program_version: version }
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
  const keys = {
    account_id: claim.account_id ?? (picked && picked !== 'none' ? picked.account_id : null),
    tax: taxKey(claim.account_country, claim.account_tax_id),
    domain: claim.account_domain,
    name: nameKey(claim.account_name),
  }
  // Whose account is known cannot make one; and who holds an account's lock must not wait for keys.
  if (!keys.account_id) lockKeys(tx, org_id, keys)
  const [seen, partner, { terms, program_version }] = await Promise.all([
    findCandidates(tx, org_id, keys, claim.account_country),
    known ?? findPartnerForClaim(tx, org_id, claim.partner_id),
    gatherTerms(ctx),
  ])
  if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
  const { found, domain_count, name_count } = leaving?.cannot_be_meant ? without(leaving.account_id, seen) : seen
  const candidates = found.map(({ account_id, same_id, same_tax_id, same_domain, same_name, other_country }) => ({
    account_id,
    same_id,
    same_tax_id,
    same_domain,
    same_name,
    other_country,
  }))
  const match: MatchFacts = { candidates, domain_count, name_count, picked }
  const { account_id } = recognise(match)
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
    v: 2,
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
  return {
    found: seen.found.filter((one) => one !== it),
    domain_count: seen.domain_count - (it.same_domain ? 1 : 0),
    name_count: seen.name_count - (it.same_name ? 1 : 0),
  }
}

async function gatherAccount(ctx: Context, account_id: string, claim: Claim): Promise<RegistrationFacts['account']> {
  const { tx, org_id } = ctx
  const [account, opportunities, partners_own, earlier_claims, own_lapsed_at] = await Promise.all([
    findAccount(tx, org_id, account_id),
    openOpportunitiesOf(tx, org_id, [account_id]),
    listPartnersOpportunities(tx, org_id, account_id),
    store.listEarlierClaims(tx, org_id, account_id, claim),
    store.findLastLapse(tx, org_id, account_id, claim.partner_id),
  ])
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
  }
}
