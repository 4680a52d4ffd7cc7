export const words = {
  people: {
    title: 'People',
    empty: 'Nobody else yet',
    why: 'Invite the people who work on your program and say what they may do.',
  },
} as const
