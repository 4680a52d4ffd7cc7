import { toWireId } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import type { PersonAnswer } from './contract.ts'
import type { PersonHere } from './person.ts'
import { mayAssign } from './policy.ts'

export function showPerson(person: PersonHere, actor: Actor): PersonAnswer {
  const { partner_id, partner_slug, partner_name } = person
  const mayInvite = !person.has_come && mayAssign(actor, person.role) === true
  const mayEdit = actor.permissions.has('person:edit') && mayAssign(actor, person.role) === true
  return {
    id: toWireId('membership', person.id),
    person_id: toWireId('person', person.person_id),
    name: person.name,
    email: person.email,
    side: partner_id ? 'partner' : 'org',
    partner: partner_id
      ? { id: toWireId('partner', partner_id), slug: partner_slug ?? '', name: partner_name ?? '' }
      : null,
    role: person.role,
    state: person.has_come ? 'active' : 'invited',
    created_at: person.created_at,
    revision: person.revision,
    invited_at: person.has_come ? null : (person.invited_at ?? person.created_at),
    abilities: [...(mayEdit ? ['change_role', 'end'] : []), ...(mayInvite ? ['resend'] : [])],
  }
}
