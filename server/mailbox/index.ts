import { readMailbox as contract } from './contract.ts'
import { readMailbox } from './read.ts'

export const mailboxShop = { contracts: [contract], verbs: [readMailbox] }
