export const words = {
  imports: {
    title: 'Import',
    empty: 'No imports yet',
    why: 'Bring in accounts, partners, people and opportunities from your CRM as CSV files.',
  },
  import: {
    title: 'Import',
    empty: 'This import cannot be shown yet',
    why: 'Its columns, preview, progress and refused rows have their place here.',
  },
} as const
