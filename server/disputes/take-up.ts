import { localDate } from '#kit/calendar.ts'
import { uuidOf } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import { command, type Actor, type May } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { answerDueAt } from './due.ts'
import { DISPUTE_REFUSALS as R, TIMERS, type Party } from './dispute.ts'
import { announceTo, keep, loadParty, takeInHand, write, type InHand } from './hand.ts'
import { answerDispute } from './show.ts'
import { checkStake } from './stake.ts'
import * as store from './store.ts'
import * as writes from './writes-store.ts'

/** A key has no stake to look at, and nobody to answer for it. */
export function byPerson(actor: Actor): May {
  return (
    actor.membership_id !== null || {
      why: 'A disagreement is settled by a person, under their own name.',
      who: 'somebody of the org',
    }
  )
}

/** Somebody without a stake says that it has arrived, and has it in hand from then on. */
export const acknowledgeDispute = command(contract.acknowledgeDispute, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  policy: byPerson,
  async gather(ctx, _, party) {
    const h = await takeInHand(ctx, party, 'acknowledge')
    await checkStake(ctx, h.d)
    return h
  },
  async write(ctx, { input: { body }, facts: h }) {
    const { d, party } = h
    Object.assign(d, { status: 'acknowledged', acknowledged_at: ctx.now, handler_id: ctx.actor.membership_id })
    if (body.text) write(ctx, openerOf(h), 'shared', body.text)
    await keep(ctx, h, 'acknowledged', 'opened')
    return answerDispute(ctx, party)
  },
})

/** Somebody without a stake takes it in hand; whoever had it has not any more. */
export const reviewDispute = command(contract.reviewDispute, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  policy: byPerson,
  async gather(ctx, _, party) {
    const h = await takeInHand(ctx, party, 'review')
    await checkStake(ctx, h.d)
    return h
  },
  async write(ctx, { facts: h }) {
    const { d, party } = h
    const before = d.status
    // What has been escalated is decided, not proposed again: taking it up changes only whose it is.
    const status = before === 'escalated' ? 'escalated' : 'under_review'
    Object.assign(d, { status, acknowledged_at: d.acknowledged_at ?? ctx.now, handler_id: ctx.actor.membership_id })
    await keep(ctx, h, 'taken_up', before)
    return answerDispute(ctx, party)
  },
})

export function openerOf(h: InHand): Party {
  const opener = h.parties.find((one) => one.is_opener)
  if (!opener) throw new Error(`dispute ${h.d.id} has no opener`)
  return opener
}

/** The side that is asked: one there is, or a partner concerned that is asked for the first time and hears of it by that. */
async function partyAsked(
  ctx: Parameters<typeof answerDispute>[0],
  h: InHand,
  body: { party_id?: string | undefined; partner_id?: string | undefined },
): Promise<{ party: Party; is_new: boolean }> {
  if (body.party_id) {
    const id = uuidOf('dispute', body.party_id)
    const party = h.parties.find((one) => one.id === id)
    if (!party) throw new Refused(R.not_party)
    return { party, is_new: false }
  }
  if (!body.partner_id) throw new Refused(R.not_party)
  const partner_id = uuidOf('partner', body.partner_id)
  const there = h.parties.find((one) => one.partner_id === partner_id)
  if (there) return { party: there, is_new: false }
  const concerned = await concernedBy(ctx, h.d).then((all) => all.find((one) => one.partner_id === partner_id))
  if (!concerned) throw new Refused(R.not_concerned)
  return {
    is_new: true,
    party: {
      id: ctx.newId(),
      dispute_id: h.d.id,
      partner_id,
      is_opener: false,
      about_noun: 'registration',
      about_id: concerned.registration_id,
      // Its own words for the company, not the opener's.
      title: concerned.title,
      asked_at: null,
      answer_due_at: null,
      ended_at: null,
    },
  }
}

/** Partners that have a claim on the account, other than the one that disagrees. */
export function concernedBy(
  { tx, org_id }: Pick<Parameters<typeof answerDispute>[0], 'tx' | 'org_id'>,
  d: Pick<InHand['d'], 'account_id' | 'partner_id'>,
): Promise<store.Concerned[]> {
  return d.account_id ? store.listConcerned(tx, org_id, d.account_id, d.partner_id) : Promise.resolve([])
}

/** A side is asked something: the clock stands still until every side that is asked has answered, or had its time. */
export const askParty = command(contract.askParty, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  policy: byPerson,
  async gather(ctx, { body }, party) {
    const h = await takeInHand(ctx, party, 'ask')
    await checkStake(ctx, h.d)
    const asked = await partyAsked(ctx, h, body)
    const { answer_due_at } = asked.party
    if (answer_due_at) throw new Refused(R.asked_already, { until: localDate(answer_due_at, h.calendar.zone) })
    return { h, asked }
  },
  async write(ctx, { input: { body }, facts: { h, asked } }) {
    const { d } = h
    const before = d.status
    const answer_due_at = answerDueAt(ctx.now, h.terms, h.calendar)
    const party = { ...asked.party, asked_at: ctx.now, answer_due_at }
    if (asked.is_new) writes.insertParty(ctx.tx, ctx.org_id, party)
    else writes.updateParty(ctx.tx, ctx.org_id, party)
    write(ctx, party, 'question', body.question)
    ctx.setTimer({ kind: TIMERS.answer, subject_id: party.id, account_id: d.account_id, due_at: answer_due_at })
    Object.assign(d, {
      status: 'awaiting_party',
      paused_at: d.paused_at ?? ctx.now,
      handler_id: ctx.actor.membership_id,
    })
    await announceTo(ctx, party, 'asked', { answer_due_at })
    if (party.id === d.id) {
      writes.updateDispute(ctx.tx, ctx.org_id, d)
      ctx.clearTimers([TIMERS.remind, TIMERS.due], d.id)
    } else await keep(ctx, h, 'paused', before)
    return answerDispute(ctx, h.party)
  },
})

/** Words to one side, or a note among colleagues. Whoever writes has no part in deciding by that. */
export const shareText = command(contract.shareText, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  async gather(ctx, { body }, party) {
    const h = await takeInHand(ctx, party, null)
    const to = body.party_id ? uuidOf('dispute', body.party_id) : null
    const reads = to ? h.parties.find((one) => one.id === to) : null
    if (reads === undefined) throw new Refused(R.not_party)
    return { h, reads }
  },
  async write(ctx, { input: { body }, facts: { h, reads } }) {
    write(ctx, reads ?? openerOf(h), reads ? 'shared' : 'note', body.text, reads?.partner_id ?? null)
    if (reads) await announceTo(ctx, reads, 'written_to')
    else ctx.record('dispute.noted', { noun: 'dispute', id: h.d.id }, { text: 'changed' })
    return answerDispute(ctx, h.party)
  },
})
