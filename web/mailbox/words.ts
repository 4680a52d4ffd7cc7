export const words = {
  title: 'The demo’s mailbox',
  why: 'Mail that this demo would have sent. It stays here, and nobody gets it.',
  search: 'Search mail',
  search_placeholder: 'Name, address or subject',
  to: (name: string, email: string) => (name ? `To ${name} <${email}>` : `To ${email}`),
  empty: {
    title: 'No mail yet',
    body: 'Ask for a sign-in link, or register a deal: the mail about it appears here.',
    action: 'Sign in',
  },
  nothing: 'No mail fits that.',
  not_demo: {
    title: 'There is no mailbox here',
    body: 'Only the mail of a demo can be read. Look for yours where it was sent to.',
  },
} as const
