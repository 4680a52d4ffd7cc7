export const words = {
  registrations: {
    title: 'Registrations',
    empty: 'No registrations yet',
    why: 'A registration is a partner’s claim on an account. They appear here as partners register their deals.',
  },
  registration: {
    title: 'Registration',
    empty: 'This registration cannot be shown yet',
    why: 'Its path, its clock and its ruling with the reasons have their place here.',
  },
} as const
