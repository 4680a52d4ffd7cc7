import { localDate, plusLocalDays, startOfLocalDate, type Calendar } from '#kit/calendar.ts'
import { plusMs, type Instant } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import type { Actor, Runtime } from '#server/command/index.ts'
import type { Agenda } from './agenda.ts'
import type { Doer } from './doer.ts'

/** What the told parts of the year share: who is there, and when things happen, counted back from its last day. */

const HOUR_MS = 3_600_000
/** What is told happens in the late morning. */
const TOLD_AT_MS = 11 * HOUR_MS
/** Soon enough that no follow-up slips, as the program counts. */
const FOLLOW_UP_DAYS = 9

export type Telling = {
  act: Doer
  agenda: Agenda
  runtime: Runtime
  calendar: Calendar
  ends_at: Instant
  operator: Actor
  as(email: string): Actor
  /** Ids by the names of the cast: partners, accounts by their slug, told registrations. */
  partners: Record<string, string>
  accounts: Record<string, string>
  registrations: Record<string, string>
}

/** A company that only one told deal is about. */
export type Told = { name: string; domain: string; country: string }

/** Somebody does something that the state may have overtaken: then nothing happens, as in life. */
export async function tries(what: () => Promise<unknown>): Promise<boolean> {
  try {
    await what()
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

/** Puts something down so many days before the last. */
export function ago(t: Telling, days: number, what: () => Promise<unknown>): void {
  const date = plusLocalDays(localDate(t.ends_at, t.calendar.zone), -days)
  t.agenda.at(plusMs(startOfLocalDate(date, t.calendar.zone), TOLD_AT_MS), async () => void (await tries(what)))
}

/** Puts something down so many hours before the year ends. */
export function hoursAgo(t: Telling, hours: number, what: () => Promise<unknown>): void {
  t.agenda.at(plusMs(t.ends_at, -hours * HOUR_MS), async () => void (await tries(what)))
}

/** A date so many days from the one that the story is at. */
export const dateIn = (t: Telling, days: number) => plusLocalDays(localDate(t.agenda.now(), t.calendar.zone), days)

export const euros = (amount: number) => ({ amount_minor: String(amount * 100), currency: 'EUR' })

type Claimed = { id: string; account_id: string }

/** A deal that protects its account from now on. Whoever is `quiet` never follows up. */
export async function claim(
  t: Telling,
  by: string,
  company: Told,
  { quiet = false, worth = 21_000 }: { quiet?: boolean; worth?: number } = {},
): Promise<Claimed> {
  const seller = t.as(by)
  const made = await t.act(seller, 'registration.submit', {
    body: {
      track: 'reseller',
      account_name: company.name,
      account_domain: company.domain,
      account_country: company.country,
      amount: euros(worth),
      expected_close_on: dateIn(t, 120),
    },
  })
  const params = { id: made.id }
  const manager = t.as('jonas@alderbrook.example')
  if (made.status !== 'approved') await t.act(manager, 'registration.approve', { params, body: {} })
  // Which of our accounts it is, a partner does not read.
  const { account } = await t.act(manager, 'registration.get', { params })
  if (!account.id) throw new Error(`${company.name} was approved and has no account`)
  for (let days = FOLLOW_UP_DAYS; !quiet && days <= 85; days += FOLLOW_UP_DAYS)
    t.agenda.at(plusMs(t.agenda.now(), days * 24 * HOUR_MS), async () => {
      const body = { kind: days % 2 === 0 ? 'call' : 'meeting', happened_on: dateIn(t, 0) }
      await tries(() => t.act(seller, 'registration.log_activity', { params, body }))
    })
  return { id: made.id, account_id: account.id }
}
