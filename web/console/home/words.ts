export const words = {
  home: {
    title: 'Home',
    empty: 'Nothing waits for you',
    why: 'Registrations that need a decision, clocks that run out and imports that want a look appear here.',
  },
} as const
