import { COMMON, Refused } from '#kit/refusal.ts'
import { command, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { PERSON_REFUSALS, type PersonHere } from './person.ts'
import { checkSide, mayAssign } from './policy.ts'
import { getPersonHere } from './read.ts'
import { showPerson } from './show.ts'
import * as store from './store.ts'

/** Somebody who can let people in must stay. */
export async function keepAnAdmin(ctx: Context, person: PersonHere): Promise<void> {
  // The org may leave a partner without one: it can let somebody in there again.
  if (person.partner_id !== null && ctx.actor.side === 'org') return
  const admins = await store.lockAdmins(ctx.tx, ctx.org_id, person.partner_id)
  const where = person.partner_id === null ? 'of the org' : 'of your company'
  if (admins.includes(person.id) && admins.length === 1) throw new Refused(PERSON_REFUSALS.last_admin, { where })
}

export const changeRole = command(contract.changeRole, {
  load: (ctx, { params }) => getPersonHere(ctx.tx, ctx.actor, params.id),
  policy: (actor, person, { body }) => mayAssign(actor, person.role, body.role),
  async gather(ctx, { body }, person) {
    checkSide(body.role, person.partner_id)
    if (body.role !== 'admin' && body.role !== 'partner_admin') await keepAnAdmin(ctx, person)
    return undefined
  },
  async write(ctx, { input: { params, query, body }, subject: { id, partner_id, role } }) {
    if (!(await store.updateRole(ctx.tx, ctx.org_id, { id, role: body.role, revision: query.if_match })))
      throw new Refused(COMMON.stale)
    ctx.record(
      'person.role_changed',
      { noun: 'membership', id, partner_id },
      { before: { role }, after: { role: body.role } },
    )
    await ctx.emit('person.role_changed', { noun: 'membership', id }, partner_id, { before: role, after: body.role })
    return showPerson(await getPersonHere(ctx.tx, ctx.actor, params.id), ctx.actor)
  },
})
