import { Temporal } from 'temporal-polyfill'
import { epochMs, instant, plusMs, type Instant, type LocalDate } from '#kit/instant.ts'
import type { TopicKey } from './topics.ts'
import { isUrgent } from './words.ts'

/** How one person is told, with the org's defaults filled in. */
export type Manner = {
  zone: string
  digest: 'daily' | 'weekly'
  digest_hour: number
  /** 1 is Monday. */
  digest_weekday: number
  /** Hours of the reader's day in which nothing but what is urgent arrives; equal ones: none. */
  quiet_from: number
  quiet_until: number
  paused_until: Instant | null
}

export type Waiting = {
  id: string
  topic: TopicKey
  mail: 'now' | 'digest'
  receipt: boolean
  read_at: Instant | null
  recorded_at: Instant
}

/** What becomes of somebody's waiting notices. */
export type Plan = {
  /** One mail each. */
  single: string[]
  /** One mail for all of them, because there are many. */
  folded: string[]
  digest: { day: LocalDate; ids: string[] } | null
  /** Looked at again at that time. */
  held: { ids: string[]; until: Instant }[]
  /** Seen in the app meanwhile: nothing is written. */
  dropped: string[]
}

/** More than this at once become one mail. */
const FOLD_ABOVE = 4

/** Mails that may lie unsent for one reader; while so many do, more wait as notices, and are folded when they go. */
const UNSENT_MAX = 3
const UNSENT_LOOK_MS = 60_000

/**
 * Decides, by the wall clock, which mails are written now. Pure, so that quiet hours, digests and floods are told in a
 * table of cases. `unsent` are mails to this reader that the mail server has not taken yet.
 */
export function planMails(waiting: readonly Waiting[], manner: Manner, wall: Instant, unsent: number): Plan {
  const plan: Plan = { single: [], folded: [], digest: null, held: [], dropped: [] }
  const hold = (ids: string[], until: Instant) => {
    if (ids.length > 0) plan.held.push({ ids, until })
  }
  const seen = (one: Waiting) => one.read_at !== null && !one.receipt
  plan.dropped = idsOf(waiting.filter(seen))
  const open = waiting.filter((one) => !seen(one))
  if (manner.paused_until && manner.paused_until > wall) {
    hold(idsOf(open), manner.paused_until)
    return plan
  }

  const later = new Map<Instant, string[]>()
  const digested: string[] = []
  let day = ''
  for (const one of open.filter(({ mail }) => mail === 'digest')) {
    const slot = nextDigest(one.recorded_at, manner)
    if (slot > wall) later.set(slot, [...(later.get(slot) ?? []), one.id])
    else {
      digested.push(one.id)
      const its = dayOf(slot, manner.zone)
      if (its > day) day = its
    }
  }
  for (const [slot, ids] of later) hold(ids, slot)

  const now = open.filter(({ mail }) => mail === 'now')
  const quiet_end = quietEnd(wall, manner)
  const going = now.filter(({ topic }) => quiet_end === null || isUrgent(topic))
  if (quiet_end !== null) hold(idsOf(now.filter(({ topic }) => !isUrgent(topic))), quiet_end)
  if (unsent >= UNSENT_MAX) {
    hold([...idsOf(going), ...digested], plusMs(wall, UNSENT_LOOK_MS))
    return plan
  }
  if (going.length > FOLD_ABOVE) plan.folded = idsOf(going)
  else plan.single = idsOf(going)
  if (digested.length > 0) {
    if (quiet_end === null) plan.digest = { day, ids: digested }
    else hold(digested, quiet_end)
  }
  return plan
}

function idsOf(waiting: readonly { id: string }[]): string[] {
  return waiting.map(({ id }) => id)
}

/** The reader's date at an instant. */
export function dayOf(at: Instant, zone: string): LocalDate {
  return there(at, zone).toPlainDate().toString()
}

/** When the first digest after an instant is made: so many hours into the reader's day. */
export function nextDigest(after: Instant, manner: Manner): Instant {
  const from = there(after, manner.zone)
  for (let days = 0; ; days++) {
    const slot = from
      .toPlainDate()
      .add({ days })
      .toZonedDateTime({
        timeZone: manner.zone,
        plainTime: new Temporal.PlainTime(manner.digest_hour),
      })
    if (manner.digest === 'weekly' && slot.dayOfWeek !== manner.digest_weekday) continue
    if (slot.epochMilliseconds > from.epochMilliseconds) return instant(slot.epochMilliseconds)
  }
}

/** When the quiet in which `at` lies ends; null outside of it. */
export function quietEnd(at: Instant, { zone, quiet_from, quiet_until }: Manner): Instant | null {
  if (quiet_from === quiet_until) return null
  const local = there(at, zone)
  const { hour } = local
  const over_midnight = quiet_from > quiet_until
  const quiet = over_midnight ? hour >= quiet_from || hour < quiet_until : hour >= quiet_from && hour < quiet_until
  if (!quiet) return null
  const days = over_midnight && hour >= quiet_from ? 1 : 0
  const end = local
    .toPlainDate()
    .add({ days })
    .toZonedDateTime({
      timeZone: zone,
      plainTime: new Temporal.PlainTime(quiet_until),
    })
  return instant(end.epochMilliseconds)
}

function there(at: Instant, zone: string) {
  return Temporal.Instant.fromEpochMilliseconds(epochMs(at)).toZonedDateTimeISO(zone)
}
