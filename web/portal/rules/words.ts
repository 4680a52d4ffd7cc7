import { plural } from '../../words/words.ts'

export const words = {
  title: 'The rules',
  meta: (version: number, day: string) => `Version ${version}, in force since ${day}`,
  intro:
    'Everything that decides about your deals, in plain words. The same rules decide, by themselves or by a person.',
  search: 'Search the rules',
  search_placeholder: 'protection, country, amount…',
  found: (count: number) => `${count} ${plural(count, 'rule', 'rules')} found`,
  nothing: {
    title: 'No rule speaks of that',
    body: 'Try a single word, or the beginning of one.',
    action: 'Show all rules',
  },
  contents: 'On this page',
  next: {
    title: (day: string) => `From ${day} the rules change`,
    same: 'Nothing changes in what binds you.',
    before: (text: string) => `Until then: ${text}`,
    kinds: { added: 'New', removed: 'Ends', changed: 'Changes' },
  },
  none: {
    title: 'No rules in force',
    body: 'The rules that bind you appear here in plain words once a program is published.',
  },
} as const
