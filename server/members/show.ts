import { toWireId } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import type { MemberAnswer } from './contract.ts'
import type { Member } from './member.ts'

/** A member as the API answers it. */
export function showMember(member: Member, actor: Actor): MemberAnswer {
  return {
    ...member,
    id: toWireId('member', member.id),
    partner_id: member.partner_id && toWireId('partner', member.partner_id),
    abilities: actor.permissions.has('member:edit') ? ['edit'] : [],
  }
}
