import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import { command, type Runtime } from '#server/command/index.ts'
import { newSecret } from '#server/platform/clock.ts'
import { ACCESS_REFUSALS, SESSION_DAYS, actorOf, type SignedIn } from './access.ts'
import type { Origin } from './public-verb.ts'
import { showSession } from './show-session.ts'
import * as store from './store.ts'
import { hashToken } from './tokens.ts'

/** Not mounted: the part of every sign-in that is a command of the first org the person is a member of, with its audit row. */
const keepSession = command(
  route({
    id: 'session.start',
    method: 'POST',
    path: '/sign-in',
    summary: 'A session begins',
    permission: null,
    side: 'both',
    body: z.object({
      token: z.string(),
      link_token: z.string().nullable(),
      person_id: z.uuid(),
      user_agent: z.string(),
      address: z.string(),
    }),
    answer: z.object({ session_id: z.uuid() }),
  }),
  {
    async gather(ctx, { body }) {
      if (body.link_token !== null && !(await store.spendLink(ctx.tx, hashToken(body.link_token), ctx.recorded_at))) {
        throw new Refused(ACCESS_REFUSALS.link_spent)
      }
      return undefined
    },
    async write(ctx, { input: { body } }) {
      const session_id = ctx.newId()
      store.insertSession(ctx.tx, {
        id: session_id,
        token_hash: hashToken(body.token),
        person_id: body.person_id,
        created_at: ctx.recorded_at,
        expires_at: plusMs(ctx.recorded_at, SESSION_DAYS * DAY_MS),
        user_agent: body.user_agent,
        address: body.address,
      })
      const { partner_id } = ctx.actor
      ctx.record(
        'session.started',
        { noun: 'session', id: session_id, partner_id },
        { by: body.link_token ? 'link' : 'password' },
      )
      return { session_id }
    },
  },
)

/** Begins a session of somebody who has proven who they are, and answers it as `GET /me` does. */
export async function startSession(
  runtime: Runtime,
  { person, memberships }: store.Known,
  request: Origin,
  link_token: string | null = null,
) {
  const [current] = memberships
  if (!current) throw new Refused(ACCESS_REFUSALS.no_membership)
  const token = newSecret()
  const { answer } = await keepSession.run(
    { runtime, actor: actorOf(person.id, current), request_id: request.request_id },
    {
      body: {
        token,
        link_token,
        person_id: person.id,
        user_agent: request.user_agent.slice(0, 300),
        address: request.address.slice(0, 100),
      },
    },
  )
  const session: SignedIn = { session_id: answer.session_id, person, memberships, current }
  return { answer: await showSession(runtime, session), set_session: token }
}
