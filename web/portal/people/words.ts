export const words = {
  people: { title: 'Our people', empty: 'Nobody else yet', why: 'Your colleagues who may register deals appear here.' },
} as const
