export const words = {
  mailbox: { title: 'Mailbox', empty: 'No mail yet', why: 'Mail that the demo would have sent appears here.' },
} as const
