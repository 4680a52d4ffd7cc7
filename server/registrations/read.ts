import { nameKey } from '#kit/company-name.ts'
import { registrableDomain } from '#kit/domain.ts'
import { askedOf } from '#kit/form.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { findCandidates, showCandidate } from '#server/accounts/index.ts'
import { recognitionSection, type RecognitionTerms } from '#server/accounts/terms.ts'
import { query, type ProgramInForce, type Reading } from '#server/command/index.ts'
import { openOpportunitiesOf } from '#server/opportunities/index.ts'
import { findPartnerForClaim } from '#server/partners/index.ts'
import type { TrackTerms } from '#server/partners/terms.ts'
import { aboutSection } from '#server/program/terms.ts'
import type { z } from 'zod'
import * as contract from './contract.ts'
import { companyOf } from './gather.ts'
import { HOLDING, STATUSES, type Status } from './registration.ts'
import { showRegistration } from './show.ts'
import * as store from './store.ts'
import { formOf } from './terms-forms.ts'
import { FORM_FIELDS, registrationSection } from './terms.ts'

/** A protection that ends within this time is worth a look. */
const SOON_MS = 14 * DAY_MS

async function programOf(reading: Reading): Promise<{ now: string; program: ProgramInForce }> {
  const now = await reading.now()
  return { now, program: await reading.runtime.programs.inForce(reading.tx, reading.org_id, now) }
}

async function find(reading: Reading, wire_id: string): Promise<store.Shown> {
  const found = await store.findRegistration(reading.tx, reading.org_id, uuidOf('registration', wire_id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'registration' })
  return found
}

export const getRegistration = query(contract.getRegistration, async (reading, { params }) => {
  const [r, { now, program }] = await Promise.all([find(reading, params.id), programOf(reading)])
  return showRegistration(r, { ...reading, now, program, reader: reading.actor.side })
})

export const partnerView = query(contract.partnerView, async (reading, { params }) => {
  const [r, { now, program }] = await Promise.all([find(reading, params.id), programOf(reading)])
  return showRegistration(r, {
    ...reading,
    now,
    program,
    reader: 'partner',
    actor: { ...reading.actor, side: 'partner' },
  })
})

export const countRegistrations = query(contract.countRegistrations, async (reading) => {
  const now = await reading.now()
  const { counts, overdue, ending } = await store.countByStatus(
    reading.tx,
    reading.org_id,
    reading.actor.partner_id,
    now,
    plusMs(now, SOON_MS),
  )
  const zero = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number> // one for each
  return { counts: { ...zero, ...counts }, overdue, protections_ending: ending }
})

export const getConflicts = query(contract.getConflicts, async (reading, { params }) => {
  const { tx, org_id } = reading
  const r = await find(reading, params.id)
  const [{ found }, { program }, claims, opportunities] = await Promise.all([
    findCandidates(tx, org_id, companyOf(r)),
    programOf(reading),
    r.account_id ? store.listClaims(tx, org_id, r.account_id, 20) : [],
    r.account_id ? openOpportunitiesOf(tx, org_id, [r.account_id]) : [],
  ])
  const terms = program.document[recognitionSection.key] as RecognitionTerms // parsed when published
  return {
    candidates: found.map((one) => showCandidate(one, terms)),
    claims: claims
      .filter((other) => other.id !== r.id)
      .map((other) => ({
        id: toWireId('registration', other.id),
        partner: { id: toWireId('partner', other.partner_id), name: other.partner_name },
        status: other.status,
        claim_no: other.claim_no,
        is_earlier: BigInt(other.claim_no) < BigInt(r.claim_no),
        protected_until: HOLDING.includes(other.status) ? other.ends_at : null,
      })),
    opportunities: opportunities.map((one) => ({
      id: toWireId('opportunity', one.id),
      name: one.name,
      amount:
        one.amount_minor !== null && one.currency !== null
          ? { amount_minor: one.amount_minor, currency: one.currency }
          : null,
      opened_on: one.opened_on,
    })),
  }
})

const DOMAIN_PROBLEMS: Record<string, string> = {
  public_suffix: 'Anybody registers under this; give the company’s own domain.',
  free_mail_host: 'This is a host of mail for everybody; give the company’s own domain.',
  ip_address: 'This is the address of a machine; give the company’s own domain.',
}

export const suggestAccounts = query(
  contract.suggestAccounts,
  async ({ tx, org_id, actor }, { query: { q, partner_id } }) => {
    const domain = q.includes('.') || q.includes('@') ? registrableDomain(q) : undefined
    const partner = actor.partner_id ?? (partner_id ? uuidOf('partner', partner_id) : null)
    const own = partner
      ? await store.listNamedAccounts(tx, org_id, partner, nameKey(q), domain?.ok ? domain.domain : null)
      : []
    return {
      own,
      domain: domain?.ok ? domain.domain : null,
      domain_problem: domain && !domain.ok ? (DOMAIN_PROBLEMS[domain.why] ?? null) : null,
    }
  },
)

export const getForm = query(contract.getForm, async (reading, { query: { partner_id } }) => {
  const { tx, org_id, actor } = reading
  const partner = actor.partner_id ?? (partner_id ? uuidOf('partner', partner_id) : null)
  const [{ program }, found] = await Promise.all([
    programOf(reading),
    partner ? findPartnerForClaim(tx, org_id, partner) : undefined,
  ])
  const registration = program.document[registrationSection.key] as z.output<typeof registrationSection.schema> // parsed when published
  const about = program.document[aboutSection.key] as z.output<typeof aboutSection.schema> // likewise
  const tracks = program.document['tracks'] as TrackTerms[] // likewise
  const own = found?.enrollments.map((enrollment) => enrollment.track)
  return {
    required_fields: registration.required_fields,
    tracks: tracks
      .filter((track) => !own || own.includes(track.key))
      .map(({ key, name }) => ({
        key,
        name,
        core: formOf(registration, key, FORM_FIELDS).core,
        fields: askedOf(formOf(registration, key, FORM_FIELDS).fields, actor.side),
      })),
    tenders: registration.tender.allowed,
    letter_for: registration.customer_letter.needed_for,
    product_lines: registration.lines.list.map(({ id, name }) => ({ id, name })),
    priced_products: registration.price_hold.products,
    currency: about.currency,
    answer_within_working_hours: registration.review.answer_within_working_hours,
    protection_days: registration.protection.days,
  }
})
