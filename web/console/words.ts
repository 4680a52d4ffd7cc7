/** The console's own words: its navigation. */
export const words = {
  home: 'Home',
  approvals: 'Approvals',
  registrations: 'Registrations',
  partners: 'Partners',
  accounts: 'Accounts',
  program: 'Program',
  imports: 'Import',
  audit: 'Audit',
  people: 'People',
  keys: 'API keys',
  groups: { records: 'Records', program: 'Program', settings: 'Settings' },
  go: 'Go to',
  do: 'Do',
  palette: 'Search and commands',
  waiting: (count: number) => `${count} waiting`,
} as const
