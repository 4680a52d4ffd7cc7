export const words = {
  audit: {
    title: 'Audit',
    empty: 'Nothing recorded yet',
    why: 'Every change appears here, with who made it and what it was before.',
  },
} as const
