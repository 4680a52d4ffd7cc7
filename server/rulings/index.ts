import { rulingContracts } from './contract.ts'
import type { RulingPorts } from './ports.ts'
import { getRuling, listRegistrationRulings, listRulings, replayRuling } from './read.ts'

export { defineDeciders, type Decider, type Deciders } from './deciders.ts'
export type { RulingPorts } from './ports.ts'
export type { KeptRuling } from './ruling.ts'
export { listNewestOf } from './store.ts'

/** The rulings' shop: it only reads what the funnel wrote. */
export function rulingsShop(ports: RulingPorts) {
  return {
    contracts: rulingContracts,
    verbs: [listRulings(ports), getRuling(ports), listRegistrationRulings(ports), replayRuling(ports)],
  }
}
