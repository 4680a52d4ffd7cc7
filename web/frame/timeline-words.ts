/** What is said around a timeline; what happened is in the server's words. */
export const words = {
  title: 'What happened',
  label: 'What happened, the newest first',
  empty: 'Nothing is on record yet.',
  more: 'Load older ones',
  not_yours:
    'The timeline is shown to admins, channel operations, partner managers and viewers. An admin can give you one of these roles.',
} as const
