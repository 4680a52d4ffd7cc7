import { memberContracts } from './contract.ts'
import { createMember, editMember } from './edit.ts'
import { getMember, listMembers } from './read.ts'

export const membersShop = { contracts: memberContracts, verbs: [listMembers, getMember, createMember, editMember] }
