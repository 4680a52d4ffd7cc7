export const words = {
  yes: 'Yes',
  no: 'No',
  choose: 'Choose one',
  file_sent: 'Added',
  file_sending: 'Sending',
  not_a_number: 'Expected a number, for example 12 or 3.5.',
  not_an_amount: 'Expected an amount, for example 48,000.',
  required: 'This is asked for by the program.',
  too_large: (limit: string) => `The file is larger than ${limit}, the most that is taken.`,
} as const
