/** What is done about a deal, in both apps. */
export const words = {
  kinds: { meeting: 'Meeting', call: 'Call', demo: 'Demo', proposal: 'Proposal', email: 'E-mail', other: 'Other' },
  kind: 'What was it',
  day: 'When',
  note: 'Note',
  note_hint: 'A line is enough: who, and what comes next.',
  evidence: 'What shows it (if you have it)',
  cancel: 'Cancel',
  send: 'Log it',
} as const
