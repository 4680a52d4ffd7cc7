export const words = {
  sessions: {
    title: 'Sessions',
    empty: 'Only this one',
    why: 'Every browser in which you are signed in appears here, to be signed out from afar.',
  },
} as const
