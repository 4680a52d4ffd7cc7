import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query, type ProgramInForce, type Reading } from '#server/command/index.ts'
import type { AboutTerms } from '#server/program/terms.ts'
import * as contract from './contract.ts'
import { decideRoute, type Terms } from './decide.ts'
import { factsOf, findAbout, kindNamed } from './gather.ts'
import { aroundOf } from './around.ts'
import { seatsOf } from './policy.ts'
import { showRequest, showRow } from './show.ts'
import * as store from './store.ts'
import { needsInWords } from './terms-words.ts'
import { reasonInWords, wayToYes } from './words.ts'

async function programOf(reading: Reading): Promise<{ now: string; program: ProgramInForce }> {
  const now = await reading.now()
  return { now, program: await reading.runtime.programs.inForce(reading.tx, reading.org_id, now) }
}

/** The sections that routes read; parsed when they were published. */
const termsOf = ({ document }: ProgramInForce) => document as unknown as Terms

export const listRequests = query(contract.listRequests, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const asked = q.partner_id && uuidOf('partner', q.partner_id)
  if (actor.partner_id && asked && asked !== actor.partner_id) return { rows: [], next_cursor: null }
  const filter = {
    status: q.status,
    kind: q.kind,
    // the database shows a partner its own only; named here too, an index finds them among those of all
    partner_id: actor.partner_id ?? asked,
    registration_id: q.registration_id && uuidOf('registration', q.registration_id),
    limit: q.limit + 1,
  }
  const { program } = await programOf(reading)
  if (q.mine) {
    if (!actor.membership_id || actor.side === 'partner') return { rows: [], next_cursor: null }
    const after = decodeCursor(q.cursor, ['at', 'id'])
    const rows = await store.listMine(tx, org_id, actor.membership_id, { ...filter, after })
    const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
    return {
      rows: rows.slice(0, q.limit).map((row) => showRow(row, { program, actor })),
      next_cursor: last ? encodeCursor({ at: last.ask_due_at, id: last.ask_id }) : null,
    }
  }
  const after = decodeCursor(q.cursor, ['id'])?.id
  const rows = await store.listRequests(tx, org_id, actor.membership_id, { ...filter, after })
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  return {
    rows: rows.slice(0, q.limit).map((row) => showRow(row, { program, actor })),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})

export const getRequest = query(contract.getRequest, async (reading, { params }) => {
  const { tx, org_id, actor } = reading
  const [r, { program }] = await Promise.all([
    store.findRequest(tx, org_id, uuidOf('request', params.id), actor.membership_id),
    programOf(reading),
  ])
  if (!r) throw new Refused(COMMON.not_found, { noun: 'request' })
  return showRequest(r, { tx, org_id, program, actor })
})

export const countRequests = query(contract.countRequests, async (reading) => {
  const { tx, org_id, actor } = reading
  const me = actor.side === 'org' ? actor.membership_id : null
  const found = await store.countRequests(tx, org_id, actor.partner_id, me, await reading.now())
  const zero = { in_review: 0, info_requested: 0, approved: 0, rejected: 0, withdrawn: 0, expired: 0 }
  return { ...found, counts: { ...zero, ...found.counts } }
})

export const getForm = query(contract.getRequestForm, async (reading, { query: q }) => {
  const [{ now, program }, about] = await Promise.all([programOf(reading), findAbout(reading, q, false)])
  const terms = termsOf(program)
  const { currency } = program.document['about'] as AboutTerms // parsed when published
  return {
    currency,
    kinds: terms.requests.kinds.map(({ key, name, purpose, fields, required, needs_registration }) => {
      const { because } = decideRoute(factsOf('', { kind: key }, about, reading.actor), terms, now)
      const refused = because.find((reason) => reason.check === 'entitled' && reason.verdict === 'answered')
      return {
        key,
        name,
        purpose: purpose ?? null,
        fields,
        required,
        needs_registration,
        may: !refused,
        why_not: refused ? reasonInWords(refused, reading.actor.side) : null,
      }
    }),
  }
})

/** Who would be asked: the same ladder and the same seats as when it is submitted. */
export const previewRequest = query(contract.previewRequest, async (reading, { body }) => {
  const { actor } = reading
  const [{ now, program }, about] = await Promise.all([programOf(reading), findAbout(reading, body, false)])
  const terms = termsOf(program)
  kindNamed(terms, body.kind)
  const { outcome, because } = decideRoute(factsOf('', body, about, actor), terms, now)
  const answered = because.find((reason) => reason.verdict === 'answered')
  const names = actor.side === 'org' || terms.requests.partners_see_names
  const around = await aroundOf(reading, now, terms.requests, {
    kind: body.kind,
    partner_id: about.partner.id,
    registration_manager: about.registration?.manager_id ?? null,
    submitted_by_person: actor.kind === 'person' ? actor.id : null,
  })
  const nameOf = (id: string) => around.people.find((one) => one.id === id)?.name ?? ''
  return {
    outcome: outcome.status,
    text: answered ? reasonInWords(answered, actor.side) : '',
    way_to_yes: outcome.status === 'rejected' ? wayToYes(because) : null,
    path: (outcome.status === 'in_review' ? outcome.stages : []).map(({ steps }) => ({
      steps: steps.map(({ name, needs, approvers, due_at }) => ({
        name,
        needs: needsInWords(needs),
        asked: names ? seatsOf(approvers, needs, around).seats.map((seat) => nameOf(seat.asked_id)) : [],
        due_at,
      })),
    })),
    answer_due_at: outcome.status === 'in_review' ? outcome.answer_due_at : null,
    valid_until: outcome.status === 'approved' ? outcome.valid_until : null,
  }
})
