import { ROLES } from '#kit/roles.ts'
import { permissionsOf } from '#server/access/index.ts'
import type { Context, Event, Listener } from '#server/command/index.ts'
import type { Side } from './notification.ts'
import { settle, tell } from './tell-store.ts'
import { TOPIC_KEYS, topicOf, type TopicKey } from './topics.ts'

const SIDES: readonly Side[] = ['org', 'partner']

const rolesWith = (permission: string) => ROLES.filter((role) => permissionsOf(role).has(permission))

const READERS_BY_ROLE = {
  runs_program: rolesWith('program:publish'),
  deciders: rolesWith('registration:approve').filter((role) => !permissionsOf(role).has('program:publish')),
}

/** What was asked and answered goes back into review; the answer tells of that. */
function isTold(topic: TopicKey, { body }: Event): boolean {
  return !(
    topic === 'registration.in_review' &&
    (body['before'] === 'in_review' || body['before'] === 'info_requested')
  )
}

/** Tells whoever an event concerns, in the transaction of the event: it is told if and only if it happened. */
function listen(topic: TopicKey): Listener {
  const { org, partner } = topicOf(topic)
  const shapes = { org, partner }
  const sides = SIDES.flatMap((side) => {
    const told = shapes[side]
    return told ? [{ side, readers: told.readers, app: told.app, mail: told.mail, receipt: told.receipt === true }] : []
  })
  return async (ctx: Context, event: Event) => {
    if (!isTold(topic, event)) return
    const { body } = event
    const step_id = typeof body['step_id'] === 'string' ? body['step_id'] : null
    tell(ctx.tx, ctx.org_id, {
      topic,
      subject: event.subject,
      happening: topicOf(topic).also && step_id ? step_id : event.id,
      at: event.at,
      recorded_at: ctx.recorded_at,
      actor_membership: ctx.actor.membership_id,
      step_id,
      version: typeof body['version'] === 'number' ? body['version'] : null,
      effective_at: typeof body['effective_at'] === 'string' ? body['effective_at'] : null,
      sides,
      roles: READERS_BY_ROLE,
    })
  }
}

/** Which topics an event settles, by its type. */
const SETTLES = new Map<string, TopicKey[]>()
for (const topic of TOPIC_KEYS)
  for (const type of topicOf(topic).settled_by ?? []) SETTLES.set(type, [...(SETTLES.get(type) ?? []), topic])

export const notificationListeners: { type: string; listen: Listener }[] = [
  // Before the event itself is told: what it tells is new.
  ...[...SETTLES].map(([type, topics]) => ({
    type,
    listen: async (ctx: Context, { subject }: Event) => settle(ctx.tx, ctx.org_id, subject.id, topics, ctx.recorded_at),
  })),
  ...TOPIC_KEYS.flatMap((topic) =>
    [topic, ...(topicOf(topic).also ?? [])].map((type) => ({ type, listen: listen(topic) })),
  ),
]
