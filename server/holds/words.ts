import type { Reader } from '#kit/ruling.ts'
import type { HoldKind } from './hold.ts'

/** What a hold keeps from moving, for its reader. A partner learns that something is looked at, not by whom or why. */
const WORDS: Record<HoldKind, Record<Reader, string>> = {
  account: {
    org: 'The account: nobody new is approved on it and its queue does not move. Protections run on as they were.',
    partner: 'Nobody new gets this company until it is settled.',
  },
  money: {
    org: 'The money: what this deal earns is not paid out, and its registered prices stay as they are.',
    partner: 'What this deal earns is paid once it is settled. Your prices stay as they are.',
  },
}

export function holdInWords(kind: HoldKind, reader: Reader): string {
  return WORDS[kind][reader]
}
