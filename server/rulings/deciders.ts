import type { Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import type { Reader, Reason } from '#kit/ruling.ts'

/**
 * A ladder that rulings can be replayed with and told by. Pure: the same facts, terms and `now` give the same outcome,
 * for as long as a ruling names it.
 */
export type Decider = {
  /** As rulings name it: "registration@1". */
  name: string
  /** Decides again on kept facts, by the program document of the version that was in force. */
  replay(facts: unknown, document: Record<string, unknown>, now: Instant): { outcome: unknown; because: Reason[] }
  /** A reason as a sentence for its reader. */
  words(reason: Reason, reader: Reader): string
  /** What its checks ask, by name. */
  titles?: Readonly<Record<string, string>>
  /** What its evidence points at, by check. */
  evidence?: Readonly<Record<string, Noun>>
  /** What a partner may know of the outcome. Without it, nothing. */
  outcomeForPartner?(outcome: unknown): unknown
}

export type Deciders = ReadonlyMap<string, Decider>

/** All deciders of the product, old ones included; each name stands for one ladder for good. */
export function defineDeciders(...deciders: Decider[]): Deciders {
  const byName = new Map(deciders.map((decider) => [decider.name, decider]))
  if (byName.size < deciders.length) throw new Error('two deciders have the same name')
  return byName
}
