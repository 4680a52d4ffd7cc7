import { rowsAt } from '#server/command/index.ts'
import { answerQuestion } from './answer.ts'
import { requestContracts } from './contract.ts'
import { approveRequest, askBack, rejectRequest } from './decide-by-person.ts'
import { requestDeciders } from './deciders.ts'
import { requestFileVerbs } from './files.ts'
import { requestListeners } from './listeners.ts'
import * as read from './read.ts'
import { submitRequest } from './submit.ts'
import { requestTimers } from './timers.ts'
import { withdrawRequest } from './withdraw.ts'

export { approveRequest, rejectRequest, submitRequest }
export { findRequest, listAskedOf } from './store.ts'

export const requestsShop = {
  contracts: requestContracts,
  account_rows: [rowsAt('request')],
  verbs: [
    read.listRequests,
    read.countRequests,
    read.getForm,
    read.previewRequest,
    submitRequest,
    read.getRequest,
    approveRequest,
    rejectRequest,
    askBack,
    answerQuestion,
    withdrawRequest,
    ...requestFileVerbs,
  ],
  timers: requestTimers,
  listeners: requestListeners,
  deciders: requestDeciders,
}
