import { plural } from '../words/words.ts'

/** What both apps say of disagreements. */
export const words = {
  states: {
    opened: 'Arrived',
    acknowledged: 'In hand',
    under_review: 'Looked at',
    awaiting_party: 'An answer is missing',
    proposed: 'Proposal made',
    accepted: 'Agreed',
    escalated: 'Next level decides',
    decided: 'Decided',
    closed: 'Closed',
    withdrawn: 'Taken back',
  },
  /** The same, as a partner reads it. */
  own: {
    yours: 'Your answer needed',
    states: {
      opened: 'With us',
      acknowledged: 'Being looked at',
      under_review: 'Being looked at',
      awaiting_party: 'Being looked at',
      proposed: 'Our proposal',
      accepted: 'Settled',
      escalated: 'Being looked at',
      decided: 'Decided',
      closed: 'Over',
      withdrawn: 'Taken back',
    },
  },
  outcomes: {
    upheld: 'The decision stands',
    overturned: 'The decision is changed',
    settled: 'Both sides are brought together',
  },
  due: {
    acknowledge: 'Acknowledge',
    decide: 'Decide',
    answer: 'Answer',
    appeal: 'Appeal until',
  },
  /** Minutes of working time as people count it: a working day has the program's hours, said here as hours. */
  working: (minutes: number) => {
    const hours = Math.floor(minutes / 60)
    return hours > 0
      ? `${hours} working ${plural(hours, 'hour', 'hours')}`
      : `${minutes} working ${plural(minutes, 'minute', 'minutes')}`
  },
  left: (time: string) => `${time} left`,
  late: 'Late',
  still: (time: string) => `Stands still, ${time} left`,
  form: {
    steps: { label: 'Two steps', why: 'What is wrong', send: 'What happens' },
    ground: 'Why do you disagree?',
    ground_missing: 'Choose what fits best.',
    statement: 'What is wrong, and what would be right?',
    statement_hint: 'Say what happened, and when. Whoever decides was not there.',
    statement_missing: 'Say in a few words what is wrong.',
    files: 'Add proof',
    next: 'Next',
    back: 'Back',
    send: 'Send it',
    holds: 'Until it is settled',
    happens: 'What happens next',
    by: (when: string) => `by ${when}`,
    wait: 'A file is still on its way.',
    sent: 'We have it. You hear from us.',
    open_already: 'You disagree with this already.',
    see: 'See where it stands',
  },
  messages: {
    none: 'Nothing was written yet.',
    question: 'Question',
    org: 'Us',
    partner: 'The partner',
    you: 'You',
  },
  cancel: 'Cancel',
} as const
