import {
  addWorkingHours,
  isWorkingDay,
  localDate,
  plusLocalDays,
  startOfLocalDate,
  type Calendar,
} from '#kit/calendar.ts'
import { DAY_MS, epochMs, instant, plusMs, type Instant } from '#kit/instant.ts'
import type { Actor } from '#server/command/index.ts'
import type { Agenda } from './agenda.ts'
import type { Doer } from './doer.ts'
import type { Plot } from './demo-plots.ts'
import { tries } from './demo-told.ts'

const MINUTE_MS = 60_000

/** What the year is lived with. */
export type Living = {
  act: Doer
  agenda: Agenda
  calendar: Calendar
  /** Midnight of the first day, in the program's zone. */
  starts_at: Instant
  days: number
  person(email: string): Actor
}

/** What the desk remembers of a registration that it has on it. */
type OnDesk = { plot: Plot; registered_at: Instant; asked: boolean; no: number }

const MANAGERS = ['mara@alderbrook.example', 'jonas@alderbrook.example'] as const
const FOLLOW_UPS = ['call', 'meeting', 'demo', 'proposal'] as const
const REJECTIONS = [
  'They have decided for another system already, as they told our sales team.',
  'The site is too small for robots; the floor plan says so.',
  'Two of our offers are with them already. Talk to Sven, who knows them.',
  'This is a branch of a customer of ours.',
]
const LOSSES = [
  'They chose a competitor.',
  'The budget went elsewhere this year.',
  'The project was put off.',
  'They build it themselves.',
]
const QUESTIONS = [
  'Who decides there, and have you met them?',
  'Is this the warehouse or the whole group? Tell us the site.',
  'How many pick stations is it about?',
]

/** Puts a year of deals on the agenda: partners register, managers look twice a day, deals go where they were going. */
export function liveYear(living: Living, plots: readonly Plot[]): void {
  const { agenda, calendar } = living
  const desk = new Map<string, OnDesk>()
  for (const plot of plots) agenda.at(timeOn(living, plot.day, plot.minute), () => register(living, desk, plot))
  for (let day = 1; day < living.days; day++) {
    if (!isWorkingDay(dateOf(living, day), calendar)) continue
    for (const minute of [10 * 60, 15 * 60 + 30])
      agenda.at(timeOn(living, day, minute), () => lookAtQueue(living, desk))
  }
}

const APPROVERS = ['ines@alderbrook.example', 'fatou@alderbrook.example', 'admin@alderbrook.example'] as const

const dateOf = ({ starts_at, calendar }: Living, day: number) => plusLocalDays(localDate(starts_at, calendar.zone), day)
const timeOn = (living: Living, day: number, minute: number) =>
  plusMs(startOfLocalDate(dateOf(living, day), living.calendar.zone), minute * MINUTE_MS)

async function register(living: Living, desk: Map<string, OnDesk>, plot: Plot): Promise<void> {
  const { act, agenda, person } = living
  const { name, domain, country } = plot.company
  const now = agenda.now()
  await tries(async () => {
    const made = await act(person(plot.seller), 'registration.submit', {
      body: {
        track: plot.track,
        account_name: name,
        account_domain: domain,
        account_country: country,
        amount: { amount_minor: String(plot.euros * 100), currency: 'EUR' },
        expected_close_on: plusLocalDays(localDate(now, living.calendar.zone), 40 + plot.hours * 8),
      },
    })
    desk.set(made.id, { plot, registered_at: now, asked: false, no: desk.size })
    if (made.status === 'approved') goOn(living, made.id, plot)
  })
}

/** The managers look at what waits: a doubt is asked about, what has lain long enough is decided. */
async function lookAtQueue(living: Living, desk: Map<string, OnDesk>): Promise<void> {
  const { act, agenda, person, calendar } = living
  const now = agenda.now()
  const { rows } = await act(person(MANAGERS[0]), 'registration.list', {
    query: { status: 'in_review', order: 'deadline', limit: 100 },
  })
  for (const row of rows) {
    const on = desk.get(row.id)
    if (!on || addWorkingHours(on.registered_at, on.plot.hours, calendar) > now) continue
    const manager = person(MANAGERS[on.no % MANAGERS.length] ?? MANAGERS[0])
    const params = { id: row.id }
    if (row.account.id === null) {
      await tries(() => act(manager, 'registration.pick_account', { params, body: { account_id: null } }))
      continue
    }
    if (on.plot.decision === 'ask_first' && !on.asked) {
      on.asked = true
      const question = QUESTIONS[on.no % QUESTIONS.length]
      if (await tries(() => act(manager, 'registration.ask', { params, body: { question } })))
        agenda.at(plusMs(now, (26 + (on.no % 5) * 24) * 3_600_000), () => reply(living, on, row.id))
      continue
    }
    if (on.plot.decision === 'reject') {
      const reason = REJECTIONS[on.no % REJECTIONS.length]
      await tries(() => act(manager, 'registration.reject', { params, body: { reason } }))
      continue
    }
    if (await tries(() => act(manager, 'registration.approve', { params, body: {} }))) goOn(living, row.id, on.plot)
  }
}

async function reply({ act, person }: Living, { plot }: OnDesk, id: string): Promise<void> {
  const answer = `We met the head of operations; it is about ${10 + (plot.euros % 40)} stations at one site.`
  await tries(() => act(person(plot.seller), 'registration.answer', { params: { id }, body: { answer } }))
}

/** What the partner, and then the customer, do with an approval. */
function goOn(living: Living, id: string, plot: Plot): void {
  const { act, agenda, person, calendar } = living
  const approved_at = agenda.now()
  const after = (days: number, what: () => Promise<unknown>) =>
    agenda.at(plusMs(approved_at, days * DAY_MS), async () => void (await tries(what)))
  const seller = person(plot.seller)
  const params = { id }
  for (const [n, days] of plot.follow_ups.entries())
    after(days, () =>
      act(seller, 'registration.log_activity', {
        params,
        body: { kind: FOLLOW_UPS[n % FOLLOW_UPS.length], happened_on: localDate(agenda.now(), calendar.zone) },
      }),
    )
  if (plot.track === 'reseller' && plot.euros >= 40_000 && plot.euros % 2000 === 0) {
    const discount_bps = plot.euros % 3000 === 0 ? 1500 : 800
    const reason = 'They compare us with an offer of last year.'
    after(3, () =>
      act(seller, 'request.submit', { body: { kind: 'discount', registration_id: id, discount_bps, reason } }),
    )
    // A step a day, for as long as the longest chain has steps.
    for (const days of [4, 5]) after(days, () => answerRequests(living))
  }
  const { then, close } = plot
  if (!then) return
  if (then.is === 'lose')
    after(then.days, () =>
      act(person(MANAGERS[0]), 'registration.lose', { params, body: { reason: LOSSES[plot.hours % LOSSES.length] } }),
    )
  if (then.is === 'withdraw')
    after(then.days, () => act(seller, 'registration.withdraw', { params, body: { reason: 'They put it off.' } }))
  if (then.is === 'extend')
    after(then.days, () =>
      act(seller, 'registration.extend', { params, body: { reason: 'They decide after their budget round.' } }),
    )
  if (then.is !== 'convert') return
  after(then.days, async () => {
    const opportunity = {
      name: `${plot.company.name}: ${plot.company.industry.toLowerCase()} warehouse`,
      amount: { amount_minor: String(plot.euros * 100), currency: 'EUR' },
    }
    await act(person(MANAGERS[0]), 'registration.convert', { params, body: { opportunity } })
    if (!close) return
    agenda.at(plusMs(agenda.now(), close.days * DAY_MS), async () => {
      const manager = person(MANAGERS[0])
      await tries(() =>
        close.is === 'win'
          ? act(manager, 'registration.win', { params, body: {} })
          : act(manager, 'registration.lose', { params, body: { reason: LOSSES[plot.hours % LOSSES.length] } }),
      )
    })
  })
}

/** Everybody who is asked for a discount says something; most say yes. */
async function answerRequests({ act, person }: Living): Promise<void> {
  for (const email of [...MANAGERS, ...APPROVERS]) {
    const { rows } = await act(person(email), 'request.list', { query: { mine: 'true', limit: 20 } })
    for (const [n, { id }] of rows.entries())
      await tries(() =>
        n % 5 === 4
          ? act(person(email), 'request.reject', {
              params: { id },
              body: { reason: 'The price is low enough as it is.' },
            })
          : act(person(email), 'request.approve', { params: { id }, body: {} }),
      )
  }
}

/** The start of the year that ends at an instant, so many days before it: midnight in the zone. */
export function startOfYear(ends_at: Instant, days: number, zone: string): Instant {
  return startOfLocalDate(localDate(instant(epochMs(ends_at) - days * DAY_MS), zone), zone)
}
