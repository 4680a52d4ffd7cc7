export const words = {
  home: { title: 'Home', empty: 'Welcome', why: 'What you have earned, what needs you and your deals appear here.' },
} as const
