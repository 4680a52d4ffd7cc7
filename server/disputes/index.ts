import { rowsAt } from '#server/command/index.ts'
import { answerAsk, saySomething } from './answer.ts'
import { disputeContracts } from './contract.ts'
import { decideDispute } from './decide-by-person.ts'
import { disputeDeciders } from './deciders.ts'
import { appealDispute, escalateDispute } from './escalate.ts'
import { disputeFileVerbs } from './files.ts'
import { openDispute } from './open.ts'
import { acceptProposal, proposeOutcome } from './propose.ts'
import * as read from './read.ts'
import { acknowledgeDispute, askParty, reviewDispute, shareText } from './take-up.ts'
import { disputeTimers } from './timers.ts'
import { withdrawDispute } from './withdraw.ts'

export {
  acceptProposal,
  acknowledgeDispute,
  appealDispute,
  askParty,
  decideDispute,
  escalateDispute,
  openDispute,
  proposeOutcome,
  withdrawDispute,
}

export const disputesShop = {
  contracts: disputeContracts,
  verbs: [
    read.listDisputes,
    read.countDisputes,
    read.disputeForm,
    openDispute,
    read.getDispute,
    acknowledgeDispute,
    reviewDispute,
    askParty,
    answerAsk,
    shareText,
    saySomething,
    proposeOutcome,
    acceptProposal,
    escalateDispute,
    decideDispute,
    appealDispute,
    withdrawDispute,
    ...disputeFileVerbs,
  ],
  account_rows: [rowsAt('dispute')],
  timers: disputeTimers,
  deciders: disputeDeciders,
}
