export const words = {
  register: { title: 'Register a deal', empty: 'Registration is not open yet', why: 'The form has its place here. Your manager can register a deal for you in the meantime.' },
} as const
