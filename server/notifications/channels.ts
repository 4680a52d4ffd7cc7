import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, query, type Context } from '#server/command/index.ts'
import { findOrg, tellTime } from '#server/orgs/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Outgoing } from '#server/platform/outgoing.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { Vault } from '#server/platform/vault.ts'
import * as store from './channels-store.ts'
import * as contract from './contract-channels.ts'
import { CHANNEL_REFUSALS, NOTIFICATION_REFUSALS } from './notification.ts'
import { topicOf, topicsOf } from './topics.ts'
import { lineOf, topicName } from './words.ts'

/** What channels need of the platform: a way out that reaches public addresses only, and a place for their secrets. */
export type ChannelPorts = {
  outgoing: Pick<Outgoing, 'refuses' | 'postJson'>
  vault: Pick<Vault, 'has_key' | 'lock' | 'unlock'>
  /** Where people reach this installation. */
  public_url: string
}

function showChannel(
  row: store.ChannelRow & Partial<store.LastPost>,
  names: ReadonlyMap<string, string>,
): contract.ChannelAnswer {
  const { id, kind, name, host, url_end, topics, language, created_at, created_by, paused_at, revision } = row
  return {
    id: toWireId('channel', id),
    kind,
    name,
    address: `${host}/…${url_end}`,
    topics,
    language,
    paused: paused_at !== null,
    created_at,
    created_by: names.get(created_by) ?? '',
    last_post: row.state && row.last_at ? { state: row.state, at: row.last_at, problem: row.problem ?? null } : null,
    revision,
  }
}

async function show(tx: Tx, row: store.ChannelRow): Promise<contract.ChannelAnswer> {
  return showChannel(row, await actorNames(tx, [row.created_by]))
}

function checkTopics(topics: readonly string[] | undefined): void {
  // A chat of the org hears what the org is told.
  const known = new Set<string>(topicsOf('org'))
  const fields = (topics ?? []).flatMap((topic, place) =>
    known.has(topic) ? [] : [{ path: `topics.${place}`, message: 'is no topic' }],
  )
  if (fields.length > 0) throw new Refused(NOTIFICATION_REFUSALS.unknown_topic, {}, { fields })
}

/** The address as it is kept: sealed, with as much beside it as people may see. */
function keepAddress({ outgoing, vault }: ChannelPorts, id: string, url: string) {
  const why = outgoing.refuses(url)
  if (why) {
    const fields = [{ path: 'url', message: why }]
    throw new Refused(CHANNEL_REFUSALS.address, { why }, { fields })
  }
  if (!vault.has_key()) throw new Refused(CHANNEL_REFUSALS.no_key)
  return { url: vault.lock(url, `channel ${id}`), host: new URL(url).host.slice(0, 200), url_end: url.slice(-4) }
}

async function channelHere(tx: Tx, org_id: string, wire_id: string): Promise<store.ChannelRow> {
  const row = await store.findChannel(tx, org_id, uuidOf('channel', wire_id))
  if (!row) throw new Refused(COMMON.not_found, { noun: 'channel' })
  return row
}

export const listChannels = query(contract.listChannels, async ({ tx, org_id }) => {
  const rows = await store.listChannels(tx, org_id)
  const names = await actorNames(
    tx,
    rows.map((row) => row.created_by),
  )
  return {
    rows: rows.map((row) => showChannel(row, names)),
    topics: topicsOf('org').map((topic) => ({ topic, name: topicName(topic, 'en'), noun: topicOf(topic).noun })),
  }
})

export const createChannel = (ports: ChannelPorts) =>
  command(contract.createChannel, {
    async gather(_, { body }) {
      checkTopics(body.topics)
      return undefined
    },
    async write(ctx, { input: { body } }) {
      const id = ctx.newId()
      const { kind, name, topics, language } = body
      const row: store.ChannelRow = {
        id,
        kind,
        name,
        topics: [...new Set(topics)],
        language,
        ...keepAddress(ports, id, body.url),
        created_at: ctx.recorded_at,
        created_by: actorRef(ctx.actor),
        paused_at: null,
        revision: 1,
      }
      store.insertChannel(ctx.tx, ctx.org_id, row)
      await note(ctx, 'channel.created', row, { kind, host: row.host, topics: row.topics })
      return show(ctx.tx, row)
    },
  })

export const editChannel = (ports: ChannelPorts) =>
  command(contract.editChannel, {
    load: (ctx, { params }) => channelHere(ctx.tx, ctx.org_id, params.id),
    async gather(_, { body }, row) {
      checkTopics(body.topics)
      const { name = row.name, language = row.language, paused = row.paused_at !== null, topics, url } = body
      return { name, language, paused, topics: topics ? [...new Set(topics)] : row.topics, url }
    },
    async write(ctx, { input, subject: row, facts: { paused, url, ...changed } }) {
      const next: store.ChannelRow = {
        ...row,
        ...changed,
        ...(url === undefined ? {} : keepAddress(ports, row.id, url)),
        paused_at: paused ? (row.paused_at ?? ctx.recorded_at) : null,
        revision: input.query.if_match,
      }
      const revision = await store.updateChannel(ctx.tx, ctx.org_id, next)
      if (revision === undefined) throw new Refused(COMMON.stale)
      await note(ctx, 'channel.edited', row, { changed: Object.keys(input.body) })
      return show(ctx.tx, { ...next, revision })
    },
  })

export const endChannel = command(contract.endChannel, {
  load: (ctx, { params }) => channelHere(ctx.tx, ctx.org_id, params.id),
  async gather() {
    return undefined
  },
  async write(ctx, { subject: row }) {
    if (!(await store.endChannel(ctx.tx, ctx.org_id, row.id, ctx.recorded_at)))
      throw new Refused(COMMON.not_found, { noun: 'channel' })
    await note(ctx, 'channel.ended', row, { host: row.host })
    return null
  },
})

async function note(ctx: Context, verb: string, row: { id: string }, change: unknown): Promise<void> {
  const subject = { noun: 'channel' as const, id: row.id }
  ctx.record(verb, subject, change)
  await ctx.emit(verb, subject, null)
}

export const listPosts = query(
  contract.listPosts,
  async ({ tx, org_id, runtime }, { params, query: { limit, cursor } }) => {
    const channel = await channelHere(tx, org_id, params.id)
    const after = decodeCursor(cursor, ['id'])?.id ?? null
    const [rows, org] = await Promise.all([
      store.listPosts(tx, org_id, channel.id, after, limit + 1),
      findOrg(tx, org_id),
    ])
    const zone = org ? (await tellTime(runtime, tx, org)).zone : 'UTC'
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(({ id, topic, facts, state, attempts, http_status, problem, created_at, sent_at }) => ({
        id: toWireId('post', id),
        topic,
        title: lineOf(topic, 'org', facts, { language: 'en', zone, program_zone: zone }).title,
        state,
        attempts,
        http_status,
        problem,
        created_at,
        sent_at,
      })),
      next_cursor: rows.length > limit && last ? encodeCursor({ id: last.id }) : null,
    }
  },
)
