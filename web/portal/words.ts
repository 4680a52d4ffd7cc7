/** The portal's own words: its five entries. */
export const words = {
  home: 'Home',
  register: 'Register a deal',
  register_short: 'Register',
  deals: 'My deals',
  rules: 'The rules',
  people: 'Our people',
  with: (org: string) => `with ${org}`,
} as const
