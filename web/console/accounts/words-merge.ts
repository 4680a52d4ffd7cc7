import { count } from '../../../kit/words.ts'

/** Names of what moves when two accounts become one; what is not named here says itself. */
const NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  registration: ['registration', 'registrations'],
  protection: ['protection', 'protections'],
  opportunity: ['opportunity', 'opportunities'],
  request: ['special request', 'special requests'],
  consent: ['consent', 'consents'],
  conflict: ['conflict', 'conflicts'],
  'conflict.held_account_id': ['conflict about its protection', 'conflicts about its protection'],
  hold: ['hold on money', 'holds on money'],
  dispute: ['dispute', 'disputes'],
  conduct_case: ['conduct case', 'conduct cases'],
  subsidiary: ['subsidiary', 'subsidiaries'],
  account: ['account merged into it before', 'accounts merged into it before'],
}

/** What matters most stands first. */
export const placeOf = (noun: string): number => Object.keys(NOUNS).indexOf(noun)

/** "3 registrations"; null for what nobody looks at, such as clocks. */
export function movedInWords({ noun, count: n }: { noun: string; count: number }): string | null {
  const [one, many] = NOUNS[noun] ?? []
  return one && many ? count(n, one, many) : null
}

export const words = {
  action: 'Merge into…',
  not_yours: 'Your role does not merge accounts. Admins, channel operations and partner managers can.',
  title: (name: string) => `Merge ${name} into another account`,
  into: 'The account that stays',
  into_hint: 'Search by the beginning of its name, or by its whole domain.',
  into_empty: 'No account fits.',
  choose: 'Choose the account that stays.',
  reason: 'Why they are one company',
  reason_asked: 'Say why: it stays on record.',
  side_by_side: 'Side by side',
  goes: 'Goes',
  stays: 'Stays',
  moves: 'What moves',
  moves_nothing: 'Nothing hangs on it; only its name leads to the other.',
  fills: (fields: string) => `What is blank there is filled: ${fields}.`,
  history: 'Its history, its keys in other systems and its name stay, and lead to the account that stays.',
  obstacles: 'What stands in the way',
  ends: (partner: string, account: string) => `End the claim of ${partner} on ${account}`,
  ends_hint: 'Its partner reads your reason.',
  protected_until: (day: string) => `protected until ${day}`,
  submitted: (day: string) => `registered ${day}`,
  keep_tax_id: (tax_id: string) => `${tax_id} is the right tax id`,
  despite_word: 'They are one company all the same',
  waits: 'This has to be settled first.',
  changes_family: 'Change the parent of one of them first.',
  cancel: 'Cancel',
  submit: 'Merge',
  done: (loser: string, winner: string) => `${loser} is part of ${winner} now`,
  undo: 'Undo',
  merged: {
    title: 'Merges',
    line: (name: string) => `Merged by ${name}`,
    undone: (name: string) => `Undone by ${name}`,
    into: (name: string) => `Was merged into ${name}`,
    undo: 'Undo the merge',
    here: (name: string) => `${name} was merged into this account`,
    here_body: 'Addresses, imports and searches that mean it lead here.',
  },
  undoing: {
    title: (name: string) => `Make ${name} an account of its own again`,
    body: 'What moved goes back, unless it has moved on since. What came since the merge stays here. Claims that were ended stay ended.',
    reason: 'Why they are two companies',
    reason_asked: 'Say why: it stays on record.',
    submit: 'Undo the merge',
    done: (name: string) => `${name} stands for itself again`,
    done_by_toast: 'Undone right after it was merged.',
  },
  kept: {
    title: 'Left as it was',
    field_changed: (field: string) => `${field}: changed since`,
    moved_on: (what: string) => `${what}: moved on since`,
    ended: 'A claim that was ended stays ended',
    came_later: (what: string) => `${what}: came after the merge`,
  },
} as const
