import { COMMON, Refused } from '#kit/refusal.ts'
import { command } from '#server/command/index.ts'
import { keepAnAdmin } from './change-role.ts'
import * as contract from './contract.ts'
import { mayAssign } from './policy.ts'
import { getPersonHere } from './read.ts'
import { showPerson } from './show.ts'
import * as store from './store.ts'

/** From the next request on the person can do nothing here; sessions and other memberships go on. */
export const endMembership = command(contract.endMembership, {
  load: (ctx, { params }) => getPersonHere(ctx.tx, ctx.actor, params.id),
  policy: (actor, person) => mayAssign(actor, person.role),
  async gather(ctx, _, person) {
    await keepAnAdmin(ctx, person)
    return undefined
  },
  async write(ctx, { subject: person }) {
    const { id, partner_id, role } = person
    if (!(await store.endMembership(ctx.tx, ctx.org_id, id, ctx.recorded_at)))
      throw new Refused(COMMON.not_found, { noun: 'person' })
    ctx.record('person.ended', { noun: 'membership', id, partner_id }, { role })
    await ctx.emit('person.ended', { noun: 'membership', id }, partner_id, { role })
    return { ...showPerson({ ...person, revision: person.revision + 1 }, ctx.actor), abilities: [] }
  },
})
