import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { spoken } from '#kit/words.ts'
import { command } from '#server/command/index.ts'
import { listManagers } from '#server/people/index.ts'
import * as contract from './contract-life.ts'
import { checkSeen, loadRegistration, lockRegistration } from './decide-by-person.ts'
import { isOpen, REGISTRATION_REFUSALS as R } from './registration.ts'
import { answerRegistration } from './show.ts'
import * as store from './store.ts'

/** Somebody of the org looks after it from now on. Where it stands does not change. */
export const assignRegistration = command(contract.assignRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, { body }, loaded) => {
    const [r, managers] = await Promise.all([lockRegistration(ctx, loaded), listManagers(ctx.tx, ctx.org_id)])
    if (!isOpen(r.status)) throw new Refused(R.wrong_state, { status: spoken(r.status) })
    checkSeen(r, body.seen_revision)
    const manager_id = uuidOf('membership', body.manager_id)
    if (!managers.some(({ id }) => id === manager_id)) throw new Refused(R.not_assignable)
    return { r, manager_id }
  },
  write: async (ctx, { facts: { r, manager_id } }) => {
    const revision = await store.moveRegistration(ctx.tx, ctx.org_id, { ...r, manager_id }, r.status)
    if (revision === undefined) throw new Refused(COMMON.stale)
    const subject = { noun: 'registration' as const, id: r.id }
    const wire = (id: string | null) => id && toWireId('membership', id)
    ctx.record(
      'registration.assigned',
      { ...subject, partner_id: r.partner_id },
      { before: wire(r.manager_id), after: wire(manager_id) },
    )
    await ctx.emit('registration.assigned', subject, r.partner_id, {
      manager_id: wire(manager_id),
      before: wire(r.manager_id),
    })
    return answerRegistration(ctx, r.id)
  },
})
