export const words = {
  rules: {
    title: 'The rules',
    empty: 'No rules in force',
    why: 'The rules that bind you appear here in plain words once a program is published.',
  },
} as const
