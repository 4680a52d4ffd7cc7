import { localDate } from '#kit/calendar.ts'
import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { findAccount } from '#server/accounts/index.ts'
import { actorRef, query, type Reading } from '#server/command/index.ts'
import { registrationSection } from '#server/registrations/terms.ts'
import { contactStanding, contactTerms, type Standing } from './contact.ts'
import { findHolder, isRegistered, listDirectSales } from './contact-store.ts'
import * as contract from './contract.ts'
import { decideContact, slipOf } from './decide.ts'
import { showConsents, showReasons } from './show.ts'
import * as store from './store.ts'
import { engagementSection } from './terms.ts'
import { answerInWords } from './words.ts'

async function around(reading: Reading) {
  const now = await reading.now()
  const program = await reading.runtime.programs.inForce(reading.tx, reading.org_id, now)
  return { now, program, terms: contactTerms(program) }
}

export const listConsents = query(contract.listConsents, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const asked = q.partner_id && uuidOf('partner', q.partner_id)
  if (actor.partner_id && ((asked && asked !== actor.partner_id) || q.account_id))
    return { rows: [], next_cursor: null }
  const rows = await store.listConsents(tx, org_id, {
    asked_by: q.mine && actorRef(actor),
    status: q.status,
    // The database shows a partner its own only; named here too, an index finds them among those of all.
    partner_id: actor.partner_id ?? asked,
    account_id: q.account_id && uuidOf('account', q.account_id),
    registration_id: q.registration_id && uuidOf('registration', q.registration_id),
    before: decodeCursor(q.cursor, ['id'])?.id,
    limit: q.limit + 1,
  })
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  const { now, terms } = await around(reading)
  return {
    rows: await showConsents(rows.slice(0, q.limit), { tx, org_id, actor, now, terms }),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})

export const countConsents = query(contract.countConsents, async ({ tx, org_id, actor, now }) =>
  store.countConsents(tx, org_id, actor.partner_id, await now()),
)

export const getConsent = query(contract.getConsent, async (reading, { params }) => {
  const { tx, org_id, actor } = reading
  const c = await store.findConsent(tx, org_id, uuidOf('consent', params.id))
  if (!c) throw new Refused(COMMON.not_found, { noun: 'consent' })
  const { now, terms } = await around(reading)
  const [shown] = await showConsents([c], { tx, org_id, actor, now, terms })
  if (!shown) throw new Error('one consent was shown')
  return shown
})

/** The numbers of the product lines that were named by key; all lines where none is known. */
function linesOf(text: string | undefined, document: Record<string, unknown>): number[] | null {
  if (!text) return null
  const { list } = (document['registration'] as typeof registrationSection.defaults).lines // parsed when published
  const keys = text.split(',').map((key) => key.trim())
  const ids = list.filter((line) => keys.includes(line.key)).map((line) => line.id)
  return ids.length > 0 ? ids : null
}

/** The same ladder for the deal of a partner, which reads its own protection and nobody else's. */
export const getDealContact = query(contract.getDealContact, async (reading, { params }) => {
  const { tx, org_id, actor } = reading
  const id = uuidOf('registration', params.id)
  if (!(await isRegistered(tx, org_id, id))) throw new Refused(COMMON.not_found, { noun: 'registration' })
  const { now, terms } = await around(reading)
  const held = await findHolder(tx, org_id, id, now)
  const { protection = null, consent = null } = held ?? {}
  const facts = {
    v: 1,
    account_id: protection?.account_id ?? id,
    lines: null,
    protection,
    consent,
    opportunity: null,
  } as const
  const { outcome, because } = decideContact(facts, terms, now)
  return {
    standing: outcome.standing,
    text: answerInWords(because, actor.side),
    until: 'until' in outcome ? outcome.until : null,
    since: 'since' in outcome ? outcome.since : null,
    slips_at: 'slips_at' in outcome ? outcome.slips_at : null,
    last_follow_up_on: protection?.last_follow_up_on ?? null,
    reasons: showReasons(because, actor.side),
  }
})

export const getContact = query(contract.getContact, async (reading, { params, query: q }) => {
  const { tx, org_id, actor } = reading
  const id = uuidOf('account', params.id)
  const [account, { now, program, terms }] = await Promise.all([findAccount(tx, org_id, id), around(reading)])
  if (!account) throw new Refused(COMMON.not_found, { noun: 'account' })
  const lines = linesOf(q.lines, program.document)
  const [contact, sales] = await Promise.all([
    contactStanding(tx, org_id, [id], { terms, now, lines }).then((found) => found.get(id)),
    listDirectSales(tx, org_id, id),
  ])
  if (!contact) throw new Error(`the account ${id} was asked about`)
  const { outcome, because, holders } = contact
  const claims = holders.map((one) => one.protection.registration_id)
  const asked = await store.listAsked(tx, org_id, claims, actorRef(actor))
  const askedOf = (one: Standing) => asked.find((c) => c.registration_id === one.protection.registration_id)
  const first_registered = holders.map((one) => one.protection.submitted_at).sort()[0]
  const { zone } = terms.calendar
  return {
    account: { id: toWireId('account', id), name: account.name },
    standing: outcome.standing,
    text: answerInWords(because, 'org'),
    until: 'until' in outcome ? outcome.until : null,
    since: 'since' in outcome ? outcome.since : null,
    holders: holders.map((one) => {
      const { protection } = one
      const mine = askedOf(one)
      const can_ask = one.outcome.standing === 'protected' && !mine && actor.permissions.has('consent:ask')
      return {
        registration: { id: toWireId('registration', protection.registration_id), name: one.registered_as },
        partner: { id: toWireId('partner', protection.partner_id), name: one.partner_name },
        held: { id: toWireId('account', protection.account_id), name: one.held_name },
        standing: one.outcome.standing,
        text: answerInWords(one.because, 'org'),
        starts_at: protection.starts_at,
        ends_at: protection.ends_at,
        last_follow_up_on: protection.last_follow_up_on,
        slips_at: slipOf(protection, terms),
        reasons: showReasons(one.because, 'org'),
        consent_id: one.consent && toWireId('consent', one.consent.consent_id),
        asked_id: mine ? toWireId('consent', mine.id) : null,
        abilities: can_ask ? ['ask_consent'] : [],
      }
    }),
    open_opportunities: sales.map((one) => ({
      id: toWireId('opportunity', one.id),
      name: one.name,
      was_there_before:
        first_registered !== undefined &&
        (one.created_at < first_registered ||
          (one.opened_on !== null && one.opened_on < localDate(first_registered, zone))),
    })),
    rules: engagementSection.sentences(terms.engagement, terms).map((sentence) => sentence.text),
  }
})
