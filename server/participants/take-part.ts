import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, type Context, type Event, type Listener } from '#server/command/index.ts'
import { findPartner } from '#server/partners/index.ts'
import * as contract from './contract.ts'
import { PARTICIPANT_REFUSALS as P, PARTICIPANTS_MAX, type ParticipantRole } from './participant.ts'
import { showParticipants } from './show.ts'
import * as store from './store.ts'

type Taking = { opportunity_id: string; partner_id: string; role: ParticipantRole; registration_id: string | null }

/** Puts a partner on an opportunity, which the caller has locked; on record and announced to that partner alone. */
async function keep(ctx: Context, it: Taking): Promise<string> {
  const id = ctx.newId()
  store.insertParticipant(ctx.tx, ctx.org_id, { id, ...it, since: ctx.now, added_by: actorRef(ctx.actor) })
  const subject = { noun: 'opportunity' as const, id: it.opportunity_id }
  ctx.record('participant.added', subject, { partner: toWireId('partner', it.partner_id), role: it.role })
  const registration_id = it.registration_id && toWireId('registration', it.registration_id)
  await ctx.emit('participant.added', subject, it.partner_id, { role: it.role, registration_id })
  return id
}

export const addParticipant = command(contract.addParticipant, {
  gather: async (ctx, { params, body }) => {
    const opportunity_id = uuidOf('opportunity', params.id)
    const partner_id = uuidOf('partner', body.partner_id)
    const opportunity = await store.lockOpportunity(ctx.tx, ctx.org_id, opportunity_id)
    if (!opportunity) throw new Refused(COMMON.not_found, { noun: 'opportunity' })
    if (!(await findPartner(ctx.tx, ctx.org_id, partner_id))) throw new Refused(COMMON.not_found, { noun: 'partner' })
    const there = await store.listRoles(ctx.tx, ctx.org_id, opportunity_id)
    if (there.some((one) => one.partner_id === partner_id && one.role === body.role)) throw new Refused(P.twice)
    if (body.role === 'sourced' && there.some((one) => one.role === 'sourced')) throw new Refused(P.sourced)
    if (there.length >= PARTICIPANTS_MAX) throw new Refused(P.too_many, { limit: PARTICIPANTS_MAX })
    return { opportunity_id, partner_id, role: body.role, registration_id: null }
  },
  write: async (ctx, { facts }) => {
    const kept = await store.findParticipant(ctx.tx, ctx.org_id, await keep(ctx, facts))
    const [shown] = await showParticipants(ctx.tx, kept ? [kept] : [], ctx.actor)
    if (!shown) throw new Error('a participant that was kept is shown')
    return shown
  },
})

export const removeParticipant = command(contract.removeParticipant, {
  load: async (ctx, { params }) => {
    const it = await store.findParticipant(ctx.tx, ctx.org_id, uuidOf('participant', params.id))
    if (!it) throw new Refused(COMMON.not_found, { noun: 'participant' })
    return it
  },
  gather: (ctx, _, it) => store.lockOpportunity(ctx.tx, ctx.org_id, it.opportunity_id),
  write: async (ctx, { subject: it }) => {
    if (!(await store.deleteParticipant(ctx.tx, ctx.org_id, it.id)))
      throw new Refused(COMMON.not_found, { noun: 'participant' })
    const subject = { noun: 'opportunity' as const, id: it.opportunity_id }
    ctx.record('participant.removed', subject, { partner: toWireId('partner', it.partner_id), role: it.role })
    await ctx.emit('participant.removed', subject, it.partner_id, { role: it.role })
    return { removed: true as const }
  },
})

/** A registration became an opportunity: its partner sourced it, or, where somebody did before, influences it. */
async function converted(ctx: Context, event: Event): Promise<void> {
  const it = await store.findConverted(ctx.tx, ctx.org_id, event.subject.id)
  if (!it) return
  await store.lockOpportunity(ctx.tx, ctx.org_id, it.opportunity_id)
  const there = await store.listRoles(ctx.tx, ctx.org_id, it.opportunity_id)
  const role = there.some((one) => one.role === 'sourced') ? 'influences' : 'sourced'
  const is_there = there.some(
    (one) => one.partner_id === it.partner_id && (one.role === role || one.role === 'sourced'),
  )
  if (!is_there) await keep(ctx, { ...it, role, registration_id: event.subject.id })
}

export const participantListeners: { type: string; listen: Listener }[] = [
  { type: 'registration.converted', listen: converted },
]
