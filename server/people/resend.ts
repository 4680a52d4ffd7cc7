import { plusMs } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { command } from '#server/command/index.ts'
import { findOrg } from '#server/orgs/index.ts'
import * as contract from './contract.ts'
import { sendInvitation } from './invite.ts'
import { AGAIN_MS, PERSON_REFUSALS } from './person.ts'
import { mayAssign } from './policy.ts'
import { getPersonHere } from './read.ts'
import { showPerson } from './show.ts'
import * as store from './store.ts'

/** Another mail with a fresh link, for whom the first did not reach or has run out. */
export const resendInvitation = command(contract.resendInvitation, {
  load: (ctx, { params }) => getPersonHere(ctx.tx, ctx.actor, params.id),
  policy: (actor, person) => mayAssign(actor, person.role),
  async gather(ctx, _, person) {
    if (person.has_come) throw new Refused(PERSON_REFUSALS.has_come)
    const org = await findOrg(ctx.tx, ctx.org_id)
    if (!org) throw new Refused(COMMON.not_found, { noun: 'org' })
    return org
  },
  async write(ctx, { input: { params }, subject: person, facts: org }) {
    const { id, partner_id, person_id, email, name, partner_name } = person
    const before = plusMs(ctx.recorded_at, -AGAIN_MS)
    if (!(await store.inviteAgain(ctx.tx, ctx.org_id, id, ctx.recorded_at, before)))
      throw new Refused(PERSON_REFUSALS.just_invited)
    const partner = partner_name === null ? null : { name: partner_name }
    await sendInvitation(ctx, { org, partner, person_id, email, name })
    const change = { role: person.role, partner_id, person_id }
    ctx.record('person.invited_again', { noun: 'membership', id, partner_id }, change)
    await ctx.emit('person.invited_again', { noun: 'membership', id }, partner_id, change)
    return showPerson(await getPersonHere(ctx.tx, ctx.actor, params.id), ctx.actor)
  },
})
