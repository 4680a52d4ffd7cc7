export const words = {
  sign_in: {
    title: 'Sign in',
    go_on: 'Sign in to go on to where you were.',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    wrong: 'Not everything is filled in',
    expected_email: 'Expected an e-mail address, for example ada@example.com.',
    expected_password: 'Expected a password.',
    or: 'or',
    link: 'E-mail me a sign-in link',
    link_why: 'No password needed. The link works once.',
  },
  sent: {
    title: 'Look into your mail',
    body: (email: string, minutes: number) =>
      `If ${email} belongs to somebody here, a sign-in link is on its way. It works once, within ${minutes} minutes.`,
    nothing: 'Nothing there? Look among the junk, and check the address.',
    again: 'Use another address',
    mailbox: 'Open the demo’s mailbox',
    mailbox_why: 'This is a demo: its mail stays here, where you can read it.',
  },
  link: {
    title: 'Sign in',
    why: 'Your link has brought you here. One press, and you are in; the link works only once.',
    submit: 'Sign in now',
    spent: 'Ask for a new link',
  },
  choose: {
    title: 'Choose where to go',
    why: 'You can change it at any time, in the menu with your initials.',
    partners: 'As a partner',
    orgs: 'In the organisation',
    signed_in_as: (email: string) => `You are signed in as ${email}.`,
    sign_out: 'Sign out',
    none: { title: 'You are a member of nothing', body: 'Ask whoever invited you to do so again.' },
  },
} as const
