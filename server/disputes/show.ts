import { workingMinutesBetween, type Calendar } from '#kit/calendar.ts'
import { toWireId } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, type Actor, type Context, type ProgramInForce } from '#server/command/index.ts'
import { listHoldsBy } from '#server/holds/index.ts'
import { holdInWords } from '#server/holds/words.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { abilitiesOn } from './abilities.ts'
import type { DisputeAnswer, DisputeRowAnswer, MessageAnswer, PartyAnswer } from './contract.ts'
import { isOpen, type Dispute, type Message, type Party, type Status } from './dispute.ts'
import { listChoices, tells } from './effects.ts'
import { isOpener } from './hand.ts'
import { listCandidates, whyOf } from './stake.ts'
import * as store from './store.ts'
import { concernedBy } from './take-up.ts'
import { effectForPartner, effectInWords, NEXT } from './words.ts'

/** What is shown, to whom, and when. */
export type Showing = { tx: Tx; org_id: string; actor: Actor; now: string; program: ProgramInForce }

const calendarOf = ({ program }: Pick<Showing, 'program'>) => program.document['calendar'] as Calendar // parsed when published
const thing = (noun: Party['about_noun'], id: string | null) => (noun && id ? { noun, id: toWireId(noun, id) } : null)

/** Messages of a side that are read; a dispute that goes on for more has moved elsewhere. */
const MESSAGES_MAX = 200

type Due = NonNullable<DisputeRowAnswer['due']>

function dueOf(d: Dispute, answer_due_at: string | null, showing: Showing): DisputeRowAnswer['due'] {
  const calendar = calendarOf(showing)
  const left = (what: Due['what'], at: string, from: string, stands_still = false): Due => ({
    what,
    at,
    stands_still,
    working_minutes: workingMinutesBetween(from, at, calendar),
    is_late: !stands_still && at <= showing.now,
  })
  if (answer_due_at) return left('answer', answer_due_at, showing.now)
  if (d.status === 'opened') return left('acknowledge', d.acknowledge_due_at, showing.now)
  if (d.paused_at) return left('decide', d.due_at, d.paused_at, true)
  if (isOpen(d.status)) return left('decide', d.due_at, showing.now)
  return d.status === 'decided' && d.appeal_until ? left('appeal', d.appeal_until, showing.now) : null
}

/** One row as the org sees it, or as the partner that disagrees does. */
export function showRow(
  d: store.Shown,
  party: Pick<Party, 'answer_due_at'> | null,
  showing: Showing,
): DisputeRowAnswer {
  const { actor } = showing
  const org = actor.side === 'org'
  const asked = party?.answer_due_at ?? null
  const opener = isOpener(actor, d)
  const mine = org && d.handler_id !== null && d.handler_id === actor.membership_id && isOpen(d.status) && !d.paused_at
  return {
    id: toWireId('dispute', d.id),
    role: opener ? 'opener' : 'org',
    status: d.status,
    title: org ? (d.account_name ?? d.title) : d.title,
    ground: d.ground_name,
    side: d.side,
    partner: d.partner_id ? { id: toWireId('partner', d.partner_id), name: d.partner_name ?? '' } : null,
    account: org && d.account_id ? { id: toWireId('account', d.account_id), name: d.account_name ?? '' } : null,
    about: thing(d.about_noun, d.about_id),
    subject: thing(d.subject_noun, d.subject_id),
    level: { no: d.level, of: d.path.length, name: d.path[d.level - 1]?.name ?? '' },
    handler: org && d.handler_id ? { id: toWireId('membership', d.handler_id), name: d.handler_name ?? '' } : null,
    opened_at: d.opened_at,
    due: dueOf(d, opener ? asked : null, showing),
    waits_for_me: (opener && (asked !== null || d.status === 'proposed')) || mine,
    next_step: opener && asked ? 'We need something from you: answer the question.' : NEXT[d.status][org ? 1 : 0],
    revision: d.revision,
  }
}

/** The row of a partner that is asked for its side: that it is asked, by when, and whether it is over. Nothing else is its business. */
export function showConcerned(party: Party, showing: Showing): DisputeRowAnswer {
  const status: Status = party.ended_at ? 'closed' : party.answer_due_at ? 'awaiting_party' : 'under_review'
  const { answer_due_at } = party
  const now = showing.now
  return {
    id: toWireId('dispute', party.id),
    role: 'concerned',
    status,
    title: party.title,
    ground: null,
    side: null,
    partner: null,
    account: null,
    about: thing(party.about_noun, party.about_id),
    subject: null,
    level: null,
    handler: null,
    opened_at: party.asked_at ?? now,
    due: answer_due_at
      ? {
          what: 'answer',
          at: answer_due_at,
          stands_still: false,
          working_minutes: workingMinutesBetween(now, answer_due_at, calendarOf(showing)),
          is_late: answer_due_at <= now,
        }
      : null,
    waits_for_me: answer_due_at !== null,
    next_step: party.ended_at
      ? 'It is over. What changes for you, if anything, stands below.'
      : answer_due_at
        ? 'Tell us your side. Nobody else reads it.'
        : 'We look at it, and tell you when it is over.',
    revision: 1,
  }
}

function showMessage(m: Message, { actor }: Showing, names: ReadonlyMap<string, string>): MessageAnswer {
  const own = m.side === actor.side
  return {
    id: toWireId('message', m.id),
    kind: m.kind,
    side: m.side,
    is_mine: m.written_by === actorRef(actor),
    by: actor.side === 'org' || own ? (names.get(m.written_by) ?? '') : '',
    text: m.text,
    written_at: m.written_at,
  }
}

/** What one side reads, so that whoever writes to it knows. */
function readsOf(
  party: Party,
  d: Dispute,
  effects: { text: string; is_theirs: boolean; told: string | null }[],
): string[] {
  if (party.is_opener)
    return [
      'Its own statement, files and messages, the status and the clock.',
      'The outcome with your reason, and what it changes for itself.',
      ...(d.partner_id
        ? ['Not: who handles it, your notes, what another partner said, or what changes for others.']
        : []),
    ]
  return [
    'That it is asked about its own deal, your questions, and its own answers and files.',
    'Not: who disagrees, on what grounds, what they said, or that there is another claim.',
    ...effects.filter((one) => one.is_theirs).map(({ told, text }) => `When it is over: ${told ?? text}`),
  ]
}

async function effectsShown(d: Dispute, { tx, org_id }: Showing) {
  const effects = await store.listEffects(tx, org_id, d.id)
  return Promise.all(
    effects.map(async (effect) => {
      const owner =
        effect.kind === 'revoke' || effect.kind === 'reinstate'
          ? await store.findClaim(tx, org_id, effect.subject_id)
          : await store.findOpenMatter(
              tx,
              org_id,
              effect.kind === 'lift_case' ? 'conduct_case' : 'conflict',
              effect.subject_id,
            )
      return { effect, owner, text: effectInWords(effect, owner?.partner_name ?? '') }
    }),
  )
}

const NOUNS = {
  revoke: 'registration',
  reinstate: 'registration',
  lift_case: 'conduct_case',
  resolve_conflict: 'conflict',
} as const

function timelineOf(d: Dispute, party: Party | null, org = false): DisputeAnswer['timeline'] {
  if (party && !party.is_opener)
    return [
      { step: 'You were asked for your side', at: party.asked_at },
      { step: 'It is over', at: party.ended_at },
    ]
  const step = (forOrg: string, forPartner: string) => (org ? forOrg : forPartner)
  return [
    { step: step('Opened', 'You told us'), at: d.opened_at },
    { step: step('Acknowledged', 'Somebody took it on'), at: d.acknowledged_at },
    ...(d.proposed_at ? [{ step: step('Settlement proposed', 'We made a proposal'), at: d.proposed_at }] : []),
    ...(d.overdue_at ? [{ step: step('Late, and one level up', 'We were late; one level up'), at: d.overdue_at }] : []),
    ...(d.appealed_at ? [{ step: step('Appealed', 'You appealed'), at: d.appealed_at }] : []),
    ...(d.status === 'withdrawn'
      ? [{ step: step('Withdrawn', 'You took it back'), at: d.ended_at }]
      : [{ step: d.status === 'accepted' ? 'Agreed' : 'Decided', at: d.decided_at }]),
  ]
}

const NOTHING = { people: [], nobody_free: false, concerned: [], choices: [], notes: [], path: [] }

/** A dispute as a partner that did not open it may see it: its own side. Read from that side alone. */
async function showConcernedInFull(party: Party, showing: Showing): Promise<DisputeAnswer> {
  const { tx, org_id, actor } = showing
  const messages = await store.listMessages(tx, org_id, { party_id: party.id }, MESSAGES_MAX)
  const names = await actorNames(tx, [
    ...new Set(messages.filter((m) => m.side === actor.side).map((m) => m.written_by)),
  ])
  const row = showConcerned(party, showing)
  return {
    ...row,
    ...NOTHING,
    statement: null,
    opened_by: null,
    ruling_id: null,
    outcome: null,
    reason: null,
    is_proposal: false,
    decided_at: party.ended_at,
    decided_by: null,
    appeal_until: null,
    is_appeal: false,
    effects: [],
    held: [],
    parties: [
      {
        id: row.id,
        is_opener: false,
        partner: null,
        about: row.about,
        title: party.title,
        answer_due_at: party.answer_due_at,
        messages: messages.map((m) => showMessage(m, showing, names)),
        reads: [],
      },
    ],
    timeline: timelineOf({} as Dispute, party), // a side that did not open it shows its own two steps, and asks nothing of the dispute
    abilities: abilitiesOn(null, party, actor),
  }
}

/** One dispute in full, as its reader may see it. */
export async function showDispute(party: Party, showing: Showing): Promise<DisputeAnswer> {
  const { tx, org_id, actor } = showing
  const org = actor.side === 'org'
  if (!org && !party.is_opener) return showConcernedInFull(party, showing)
  const d = await store.findDispute(tx, org_id, party.dispute_id)
  if (!d) throw new Refused(COMMON.not_found, { noun: 'dispute' })
  const [parties, messages, effects, holds] = await Promise.all([
    store.listParties(tx, org_id, d.id),
    store.listMessages(tx, org_id, org ? { dispute_id: d.id } : { party_id: party.id }, MESSAGES_MAX),
    effectsShown(d, showing),
    listHoldsBy(tx, org_id, { noun: 'dispute', id: d.id }),
  ])
  const shown = org ? parties : parties.filter((one) => one.id === party.id)
  const refs = [d.opened_by, ...messages.filter((m) => org || m.side === 'partner').map((m) => m.written_by)]
  const names = await actorNames(tx, [...new Set(refs)])
  const opener = parties.find((one) => one.is_opener) ?? null
  const told = effects.map(({ effect, owner, text }) => ({ effect, text, owner_id: owner?.partner_id ?? null }))
  const is_proposal = d.status === 'proposed'
  const settled = d.decided_at !== null
  const notes = messages.filter((m) => m.kind === 'note')
  return {
    ...showRow(d, opener, showing),
    statement: d.statement,
    opened_by: org || d.side === 'partner' ? (names.get(d.opened_by) ?? '') : null,
    ruling_id: d.subject_noun === 'ruling' ? toWireId('ruling', d.subject_id) : null,
    outcome: d.outcome,
    reason: d.reason,
    is_proposal,
    decided_at: d.decided_at,
    decided_by: org && d.decided_by ? await nameOf(showing, d.decided_by) : null,
    appeal_until: d.appeal_until,
    is_appeal: d.appealed_at !== null,
    effects: (is_proposal || settled ? told : [])
      .filter(({ effect }) => org || effect.partner_id === d.partner_id)
      .map(({ effect, text }) => ({
        kind: effect.kind,
        text: org ? text : effectForPartner(effect),
        subject_id: org ? toWireId(NOUNS[effect.kind], effect.subject_id) : null,
        choice: effect.choice,
        done_at: effect.done_at,
        made_id: effect.made_id ? toWireId('registration', effect.made_id) : null,
        told: org ? effect.told : null,
      })),
    held: holds
      .filter((hold) => org || hold.partner_id === d.partner_id)
      .map((hold) => ({
        kind: hold.kind,
        text: holdInWords(hold.kind, org ? 'org' : 'partner'),
        subject: org ? thing(hold.noun, hold.subject_id) : null,
        since: hold.placed_at,
        until: hold.released_at,
      })),
    parties: shown.map((one): PartyAnswer => ({
      id: toWireId('dispute', one.id),
      is_opener: one.is_opener,
      partner: one.partner_id ? { id: toWireId('partner', one.partner_id), name: one.partner_name ?? '' } : null,
      about: thing(one.about_noun, one.about_id),
      title: one.title,
      answer_due_at: one.answer_due_at,
      messages: messages
        .filter((m) => m.party_id === one.id && m.kind !== 'note')
        .map((m) => showMessage(m, showing, names)),
      reads: org
        ? readsOf(
            one,
            d,
            told.map(({ effect, text, owner_id }) => ({
              text,
              told: effect.told,
              is_theirs: owner_id === one.partner_id,
            })),
          )
        : [],
    })),
    timeline: timelineOf(d, null, org),
    ...(org ? await forTheOrg(d, parties, notes, names, showing) : NOTHING),
    abilities: abilitiesOn(d, party, actor),
  }
}

/** Beside the dispute: who could settle it, who could be asked, and what could be changed. */
async function forTheOrg(
  d: store.Shown,
  parties: readonly Party[],
  notes: readonly Message[],
  names: ReadonlyMap<string, string>,
  showing: Showing,
) {
  const live = isOpen(d.status) || d.status === 'decided'
  const [candidates, concerned, choices] = await Promise.all([
    live ? listCandidates(showing, d) : [],
    concernedBy(showing, d),
    isOpen(d.status) ? listChoices(showing, d) : [],
  ])
  return {
    people: candidates.map((one) => ({
      membership_id: toWireId('membership', one.id),
      name: one.name,
      role: one.role,
      is_me: one.id === showing.actor.membership_id,
      may: one.free,
      why: whyOf(one),
    })),
    nobody_free: live && candidates.every((one) => !one.free),
    concerned: concerned.map((one) => ({
      partner: { id: toWireId('partner', one.partner_id), name: one.partner_name },
      registration_id: toWireId('registration', one.registration_id),
      status: one.status,
      asked: parties.some((party) => party.partner_id === one.partner_id),
    })),
    choices: choices.map((it) => ({
      kind: it.kind,
      subject_id: toWireId(NOUNS[it.kind], it.subject_id),
      choice: it.choice,
      text: effectInWords(it, it.partner.name),
      tells: tells(d, it),
    })),
    notes: notes.map((m) => showMessage(m, showing, names)),
    path: d.path.map(({ name, roles }, place) => ({ level: place + 1, name, roles })),
  }
}

async function nameOf({ tx, org_id }: Showing, membership_id: string): Promise<string> {
  return (await store.findMemberName(tx, org_id, membership_id)) ?? ''
}

/** What a verb answers: the dispute as its caller now sees it. */
export async function answerDispute(ctx: Context, party: Party): Promise<DisputeAnswer> {
  const { tx, org_id, actor, now } = ctx
  const [fresh, program] = await Promise.all([store.findParty(tx, org_id, party.id), ctx.program()])
  return showDispute(fresh ?? party, { tx, org_id, actor, now, program })
}
