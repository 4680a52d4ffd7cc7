/** The portal's own words: its five entries. */
export const words = {
  home: 'Home',
  register: 'Register a deal',
  register_short: 'Register',
  deals: 'My deals',
  rules: 'The rules',
  people: 'Our people',
  search_placeholder: 'A company, a colleague, a page…',
  search_nothing: (typed: string) => `None of your deals or people begins with “${typed}”.`,
  found: { registration: 'My deals', request: 'My requests', membership: 'Our people' } as Readonly<
    Record<string, string>
  >,
  pages: 'Pages',
  more: 'More',
  news: 'News',
  unread: (count: number) => `${count} unread`,
  requests: 'My requests',
  with: (org: string) => `with ${org}`,
  suspended: {
    title: (until: string | null) => (until ? `You are suspended until ${until}` : 'You are suspended'),
    look: 'See why, and what you can do',
  },
  paused: {
    title: (tracks: readonly string[]) => `Your partnership as ${tracks.join(' and ')} is not active now`,
    body: (manager: string | null) =>
      `A deal that you register now may be turned down. ${manager ?? 'Your partner manager'} can say what would change that.`,
  },
} as const
