export const words = {
  program: {
    title: 'Program',
    empty: 'No version yet',
    why: 'The program is one document: tracks, tiers and the rules of registration, in versions.',
  },
  version: {
    title: 'Program version',
    empty: 'This version cannot be shown yet',
    why: 'Its sections, as document and as sentences, have their place here.',
  },
  diff: {
    title: 'What changed',
    empty: 'Nothing to compare',
    why: 'Choose two versions to read in plain words what differs.',
  },
} as const
