export const words = {
  title: 'Stop mail',
  sign_in: 'Sign in',
  lead: (org: string, email: string) => `Mail of ${org} to ${email}.`,
  topic: (name: string) => `Stop mail: “${name}”`,
  topic_why: 'Only this kind of mail stops. In the app you are told as before.',
  all: 'Stop all notification mail',
  all_why: 'Sign-in links and invitations still come.',
  stopped_topic: (name: string) => `You get no more mail of the kind “${name}”.`,
  stopped_all: 'You get no more notification mail.',
  settings: 'Choose in detail',
  settings_why: 'Sign in to choose each kind, digests and quiet hours, or to get mail again.',
  failed: 'That did not work',
} as const
