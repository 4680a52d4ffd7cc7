export const words = {
  accounts: {
    title: 'Accounts',
    empty: 'No accounts yet',
    why: 'Customers and prospects, as your CRM knows them. Import them to let registrations be recognised.',
  },
  account: {
    title: 'Account',
    empty: 'This account cannot be shown yet',
    why: 'Its identities, opportunities and registrations have their place here.',
  },
} as const
