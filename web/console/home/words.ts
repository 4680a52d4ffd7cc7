import { formatNumber } from '../../words/format.ts'
import { plural } from '../../words/words.ts'

export const words = {
  title: 'Home',
  today: (day: string, zone: string) => `${day} · ${zone}`,
  stats: {
    in_review: 'In review',
    overdue: 'Overdue',
    queued: 'Queued',
    approved: 'Protected accounts',
    ending: 'Protections ending',
    ending_note: 'within 14 days',
    overdue_none: 'every answer in time',
  },
  rooms: {
    label: 'What else waits',
    requests: 'Requests for you',
    matches: 'Companies to tell apart',
    matches_note: 'not clear which account',
    conflicts: 'Open conflicts',
    to_decide: (count: number) => `${formatNumber(count)} to decide`,
    to_answer: (count: number) => `${formatNumber(count)} to answer`,
    disputes: 'Open disputes',
    arrived: (count: number) => `${formatNumber(count)} just arrived`,
    in_your_hands: (count: number) => `${formatNumber(count)} in your hands`,
    late: (count: number) => `${formatNumber(count)} late`,
    conduct: 'Open cases',
    for_us: (count: number) => `${formatNumber(count)} ${count === 1 ? 'waits' : 'wait'} for us`,
  },
  first: {
    title: 'Begin here',
    program: {
      title: 'Read your program',
      body: 'It came with sensible rules. Change them in a draft, and publish it.',
    },
    accounts: { title: 'Bring your accounts', body: 'From your CRM as CSV, so that every registration is recognised.' },
    partner: { title: 'Add a partner', body: 'Enroll it in a track; its people register deals in the portal.' },
    people: { title: 'Invite colleagues', body: 'Partner managers decide, sales looks on, finance and audit read.' },
  },
  queue: {
    title: 'Waiting for a decision',
    label: 'Registrations that wait for a decision, the soonest deadline first',
    all: (count: number) => `All ${formatNumber(count)}`,
    empty: {
      title: 'Nothing waits for you',
      body: 'What the program does not decide by itself comes here, with a recommendation and a deadline.',
      action: 'See all registrations',
    },
    cannot: 'Your role sees these, but does not decide them.',
  },
  decided: {
    title: 'Recently decided',
    label: 'Registrations that were decided lately',
    empty: 'Nothing has been decided yet.',
  },
  ending: {
    title: 'Protections that end next',
    empty: 'None ends within 14 days.',
  },
  clock: {
    title: 'Demo clock',
    body: 'This org is a demo: its business time can be moved. Everything that falls due on the way happens, in order, each at its own time.',
    ahead: (days: number) => `${formatNumber(days)} ${plural(days, 'day', 'days')} ahead of the real time`,
    real: 'at the real time',
    steps: (days: number) => `+${days} ${plural(days, 'day', 'days')}`,
    other: 'Days',
    move: 'Move',
    moving: 'Moving the clock…',
    expected: 'Write a whole number of days from 1 to 400.',
    moved: (day: string) => `It is ${day} now`,
    fired: (count: number) =>
      count === 0
        ? 'Nothing fell due on the way.'
        : `${formatNumber(count)} ${plural(count, 'timer', 'timers')} fired on the way.`,
    changes: 'What that changed',
    more: (count: number) => `+${formatNumber(count)}`,
    less: (count: number) => `−${formatNumber(count)}`,
    not_yours: 'Admins can move it.',
  },
} as const
