export const words = {
  keys: {
    title: 'API keys',
    empty: 'No keys yet',
    why: 'A key lets another program use the API with the scopes you give it.',
  },
} as const
