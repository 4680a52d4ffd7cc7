import { matchContracts } from './contract.ts'
import { decideMatch } from './decide-match.ts'
import { matchDeciders } from './deciders.ts'
import { matchListeners } from './listeners.ts'
import { lookForMatches } from './look.ts'
import type { MatchPorts } from './ports.ts'
import { checkMatch, countMatches, getMatch, listMatches } from './read.ts'
import { takeBackMatch } from './take-back.ts'
import { trialMatches } from './try-on-history.ts'

export { decideMatch, lookForMatches }
export { openMatch, openMatches, type Doubt } from './open.ts'
export { withdrawMatches } from './settle.ts'
export type { MatchPorts } from './ports.ts'

/** Companies that a person has to tell apart. */
export function matchesShop(ports: MatchPorts) {
  return {
    contracts: matchContracts,
    verbs: [
      listMatches,
      countMatches,
      checkMatch,
      lookForMatches,
      trialMatches(ports),
      getMatch,
      decideMatch,
      takeBackMatch,
    ],
    listeners: matchListeners,
    deciders: matchDeciders,
  }
}
