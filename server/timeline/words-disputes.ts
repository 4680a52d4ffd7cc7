import type { Words } from './words.ts'

const telling = (did: string, happened: string) => ({ did, happened })
const itself = (happened: string) => ({ did: '', happened, by_itself: true as const })
const heldOf: Words['detail'] = ({ kind }) =>
  kind === 'account' ? 'The account' : kind === 'money' ? 'The money' : null

/** What happens to a disagreement, and to what is held meanwhile. A partner reads of its own side alone. */
export const DISPUTE_WORDS: Readonly<Record<string, Words>> = {
  'dispute.opened': {
    tone: 'warn',
    org: telling('disagreed with a decision', 'Somebody disagreed with a decision'),
    partner: telling('disagreed with a decision', 'You disagreed with a decision'),
  },
  'dispute.acknowledged': {
    tone: 'info',
    org: telling('said that the disagreement has arrived', 'It was said that the disagreement has arrived'),
    partner: telling('said that your disagreement has arrived', 'We said that your disagreement has arrived'),
  },
  'dispute.taken_up': {
    tone: 'info',
    org: telling('took the disagreement in hand', 'The disagreement was taken in hand'),
    partner: itself('Somebody looks at both sides'),
  },
  'dispute.asked': {
    tone: 'warn',
    org: telling('asked a side', 'A side was asked'),
    partner: telling('asked you for your side', 'We asked you for your side'),
  },
  'dispute.paused': {
    org: itself('The clock stands still until an answer comes'),
    partner: itself('The clock stands still until an answer comes'),
  },
  'dispute.resumed': { org: itself('The clock goes on'), partner: itself('The clock goes on') },
  'dispute.answered': {
    tone: 'info',
    org: telling('answered for a side', 'A side answered'),
    partner: telling('answered', 'You answered'),
  },
  'dispute.not_answered': {
    tone: 'warn',
    org: itself('A side said nothing in time; it goes on without it'),
    partner: itself('Your time to answer is over'),
  },
  'dispute.said': {
    org: telling('added something', 'A side added something'),
    partner: telling('added something', 'You added something'),
  },
  'dispute.written_to': {
    org: telling('wrote to a side', 'A side was written to'),
    partner: telling('wrote to you', 'We wrote to you'),
  },
  'dispute.proposed': {
    tone: 'info',
    org: telling('proposed how to settle it', 'It was proposed how to settle it'),
    partner: telling('proposed how to settle it', 'We proposed how to settle it'),
  },
  'dispute.accepted': {
    tone: 'success',
    org: telling('agreed to the proposal', 'The proposal was agreed to'),
    partner: telling('agreed to the proposal', 'You agreed'),
  },
  'dispute.escalated': {
    tone: 'warn',
    org: telling('took it to the next level', 'It went to the next level'),
    partner: itself('It went to the next level'),
  },
  'dispute.overdue': {
    tone: 'danger',
    org: itself('It was not decided in time'),
    partner: itself('Our decision is late'),
  },
  'dispute.unread': { tone: 'danger', org: itself('Nobody said in time that it has arrived'), partner: null },
  'dispute.reminded': { tone: 'warn', org: itself('Whoever has it in hand was reminded'), partner: null },
  'dispute.decided': {
    tone: 'success',
    org: telling('decided the disagreement', 'The disagreement was decided'),
    partner: telling('decided your disagreement', 'We decided your disagreement'),
  },
  'dispute.appealed': {
    tone: 'warn',
    org: telling('appealed', 'The decision was appealed'),
    partner: telling('appealed', 'You appealed'),
  },
  'dispute.closed': { org: itself('The disagreement is closed'), partner: itself('Your disagreement is closed') },
  'dispute.reopened': {
    tone: 'info',
    org: itself('It is looked at once more'),
    partner: itself('It is looked at once more'),
  },
  'dispute.over': { org: itself('A side was told that it is over'), partner: itself('It is over') },
  'dispute.withdrawn': {
    org: telling('took the disagreement back', 'The disagreement was taken back'),
    partner: telling('took the disagreement back', 'You took your disagreement back'),
  },
  'hold.placed': {
    tone: 'warn',
    org: itself('Held until a disagreement is settled'),
    partner: itself('What the deal earns is paid once the disagreement is settled'),
    detail: heldOf,
  },
  'hold.released': {
    tone: 'success',
    org: itself('Not held any more'),
    partner: itself('What the deal earns is paid as usual'),
    detail: heldOf,
  },
}
