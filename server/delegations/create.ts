import { localDate, plusLocalDays, startOfLocalDate } from '#kit/calendar.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { permissionsOf } from '#server/access/roles.ts'
import { actorRef, command } from '#server/command/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import { requestsSection } from '#server/requests/terms.ts'
import * as contract from './contract.ts'
import { DELEGATION_REFUSALS as R, isCircular, type Delegation } from './delegation.ts'
import { mayArrange, showDelegation } from './show.ts'
import * as store from './store.ts'
import { TIMERS } from './timers.ts'

/** "I am away": from a day to a day somebody else is asked. */
export const createDelegation = command(contract.createDelegation, {
  load: async (ctx, { body }) => {
    const from_id = body.from_id ? uuidOf('membership', body.from_id) : ctx.actor.membership_id
    const from = from_id ? await store.findColleague(ctx.tx, ctx.org_id, from_id) : undefined
    if (!from) throw new Refused(COMMON.not_found, { noun: 'member' })
    return from
  },
  policy: (actor, from) =>
    mayArrange(actor, from.id) || {
      why: 'Whoever is away says who stands in; for others only who edits people does.',
      who: 'an admin',
    },
  async gather(ctx, { body }, from) {
    if (uuidOf('membership', body.to_id) === from.id)
      throw new Refused(R.same, {}, { fields: [{ path: 'to_id', message: 'is who is away' }] })
    await store.lockDelegations(ctx.tx, ctx.org_id)
    const [to, { zone }, { kinds }, others] = await Promise.all([
      store.findColleague(ctx.tx, ctx.org_id, uuidOf('membership', body.to_id)),
      ctx.terms(calendarSection),
      ctx.terms(requestsSection),
      store.listLive(ctx.tx, ctx.org_id, ctx.now),
    ])
    if (!to) throw new Refused(R.not_here, {}, { fields: [{ path: 'to_id', message: 'is nobody of the org' }] })
    if (!permissionsOf(to.role).has('request:decide'))
      throw new Refused(R.not_here, {}, { fields: [{ path: 'to_id', message: 'may not answer requests' }] })
    const today = localDate(ctx.now, zone)
    if (body.until_on < body.from_on || body.until_on < today)
      throw new Refused(
        R.past,
        {},
        { fields: [{ path: 'until_on', message: 'expected today or later, and no day before the first' }] },
      )
    const known = kinds.map((kind) => kind.key)
    const unknown = body.kinds.filter((key) => !known.includes(key))
    if (unknown.length > 0)
      throw new Refused(
        R.unknown_kind,
        { kinds: known.join(', ') },
        { fields: [{ path: 'kinds', message: `the program knows no ${unknown.join(', ')}` }] },
      )
    // From today on means from now on.
    const begins = startOfLocalDate(body.from_on, zone)
    const delegation: Delegation = {
      id: ctx.newId(),
      from_id: from.id,
      to_id: to.id,
      starts_at: begins > ctx.now ? begins : ctx.now,
      ends_at: startOfLocalDate(plusLocalDays(body.until_on, 1), zone),
      kinds: [...new Set(body.kinds)].sort(),
      note: body.note || null,
      created_at: ctx.now,
      created_by: actorRef(ctx.actor),
      called_off_at: null,
    }
    if (isCircular(delegation, others)) throw new Refused(R.circular, { from: from.name, to: to.name })
    return { delegation, from, to, zone }
  },
  async write(ctx, { facts: { delegation: d, from, to, zone } }) {
    store.insertDelegation(ctx.tx, ctx.org_id, d)
    const subject = { noun: 'delegation' as const, id: d.id }
    const change = { from_id: d.from_id, to_id: d.to_id, starts_at: d.starts_at, ends_at: d.ends_at, kinds: d.kinds }
    ctx.record('delegation.created', subject, change)
    await ctx.emit('delegation.created', subject, null, change)
    ctx.setTimer({ kind: TIMERS.end, subject_id: d.id, account_id: null, due_at: d.ends_at })
    if (d.starts_at > ctx.now)
      ctx.setTimer({ kind: TIMERS.start, subject_id: d.id, account_id: null, due_at: d.starts_at })
    else await ctx.emit('delegation.started', subject, null, change)
    return showDelegation({ ...d, from_name: from.name, to_name: to.name }, ctx.now, zone, ctx.actor)
  },
})

/** Back early, or staying after all. */
export const endDelegation = command(contract.endDelegation, {
  load: async (ctx, { params }) => {
    const found = await store.findDelegation(ctx.tx, ctx.org_id, uuidOf('delegation', params.id))
    if (!found) throw new Refused(COMMON.not_found, { noun: 'delegation' })
    return found
  },
  policy: (actor, d) =>
    mayArrange(actor, d.from_id) || { why: 'Whoever is away says who stands in.', who: `${d.from_name}, or an admin` },
  async gather(ctx, _, d) {
    await store.lockDelegations(ctx.tx, ctx.org_id)
    if (d.ends_at <= ctx.now) throw new Refused(R.over)
    return ctx.terms(calendarSection)
  },
  async write(ctx, { subject: d, facts: { zone } }) {
    if (!(await store.callOff(ctx.tx, ctx.org_id, d.id, ctx.now))) throw new Refused(R.over)
    const subject = { noun: 'delegation' as const, id: d.id }
    ctx.clearTimers(Object.values(TIMERS), d.id)
    const change = { from_id: d.from_id, to_id: d.to_id }
    ctx.record('delegation.called_off', subject, change)
    await ctx.emit('delegation.ended', subject, null, change)
    return showDelegation({ ...d, called_off_at: ctx.now }, ctx.now, zone, ctx.actor)
  },
})
