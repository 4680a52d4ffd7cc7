/** What the page of an account says to whoever sells there. */
export const words = {
  partners: {
    title: 'Who knows it',
    empty: 'No partner has registered it, and none takes part in a sale here.',
    more: 'There is more than is shown here; the registrations below are complete.',
    since: 'since',
    last_active: 'Last active',
    call: 'Call',
    registered: 'registered it',
    manager: 'Looked after by',
    ties: (n: number) => `${n} more`,
    status: (status: string) => `not active: ${status}`,
    ways: {
      won: 'Won a deal here',
      holds: 'Holds it now',
      takes_part: 'Takes part in a sale',
      asks: 'Wants to register it',
      knew: 'Registered it before',
    },
    until: (day: string) => `until ${day}`,
  },
  family: {
    title: 'Family',
    none: 'Neither a parent nor a subsidiary is known.',
    this: 'this account',
    more: 'More belong to it than are shown here.',
  },
  marks: {
    parent: (name: string) => `part of ${name}`,
    has_children: 'has subsidiaries',
    merged: (n: number) => (n === 1 ? 'merged from 1 other' : `merged from ${n} others`),
  },
  parent_hint: 'The account of its parent company, where there is one.',
  parent_empty: 'No account fits.',
} as const
