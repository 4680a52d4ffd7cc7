/**
 * What is decided on when two accounts shall become one: ids and codes, as they stand under both accounts' locks, without
 * the claims that somebody said are to end.
 */
export type Clash = { loser_registration_id: string; winner_registration_id: string }

export type MergeFacts = {
  v: 1
  loser_id: string
  winner_id: string
  /** Who holds one of the two still, and why. */
  holds: { hold_id: string; account_id: string }[]
  /** Both have a tax id of one country, and they differ. */
  tax_ids_differ: boolean
  /** Somebody said that the winner's tax id is the right one. */
  keep_tax_id: boolean
  /** Words of people that these are two companies. */
  said_apart: string[]
  /** Somebody knows of them, and says that it is one company all the same. */
  despite_word: boolean
  /** Two protections that would hold one account and line at once. */
  protections: Clash[]
  /** Two open claims of one partner on one account and line. */
  own_claims: Clash[]
  /** How many companies would stand one above the other. */
  levels: number
  levels_max: number
  /** Registrations that end so that the two can become one. */
  ends: string[]
}
