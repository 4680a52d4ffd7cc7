import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { plusMs } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import { command } from '#server/command/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { ACCESS_REFUSALS, LINK_MINUTES, actorOf } from './access.ts'
import { passwordIsRight } from './check-password.ts'
import * as contract from './contract.ts'
import { hashPassword } from './passwords.ts'
import { personVerb } from './person-verb.ts'
import * as store from './store.ts'

/** Gives a person a password, for the operator and the demo. People do it themselves with `changePassword`. */
export async function setPassword(tx: Tx, person_id: string, password: string): Promise<void> {
  await store.updatePassword(tx, person_id, await hashPassword(password))
}

/** Not mounted: what is kept of a change, as a command of the org the person acts in. */
const keepPassword = command(
  route({
    id: 'person.keep_password',
    method: 'POST',
    path: '/me/password',
    summary: 'A password changes',
    permission: null,
    side: 'both',
    body: z.object({ password_hash: z.string(), session_id: z.uuid() }),
    answer: z.null(),
  }),
  {
    gather: async () => undefined,
    async write(ctx, { input: { body } }) {
      const person_id = ctx.actor.id
      await store.updatePassword(ctx.tx, person_id, body.password_hash)
      await store.endOtherSessions(ctx.tx, person_id, body.session_id, ctx.recorded_at)
      ctx.record(
        'person.password_changed',
        { noun: 'person', id: person_id, partner_id: ctx.actor.partner_id },
        { password: 'changed' },
      )
      return null
    },
  },
)

export const changePassword = personVerb(contract.changePassword, async ({ runtime, request, session }, { body }) => {
  const { person, current, session_id } = session
  if (!current) throw new Refused(ACCESS_REFUSALS.no_membership)
  const proven =
    !person.has_password ||
    (await runtime.db.transaction(null, (tx) =>
      store.beganWithLink(tx, session_id, plusMs(wallNow(), -LINK_MINUTES * 60_000)),
    )) ||
    (body.current_password !== null && (await passwordIsRight(runtime, person.email, body.current_password)))
  if (!proven) {
    const fields = [{ path: 'current_password', message: 'is not your current password' }]
    throw new Refused(ACCESS_REFUSALS.current_password, {}, { fields })
  }
  const password_hash = await hashPassword(body.new_password)
  await keepPassword.run(
    { runtime, actor: actorOf(person.id, current), request_id: request.request_id },
    { body: { password_hash, session_id } },
  )
  return { answer: null }
})
