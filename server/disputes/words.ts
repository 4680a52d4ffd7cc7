import type { Reader, Reason } from '#kit/ruling.ts'
import { capital, spoken } from '#kit/words.ts'
import type { Effect, Status } from './dispute.ts'

/** Codes of reasons in English, for the org and for the partner. */
type Words = (params: Reason['params']) => { org: string; partner?: string }

const OUTCOME_WORDS: Record<string, string> = {
  upheld: 'the decision stands',
  overturned: 'the decision was changed',
  settled: 'both sides were brought together',
}

const WORDS: Record<string, Words> = {
  'opener.own': () => ({ org: 'Opened it.' }),
  'ruled.own': () => ({ org: 'Made or settled what is disputed.' }),
  'before.own': () => ({ org: 'Decided it before the appeal.' }),
  'submitted.own': () => ({ org: 'Submitted what was decided about.' }),
  'manages.own': () => ({ org: 'Looks after the deal that it is about.' }),
  'paid.manager': () => ({ org: 'Looks after a partner concerned, and is measured by what that sells.' }),
  'owner.own': () => ({ org: 'Owns the opportunity.' }),
  'side.partner': () => ({ org: 'Works for a partner concerned as well.' }),
  'level.reached': () => ({ org: 'Has no stake in it, and the level for it.' }),
  'level.below': ({ level }) => ({ org: `Has no stake in it, but it is on level ${String(level)} by now.` }),
  'in_time.late': ({ due_on }) => ({
    org: `It came later than promised (${String(due_on)}).`,
    partner: `It took us longer than promised (${String(due_on)}).`,
  }),
  'heard.not_all': ({ heard, concerned }) => ({
    org: `${String(heard)} of ${String(concerned)} partners concerned told their side.`,
  }),
  'appeal.last': () => ({
    org: 'It was the appeal: this is the last word.',
    partner: 'This was the appeal, and is the last word.',
  }),
  'word.decision': ({ outcome }) => ({ org: `Decided: ${OUTCOME_WORDS[String(outcome)] ?? spoken(String(outcome))}.` }),
  'word.agreement': ({ outcome }) => ({
    org: `Agreed: ${OUTCOME_WORDS[String(outcome)] ?? spoken(String(outcome))}.`,
  }),
}

/** What each check asks. */
export const CHECK_TITLES: Record<string, string> = {
  opener: 'Did they open it?',
  ruled: 'Did they make what is disputed?',
  before: 'Did they decide it before?',
  submitted: 'Did they submit it?',
  manages: 'Do they look after the deal?',
  paid: 'Are they paid on it?',
  owner: 'Do they own the opportunity?',
  side: 'Are they on a partner’s side?',
  level: 'Is their level high enough?',
  in_time: 'Was it in time?',
  heard: 'Was everybody heard?',
  appeal: 'Can it be appealed?',
  word: 'How was it settled?',
}

export function reasonInWords({ code, params, verdict }: Reason, reader: Reader): string {
  if (verdict === 'not_reached') return 'Not asked: something above has answered.'
  const words = WORDS[code]?.(params) ?? {
    org: verdict === 'passed' ? 'No.' : capital(spoken(code.replace('.', ': '))),
  }
  return reader === 'org' ? words.org : (words.partner ?? words.org)
}

/** What an effect does, for people of the org: `name` is whose deal it is. */
export function effectInWords({ kind, choice }: Pick<Effect, 'kind' | 'choice'>, name: string): string {
  switch (kind) {
    case 'revoke':
      return `The registration of ${name} is taken back, and its protection ends.`
    case 'reinstate':
      return `The registration of ${name} is approved, ahead of the queue.`
    case 'lift_case':
      return `The conduct case of ${name} is lifted.`
    case 'resolve_conflict':
      return {
        stands_aside: `Direct sales leaves the account to ${name}.`,
        shared: `Direct sales and ${name} share the deal.`,
        upheld_direct: `Direct sales goes on; ${name} keeps its protection against others.`,
      }[choice ?? 'shared']
  }
}

/** The same to the partner whose thing it changes. */
export function effectForPartner({ kind, choice }: Pick<Effect, 'kind' | 'choice'>): string {
  switch (kind) {
    case 'revoke':
      return 'Your registration was taken back.'
    case 'reinstate':
      return 'Your deal is approved.'
    case 'lift_case':
      return 'What was held against you is lifted.'
    case 'resolve_conflict':
      return {
        stands_aside: 'Our own sales team leaves the account to you.',
        shared: 'You and our own sales team share the deal.',
        upheld_direct: 'Our own sales team goes on there.',
      }[choice ?? 'shared']
  }
}

/** What happens next, for the one who reads it. */
export const NEXT: Record<Status, [partner: string, org: string]> = {
  opened: ['Somebody who is not involved looks at it, and may ask you something.', 'Say that it has arrived.'],
  acknowledged: ['They are not involved in it, look at both sides, and may ask you something.', 'Look at both sides.'],
  under_review: [
    'They are not involved in it, and may ask you something.',
    'Ask whoever is concerned, then propose how to settle it.',
  ],
  awaiting_party: [
    'We wait for somebody’s answer, and go on as soon as it is there.',
    'It waits for an answer; the clock stands still.',
  ],
  proposed: ['If you say no, somebody above decides.', 'It waits for the yes or no of whoever opened it.'],
  accepted: ['What was agreed holds from now on.', 'It is settled.'],
  escalated: ['Somebody above looks at it, who is not involved either.', 'Somebody of this level decides it.'],
  decided: [
    'If you think that it is still wrong, you can appeal once: somebody else decides again.',
    'It is decided, and can be appealed once.',
  ],
  closed: ['Nothing more happens.', 'It is closed.'],
  withdrawn: ['Everything stays as it was decided.', 'It was taken back.'],
}
