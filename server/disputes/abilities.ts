import type { Actor } from '#server/command/index.ts'
import { isMove, isOpen, type Dispute, type Party } from './dispute.ts'
import { isOpener } from './hand.ts'

/** The verbs this caller may do now. For a side that did not open it `d` is not known, and needs not be. */
export function abilitiesOn(d: Dispute | null, party: Party, actor: Actor): string[] {
  const has = (permission: string) => actor.permissions.has(permission)
  const may: string[] = []
  const add = (verb: string, can: boolean) => can && may.push(verb)
  if (d === null) {
    add('answer', has('dispute:answer') && party.answer_due_at !== null)
    add('say', has('dispute:answer') && party.ended_at === null)
    add('attach', has('file:attach') && party.ended_at === null)
    return may
  }
  const opener = isOpener(actor, d)
  const person = actor.side === 'org' && actor.membership_id !== null
  const handles = person && has('dispute:handle')
  const open = isOpen(d.status)
  add('acknowledge', handles && isMove('acknowledge', d.status))
  add('review', handles && isMove('review', d.status) && d.handler_id !== actor.membership_id)
  add('ask', handles && isMove('ask', d.status))
  add('share', handles)
  add('propose', handles && isMove('propose', d.status))
  add('decide', person && has('dispute:decide') && isMove('decide', d.status))
  add('answer', opener && has('dispute:answer') && party.is_opener && party.answer_due_at !== null)
  add('say', opener && has('dispute:answer') && (open || d.status === 'decided'))
  add('attach', has('file:attach') && (open || d.status === 'decided'))
  add('accept', opener && has('dispute:open') && isMove('accept', d.status))
  add(
    'escalate',
    isMove('escalate', d.status) && (handles || (opener && has('dispute:open') && d.status === 'proposed')),
  )
  add('appeal', opener && has('dispute:open') && isMove('appeal', d.status) && d.appealed_at === null)
  add('withdraw', opener && has('dispute:open') && isMove('withdraw', d.status))
  return may
}
