import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { nameKey } from '#kit/company-name.ts'
import { registrableDomain } from '#kit/domain.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { findCandidates, taxKey } from '#server/accounts/index.ts'
import { query, type ProgramInForce, type Reading } from '#server/command/index.ts'
import { openOpportunitiesOf } from '#server/opportunities/index.ts'
import { findPartnerForClaim } from '#server/partners/index.ts'
import type { TrackTerms } from '#server/partners/terms.ts'
import { aboutSection } from '#server/program/terms.ts'
import type { z } from 'zod'
import * as contract from './contract.ts'
import { showRegistration, showRow } from './show.ts'
import * as store from './store.ts'
import { registrationSection } from './terms.ts'

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

export const listRegistrations = query(contract.listRegistrations, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const after = decodeCursor(q.cursor, ['at', 'claim_no'])
  const today = await reading.now()
  const domain = q.q?.includes('.') ? registrableDomain(q.q) : undefined
  const asked = q.partner_id && uuidOf('partner', q.partner_id)
  if (actor.partner_id && asked && asked !== actor.partner_id) return { rows: [], next_cursor: null }
  const [rows, { now, program }] = await Promise.all([
    store.listRegistrations(tx, org_id, {
      status: q.status,
      // the database shows a partner its own only; named here too, an index finds them among those of all
      partner_id: actor.partner_id ?? asked,
      // a partner does not know accounts by id: asking would tell which registrations share one
      account_id: q.account_id && actor.side === 'org' ? uuidOf('account', q.account_id) : undefined,
      manager_id: q.manager_id && uuidOf('membership', q.manager_id),
      ...(domain?.ok ? { domain: domain.domain } : q.q ? { name_from: nameKey(q.q) } : {}),
      overdue_at: q.due === 'overdue' ? today : undefined,
      ending_by: q.due === 'ending' ? plusMs(today, SOON_MS) : undefined,
      order: q.order,
      after,
      limit: q.limit + 1,
    }),
    programOf(reading),
  ])
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  return {
    rows: rows.slice(0, q.limit).map((row) => showRow(row, { now, program, reader: actor.side })),
    next_cursor: last ? encodeCursor(store.placeIn(q.order, last)) : null,
  }
})

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
  const zero = { in_review: 0, queued: 0, approved: 0, rejected: 0, withdrawn: 0, expired: 0 }
  return { counts: { ...zero, ...counts }, overdue, protections_ending: ending }
})

export const getConflicts = query(contract.getConflicts, async (reading, { params }) => {
  const { tx, org_id } = reading
  const r = await find(reading, params.id)
  const keys = {
    account_id: r.account_id,
    tax: taxKey(r.account_country, r.account_tax_id),
    domain: r.account_domain,
    name: nameKey(r.account_name),
  }
  const [{ found }, claims, opportunities] = await Promise.all([
    findCandidates(tx, org_id, keys, r.account_country),
    r.account_id ? store.listRegistrations(tx, org_id, { account_id: r.account_id, limit: 20 }) : [],
    r.account_id ? openOpportunitiesOf(tx, org_id, [r.account_id]) : [],
  ])
  const SAME = ['id', 'tax_id', 'domain', 'name'] as const
  return {
    candidates: found.map((one) => ({
      account_id: toWireId('account', one.account_id),
      name: one.name,
      domain: one.domain,
      country: one.country,
      city: one.city,
      is_customer: one.is_customer,
      same: SAME.filter((feature) => one[`same_${feature}`]),
      other_country: one.other_country,
    })),
    claims: claims
      .filter((other) => other.id !== r.id)
      .map((other) => ({
        id: toWireId('registration', other.id),
        partner: { id: toWireId('partner', other.partner_id), name: other.partner_name },
        status: other.status,
        claim_no: other.claim_no,
        is_earlier: BigInt(other.claim_no) < BigInt(r.claim_no),
        protected_until: other.status === 'approved' ? other.ends_at : null,
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
    tracks: tracks.filter((track) => !own || own.includes(track.key)).map(({ key, name }) => ({ key, name })),
    product_lines: registration.lines.list.map(({ id, name }) => ({ id, name })),
    currency: about.currency,
    answer_within_working_hours: registration.review.answer_within_working_hours,
    protection_days: registration.protection.days,
  }
})
