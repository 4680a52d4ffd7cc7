export const words = {
  sign_in: { title: 'Sign in', empty: 'Sign in', why: 'With your password, or by a link sent to your e-mail address.' },
  link: { title: 'Sign in', empty: 'This link is being checked', why: 'A link works once, and for a short time.' },
  choose: { title: 'Choose where to go', empty: 'Where to?', why: 'Everything you are a member of appears here.' },
} as const
