import { caseRows } from './account-rows-store.ts'
import { answerCase } from './answer.ts'
import { conductTimers } from './clock.ts'
import { conductContracts } from './contract.ts'
import { confirmCase, decideCase } from './decide-by-person.ts'
import { conductDeciders } from './deciders.ts'
import { caseFileVerbs } from './files.ts'
import { liftCase } from './lift.ts'
import { lookNow, onPublished } from './look.ts'
import { notifyCase } from './notify.ts'
import { openCase } from './open.ts'
import * as read from './read.ts'
import { conductTried } from './tried.ts'

export { liftCase }
export { findCase } from './store.ts'

export const conductShop = {
  contracts: conductContracts,
  verbs: [
    read.listCases,
    read.countCases,
    read.getStanding,
    lookNow,
    openCase,
    read.getCase,
    notifyCase,
    answerCase,
    decideCase,
    confirmCase,
    liftCase,
    ...caseFileVerbs,
  ],
  timers: conductTimers,
  listeners: [{ type: 'program.published', listen: onPublished }],
  deciders: conductDeciders,
  account_rows: [caseRows],
  tried: conductTried,
}
