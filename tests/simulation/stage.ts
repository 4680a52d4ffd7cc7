import { DAY_MS } from '#kit/instant.ts'
import { uuidOf } from '#kit/ids.ts'
import { plusLocalDays } from '#kit/calendar.ts'
import { moveClock } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { ask } from './ask.ts'
import { randomOf } from './random.ts'
import type { Somebody } from './scene.ts'
import type { Simulation } from './simulation.ts'
import { sweepUp, tidy } from './steps.ts'
import { meet, workOf, type Trouble } from './wire.ts'

/** Small scenes, by the product's own verbs: what a sabotage needs to show. */

export const manager = (it: Simulation): Somebody =>
  known(it.people.find(({ actor }) => actor.role === 'partner_manager'))
export const admin = (it: Simulation): Somebody => known(it.people.find(({ actor }) => actor.role === 'admin'))
export const seller = (it: Simulation, n: number): Somebody => {
  const partner = it.partners[n]
  return known(it.people.find((one) => one.partner === partner && one.actor.role === 'partner_seller'))
}

function known<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('nobody like that is here')
  return one
}

/** A company that nobody has heard of. */
export const COMPANY = 'Zephyrine Valvecraft'

/** What a partner registers there; large enough that a person decides. */
export async function claimOf(it: Simulation, company = COMPANY, minor = '9000000') {
  const { today } = await it.scene(randomOf(it.seed, 0))
  return {
    account_name: company,
    account_domain: `${company.toLowerCase().replaceAll(' ', '')}.de`,
    account_country: 'DE',
    amount: { amount_minor: minor, currency: 'EUR' },
    expected_close_on: plusLocalDays(today, 60),
    contact_name: 'canary-of-a-contact',
  }
}

export async function submit(it: Simulation, n: number, company = COMPANY, minor?: string) {
  return it.world.act(seller(it, n).actor, 'registration.submit', { body: await claimOf(it, company, minor) })
}

export const approve = (it: Simulation, id: string) =>
  it.world.act(manager(it).actor, 'registration.approve', { params: { id }, body: {} })

/** A claim of a partner's that was approved. */
export async function held(it: Simulation, n = 1, company = COMPANY) {
  const { id, status } = await submit(it, n, company)
  return status === 'approved' ? { id } : { id: (await approve(it, id)).id }
}

/** One holds the account, another waits behind it. */
export async function queued(it: Simulation) {
  return { first: await held(it, 1), second: await submit(it, 2) }
}

export async function pass(it: Simulation, days: number): Promise<void> {
  await moveClock(it.world.runtime, it.org.org_id, days * DAY_MS)
  await sweepUp(it)
}

export const settled = (it: Simulation) => tidy(it, null)

export async function accountOf(it: Simulation, registration: string): Promise<string> {
  const [row] = await it.rows<{ account_id: string }>(
    sql`select account_id from registration where org_id = ${it.org.org_id} and id = ${uuidOf('registration', registration)}`,
  )
  return known(row).account_id
}

/** Asked by a client that tries again when no answer comes. */
export function asked(it: Simulation, who: Somebody, verb: string, input: object, trouble: Trouble | null = null) {
  return ask(it, who, { verb, input }, 'sim:staged', randomOf(3, 1), workOf(trouble))
}

/** Two partners claim the same at once; the first stands before its commit until the second has gone as far as it can. */
export async function race(
  it: Simulation,
  verb: string,
  runners: readonly { who: Somebody; input: object }[],
): Promise<void> {
  const works = runners.map(({ who, input }, n) => {
    const work = workOf(null, n === 0 ? 'commit' : null)
    const run = async () => void (await ask(it, who, { verb, input }, `sim:raced:${n}`, randomOf(3, n), work))
    return { work, run }
  })
  await meet(works, [1, 0], (pid) => it.isBlocked(pid))
}
