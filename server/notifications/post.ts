import { DAY_MS, plusMs } from '#kit/instant.ts'
import type { Runtime, Verb } from '#server/command/index.ts'
import { command } from '#server/command/index.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { uuidOf } from '#kit/ids.ts'
import { findOrg, tellTime } from '#server/orgs/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Posted } from '#server/platform/outgoing.ts'
import { messageFor } from './cards.ts'
import type { ChannelPorts } from './channels.ts'
import * as store from './channels-store.ts'
import * as contract from './contract-channels.ts'
import { pathOf } from './notification.ts'
import { isTopic } from './topics.ts'
import { WORDS, lineOf } from './words.ts'

const TIMEOUT_MS = 10_000
/** A post still on its way then has lost its sender. */
const LOST_AFTER_MS = 2 * 60_000

/** Minutes until the next attempt: 1, 2, 4 … and two hours at most, for a day. */
const retryMs = (attempts: number) => Math.min(2 ** (attempts - 1), 120) * 60_000

/**
 * Posts what is due to the chat channels of one org: marked, committed, then posted, then recorded. What a chat may have
 * got is not posted again. Returns how many posts changed state.
 */
export async function sendDuePosts(runtime: Runtime, org_id: string, ports: ChannelPorts): Promise<number> {
  const scope = { org_id, scope: 'org' as const, partner_id: null }
  let touched = await runtime.db.transaction(scope, (tx) =>
    store.giveUpLostPosts(tx, org_id, plusMs(wallNow(), -LOST_AFTER_MS)),
  )
  for (;;) {
    const due = await runtime.db.transaction(scope, async (tx) => {
      const post = await store.takeDuePost(tx, org_id, wallNow())
      if (!post) return undefined
      const [channel, org] = await Promise.all([store.findChannel(tx, org_id, post.channel_id), findOrg(tx, org_id)])
      return { post, channel, org, zone: org ? (await tellTime(runtime, tx, org)).zone : 'UTC' }
    })
    if (!due) return touched
    const { post, channel, org, zone } = due
    const posted: Pick<Posted, 'is' | 'status' | 'problem'> =
      channel && org && !channel.paused_at && isTopic(post.topic)
        ? await deliver(ports, channel, {
            ...lineOf(post.topic, 'org', post.facts, { language: channel.language, zone, program_zone: zone }),
            org_name: org.name,
            url: ports.public_url + pathOf(post, { org_slug: org.slug, partner_id: null }),
          })
        : { is: 'refused', status: null, problem: 'The channel was taken away or paused meanwhile.' }
    await runtime.db.transaction(scope, (tx) => store.markPost(tx, org_id, post, verdictOn(post, posted)))
    if (posted.is !== 'sent')
      runtime.log.warn({ org_id, post_id: post.id, problem: posted.problem }, 'a chat channel was not told')
    touched += 1
  }
}

function deliver(
  ports: ChannelPorts,
  channel: store.ChannelRow,
  told: Parameters<typeof messageFor>[1],
): Promise<Posted> {
  const url = ports.vault.unlock(channel.url, `channel ${channel.id}`)
  return ports.outgoing.postJson(url, JSON.stringify(messageFor(channel.kind, told)), { timeout_ms: TIMEOUT_MS })
}

function verdictOn(post: store.PostRow, posted: Pick<Posted, 'is' | 'status' | 'problem'>) {
  const now = wallNow()
  const to = { http_status: posted.status, problem: posted.problem, sent_at: null, try_at: now }
  if (posted.is === 'sent') return { ...to, state: 'sent', sent_at: now } as const
  if (posted.is === 'unknown') return { ...to, state: 'unknown' } as const
  const try_at = plusMs(now, retryMs(post.attempts))
  if (posted.is === 'refused' || try_at > plusMs(post.created_at, DAY_MS)) return { ...to, state: 'failed' } as const
  return { ...to, state: 'queued', try_at } as const
}

/** Who tried it is kept before it is posted: what went out cannot be rolled back. */
const announceTest = command(contract.testChannel, {
  load: async (ctx, { params }) => {
    const row = await store.findChannel(ctx.tx, ctx.org_id, uuidOf('channel', params.id))
    if (!row) throw new Refused(COMMON.not_found, { noun: 'channel' })
    return row
  },
  async gather() {
    return undefined
  },
  async write(ctx, { subject: row }) {
    ctx.record('channel.tested', { noun: 'channel', id: row.id }, { host: row.host })
    return { is: 'unknown' as const, status: null, problem: null }
  },
})

/** Posts a line at once. No ordinary command: it is posted after the commit that keeps who did it. */
export const testChannel = (ports: ChannelPorts): Verb<typeof contract.testChannel> => ({
  kind: 'command',
  route: contract.testChannel,
  async run(call, raw) {
    const announced = await announceTest.run(call, raw)
    if (announced.replayed || announced.dry_run) return announced
    const { org_id } = call.actor
    const { id } = contract.testChannel.params?.parse(raw.params) ?? { id: '' }
    const [channel, org] = await call.runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
      Promise.all([store.findChannel(tx, org_id, uuidOf('channel', id)), findOrg(tx, org_id)]),
    )
    if (!channel || !org) throw new Refused(COMMON.not_found, { noun: 'channel' })
    const { is, status, problem } = await deliver(ports, channel, {
      ...WORDS[channel.language].around.test_post(channel.name),
      org_name: org.name,
      url: `${ports.public_url}/o/${org.slug}/settings/channels`,
    })
    return { ...announced, answer: { is, status, problem } }
  },
  within() {
    throw new Error('a post goes out after the commit and cannot be part of another verb')
  },
})
