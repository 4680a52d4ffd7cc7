export const words = {
  partners: {
    title: 'Partners',
    empty: 'No partners yet',
    why: 'The companies enrolled in your program. Import them, or add the first.',
  },
  partner: {
    title: 'Partner',
    empty: 'This partner cannot be shown yet',
    why: 'Its tracks, people and registrations have their place here.',
  },
} as const
