import { COMMON, Refused } from '#kit/refusal.ts'
import { toWireId, type Noun } from '#kit/ids.ts'
import { unreadable } from '#kit/readable.ts'
import type { Actor, Event } from '#server/command/index.ts'
import { actorRef } from '#server/command/index.ts'
import type { Database } from '#server/platform/postgres/database.ts'
import type { Logger } from 'pino'
import * as store from './store.ts'

/** Says that something changed, not what: a screen that shows it asks again, and sees what it may see. */
export type Hint = { noun: Noun; id: string; type: string }

type Listener = {
  org_id: string
  who: string
  partner_id: string | null
  /** Kinds of things of which nothing may be read: not even that something happened. */
  hidden: readonly Noun[]
  write(text: string): void
  end(): void
}

/** One org that somebody listens to: how far its events were read, and which were told at once. */
type Channel = { seq: string; told: Set<string>; listeners: Set<Listener> }

const POLL_MS = 2000
const HEARTBEAT_MS = 20_000
/** A stream ends after this; the browser opens the next by itself, and is looked at again: the session may have ended. */
const LIFE_MS = 10 * 60_000
const PER_CALLER_MAX = 12
const ALL_MAX = 5000
const TOLD_MAX = 5000

export type Hints = {
  /** To be told after each commit of this process. */
  announce(org_id: string, events: readonly Pick<Event, 'id' | 'type' | 'subject' | 'partner_id'>[]): void
  /** A stream of server-sent events for one caller. */
  open(actor: Actor, signal: AbortSignal): Promise<Response>
  close(): Promise<void>
}

/**
 * Live hints. Commits of this process are told at once; those of other servers are found in the event table, which is
 * read only while somebody listens.
 */
export function createHints(db: Database, log: Logger): Hints {
  const channels = new Map<string, Channel>()
  let poll: NodeJS.Timeout | undefined
  let heart: NodeJS.Timeout | undefined
  let reading: Promise<void> = Promise.resolve()

  const all = () => [...channels.values()].flatMap((channel) => [...channel.listeners])
  const scope = (org_id: string) => ({ org_id, scope: 'org', partner_id: null }) as const

  function tell(
    channel: Channel,
    event: { id: string; type: string; noun: Noun; subject_id: string; partner_id: string | null },
  ): void {
    if (channel.told.has(event.id)) return
    channel.told.add(event.id)
    if (channel.told.size > TOLD_MAX)
      for (const oldest of channel.told.values().take(TOLD_MAX / 2)) channel.told.delete(oldest)
    const hint: Hint = { noun: event.noun, id: toWireId(event.noun, event.subject_id), type: event.type }
    const text = `data: ${JSON.stringify(hint)}\n\n`
    for (const listener of channel.listeners) {
      const is_own = listener.partner_id === null || listener.partner_id === event.partner_id
      if (is_own && !listener.hidden.includes(event.noun)) listener.write(text)
    }
  }

  async function readOthers(): Promise<void> {
    for (const [org_id, channel] of channels) {
      try {
        const events = await db.transaction(scope(org_id), (tx) => store.listEventsAfter(tx, org_id, channel.seq, 500))
        for (const event of events) tell(channel, event)
        channel.seq = events.at(-1)?.seq ?? channel.seq
      } catch (error) {
        log.warn({ err: error, org_id }, 'events of other servers could not be read for the live hints')
      }
    }
  }

  function run(): void {
    poll ??= setTimeout(() => {
      reading = readOthers().finally(() => {
        poll = undefined
        if (channels.size > 0) run()
      })
    }, POLL_MS).unref()
    heart ??= setInterval(() => {
      for (const listener of all()) listener.write(': still here\n\n')
    }, HEARTBEAT_MS).unref()
  }

  function leave(listener: Listener): void {
    const channel = channels.get(listener.org_id)
    channel?.listeners.delete(listener)
    if (channel?.listeners.size === 0) channels.delete(listener.org_id)
    if (channels.size > 0) return
    clearTimeout(poll)
    clearInterval(heart)
    poll = heart = undefined
  }

  return {
    announce(org_id, events) {
      const channel = channels.get(org_id)
      if (!channel) return
      for (const event of events) tell(channel, { ...event, noun: event.subject.noun, subject_id: event.subject.id })
    },

    async open(actor, signal) {
      const who = actorRef(actor)
      const open = all()
      if (open.length >= ALL_MAX || open.filter((listener) => listener.who === who).length >= PER_CALLER_MAX) {
        throw new Refused(
          COMMON.too_many,
          { limit: `${PER_CALLER_MAX} open streams`, seconds: 30 },
          { retry_after_s: 30 },
        )
      }
      const seq = channels.has(actor.org_id)
        ? ''
        : await db.transaction(scope(actor.org_id), (tx) => store.findLastSeq(tx, actor.org_id))
      const channel = channels.get(actor.org_id) ?? { seq, told: new Set(), listeners: new Set() }
      channels.set(actor.org_id, channel)
      let listener: Listener
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          let ended = false
          const end = () => {
            if (ended) return
            ended = true
            clearTimeout(life)
            leave(listener)
            controller.close()
          }
          const life = setTimeout(end, LIFE_MS).unref()
          const write = (text: string) => {
            // Somebody who does not read is let go rather than kept in memory; the browser comes back and reads anew.
            if ((controller.desiredSize ?? 0) < -200) end()
            else if (!ended) controller.enqueue(encoder.encode(text))
          }
          listener = {
            org_id: actor.org_id,
            who,
            partner_id: actor.side === 'partner' ? (actor.partner_id ?? '') : null,
            hidden: unreadable(actor.permissions),
            write,
            end,
          }
          channel.listeners.add(listener)
          signal.addEventListener('abort', end, { once: true })
          write('retry: 2000\n\n: listening\n\n')
          run()
        },
        cancel: () => listener.end(),
      })
      return new Response(body, {
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        },
      })
    },

    async close() {
      for (const listener of all()) listener.end()
      await reading
    },
  }
}

const encoder = new TextEncoder()
