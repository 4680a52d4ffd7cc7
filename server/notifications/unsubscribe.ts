import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { languageOf } from '#kit/languages.ts'
import { Refused } from '#kit/refusal.ts'
import { actorOf, publicVerb } from '#server/access/index.ts'
import { command, type Runtime } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { readStopLink } from './links.ts'
import { NOTIFICATION_REFUSALS, settingsPath, type Side } from './notification.ts'
import { stoppedTopics } from './prefer.ts'
import * as store from './readers-store.ts'
import { isTopic, topicOf, topicsOf } from './topics.ts'
import { topicName } from './words.ts'

type Asked = { params: { token: string }; query: { topic?: string | undefined; language?: 'en' | 'de' | undefined } }

/** Whose link it is. An unknown one, a wrong secret and somebody who left are answered alike. */
async function findOwner(runtime: Runtime, token: string): Promise<{ org_id: string; row: store.ReaderRow }> {
  const link = readStopLink(token)
  const row =
    link &&
    (await runtime.db.transaction({ org_id: link.org_id, scope: 'org', partner_id: null }, (tx) =>
      store.findReader(tx, link.org_id, link.membership_id),
    ))
  if (!link || !row || row.ended_at || row.unsubscribe_secret !== link.secret)
    throw new Refused(NOTIFICATION_REFUSALS.spent)
  return { org_id: link.org_id, row }
}

const sideOf = (row: store.ReaderRow): Side => (row.partner_id ? 'partner' : 'org')

async function show(runtime: Runtime, { params, query }: Asked): Promise<contract.StopAnswer> {
  const { org_id, row } = await findOwner(runtime, params.token)
  const scope = { org_id, scope: 'org' as const, partner_id: null }
  const choices = await runtime.db.transaction(scope, (tx) => store.listChoices(tx, org_id, row.membership_id))
  const stopped = new Set(choices.filter(({ mail }) => mail === 'never').map(({ topic }) => topic))
  const side = sideOf(row)
  const topic = query.topic && isTopic(query.topic) && topicOf(query.topic)[side] ? query.topic : null
  return {
    org_name: row.org_name,
    name: row.name,
    email: row.email,
    topic,
    topic_name: topic && topicName(topic, query.language ?? languageOf(row.language, row.org_language)),
    topic_stopped: topic !== null && stopped.has(topic),
    all_stopped: topicsOf(side).every((key) => stopped.has(key)),
    settings_path: settingsPath(row),
  }
}

export const readStop = publicVerb(contract.readStop, async ({ runtime }, input) => ({
  answer: await show(runtime, input),
}))

/** Not mounted: what is kept of it, as a command of the reader whose link it is. */
const keepStop = command(
  route({
    id: 'notification.stop_mail',
    method: 'POST',
    path: '/unsubscribe',
    summary: 'Mail is stopped by a link',
    permission: null,
    side: 'both',
    body: z.object({ topic: z.string().optional() }),
    answer: z.null(),
  }),
  {
    async gather(ctx) {
      const [row, choices, defaults] = await Promise.all([
        store.findReader(ctx.tx, ctx.org_id, ctx.actor.membership_id ?? ''),
        store.listChoices(ctx.tx, ctx.org_id, ctx.actor.membership_id ?? ''),
        store.listDefaults(ctx.tx, ctx.org_id),
      ])
      if (!row) throw new Refused(NOTIFICATION_REFUSALS.spent)
      return { row, choices, defaults }
    },
    async write(ctx, { input: { body }, facts: { row, choices, defaults } }) {
      const side = sideOf(row)
      for (const topic of stoppedTopics(side, body.topic)) {
        const now =
          choices.find((one) => one.topic === topic) ??
          defaults.find((one) => one.topic === topic && one.side === side) ??
          topicOf(topic)[side]
        store.keepChoice(ctx.tx, ctx.org_id, row, topic, { app: now?.app ?? true, mail: 'never' })
      }
      const subject = { noun: 'membership' as const, id: row.membership_id, partner_id: row.partner_id }
      ctx.record('notification.mail_stopped', subject, { topic: body.topic ?? 'all', by: 'link' })
      await ctx.emit('notification.preferences_changed', subject, row.partner_id)
      return null
    },
  },
)

/** Stops mail without a sign-in: the link does nothing else, so that it may be forwarded, looked over and posted to. */
export const stopMail = publicVerb(contract.stopMail, async ({ runtime, request }, input) => {
  const { org_id, row } = await findOwner(runtime, input.params.token)
  const actor = actorOf(row.person_id, {
    id: row.membership_id,
    role: row.role,
    partner_id: row.partner_id,
    org: { id: org_id, slug: row.org_slug, name: row.org_name, is_demo: false },
  })
  const { topic } = input.query
  await keepStop.run({ runtime, actor, request_id: request.request_id }, { body: topic ? { topic } : {} })
  return { answer: await show(runtime, input) }
})
