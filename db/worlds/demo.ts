import { readFile } from 'node:fs/promises'
import type { Calendar } from '#kit/calendar.ts'
import { DAY_MS, epochMs, instant, plusMs, type Instant } from '#kit/instant.ts'
import { uuidOf } from '#kit/ids.ts'
import { findPersonByEmail, permissionsOf, setPassword } from '#server/access/index.ts'
import { moveClock, operatorActor, type Actor, type Runtime } from '#server/command/index.ts'
import { programDocument } from '#server/document.ts'
import { createOrg, listOrgs } from '#server/orgs/index.ts'
import { wallMs } from '#server/platform/clock.ts'
import type { App } from '#server/start.ts'
import { agendaFrom } from './agenda.ts'
import { chanceOf, type Chance } from './chance.ts'
import { ORG_PEOPLE, PARTNERS, PASSWORD } from './demo-cast.ts'
import { tellConduct } from './demo-conduct.ts'
import { attachPapers, furnish, makeProducts, readAll } from './demo-desk.ts'
import { tellDisputes } from './demo-disputes.ts'
import { tellEngagement } from './demo-engagement.ts'
import { ACCOUNTS, MARKET, OPPORTUNITIES } from './demo-market.ts'
import { tellNames } from './demo-names.ts'
import { companyOf, plotsOf, type Company } from './demo-plots.ts'
import { STORY, STORY_BEGINS, type Step } from './demo-story.ts'
import type { Telling } from './demo-told.ts'
import { liveYear, startOfYear } from './demo-year.ts'
import { doerOf, type Doer } from './doer.ts'

const PROGRAM = new URL('./reference-program.yaml', import.meta.url)

/** The year begins so many days ago and ends now. */
const DAYS = 365
/** Deals registered in a working week in the middle of the year, beside those that are told one by one. */
const DEALS_A_WEEK = 6
/** Any number will do, as long as it stays: the same year each time. */
const SEED = 1847
const ADMIN = 'admin@alderbrook.example'
/** What everybody was told until so many days ago, they have read. */
const UNREAD_DAYS = 7
/** The told deals happen in the late morning. */
const TOLD_AT_MS = 11 * 3_600_000

type Cast = {
  as: Record<string, Actor>
  partners: Record<string, string>
  accounts: Record<string, string>
  registrations: Record<string, string>
}

/** Who can sign in to the demo, in the words of the start's output. */
function welcome(): string[] {
  const people = [...ORG_PEOPLE.slice(0, 4), ...PARTNERS.slice(0, 2).flatMap((partner) => partner.people.slice(0, 1))]
  return [
    '',
    'Sign in as',
    ...people.map((one) => `  ${one.email.padEnd(30)} ${one.says}`),
    `  The password of everybody in the demo is ${PASSWORD}`,
  ]
}

const BROKEN_OFF = [
  '',
  'The demo world is not whole: it was broken off while it was made. To make it anew, stop Tributary, delete its data folder',
  '(./data, or DATA_DIR), and start again.',
]

/** Makes the demo world by the product's own verbs, if this installation is empty. Says who can sign in. */
export async function seedDemo(app: Pick<App, 'verbs'>, runtime: Runtime): Promise<readonly string[]> {
  const orgs = await runtime.db.transaction(null, listOrgs)
  if (orgs.length > 0) {
    const demo = orgs.find((org) => org.is_demo)
    if (!demo) return []
    // The year ends now: a demo that still lives in the past was broken off, and cannot be taken up again.
    return demo.offset_ms < 0 ? BROKEN_OFF : welcome()
  }
  const yaml = await readFile(PROGRAM, 'utf8')
  const program = programDocument.parseYaml(yaml)
  if (!program.ok) throw new Error(`the demo's program does not parse: ${program.errors[0]?.message}`)
  const { calendar } = program.document
  const ends_ms = wallMs()
  const starts_at = startOfYear(instant(ends_ms), DAYS, calendar.zone)
  const offset_ms = epochMs(starts_at) - ends_ms
  const org_id = await runtime.db.transaction(null, (tx) =>
    createOrg(tx, { slug: 'alderbrook', name: 'Alderbrook', is_demo: true, created_at: starts_at, offset_ms }),
  )
  const db = runtime.db.hasty()
  try {
    const inHaste = { ...runtime, db }
    await tellYear(doerOf(app, inHaste), inHaste, { org_id, yaml, calendar, starts_at, ends_at: instant(ends_ms) })
  } finally {
    await db.close()
  }
  return welcome()
}

async function tellYear(
  act: Doer,
  runtime: Runtime,
  year: { org_id: string; yaml: string; calendar: Calendar; starts_at: Instant; ends_at: Instant },
): Promise<void> {
  const { org_id, calendar, starts_at, ends_at } = year
  const operator = operatorActor(org_id)
  const draft = await act(operator, 'program.create_draft', { body: { yaml: year.yaml } })
  await act(operator, 'program.publish', { params: { n: draft.version }, body: { note: 'The program begins.' } })
  await makeProducts(act, operator)
  const cast = await castPeople(act, runtime, operator)
  for (const account of ACCOUNTS) {
    const { slug, ...body } = account
    cast.accounts[slug] = (await act(operator, 'account.create', { body })).id
  }
  for (const body of MARKET) await act(operator, 'account.create', { body })
  for (const { account, ...body } of OPPORTUNITIES)
    await act(operator, 'opportunity.create', { body: { ...body, account_id: cast.accounts[account] } })
  const chance = chanceOf(SEED)
  const known = await makeMarket(act, operator, chance)

  const agenda = agendaFrom(starts_at)
  const person = (email: string): Actor => {
    const actor = cast.as[email]
    if (!actor) throw new Error(`nobody in the demo is called ${email}`)
    return actor
  }
  liveYear({ act, agenda, calendar, starts_at, days: DAYS, person }, plotsOf(chance, DAYS, DEALS_A_WEEK, known))
  for (const step of STORY)
    agenda.at(plusMs(starts_at, (STORY_BEGINS + step.day) * DAY_MS + TOLD_AT_MS), () => play(act, cast, step))
  await tellPeace({ ...cast, act, agenda, runtime, calendar, ends_at, operator, as: person })
  agenda.at(plusMs(starts_at, (DAYS - UNREAD_DAYS) * DAY_MS), () => readAll(act, Object.values(cast.as)))
  await furnish(act, person(ADMIN))
  await Promise.all([
    agenda.run(ends_at, async (ms) => void (await moveClock(runtime, org_id, ms))),
    givePasswords(runtime, Object.values(cast.as)),
  ])
}

/** What is between partners and the org's own sales: who a company is, who may go there, and what was not right. */
async function tellPeace(t: Telling): Promise<void> {
  const sven = ORG_PEOPLE.find(({ role }) => role === 'sales_rep')
  const body = { name: sven?.name, email: sven?.email, team: 'Direct sales' }
  const { id } = await t.act(t.operator, 'member.create', { body })
  tellNames(t)
  tellEngagement(t, id)
  tellDisputes(t)
  tellConduct(t)
}

/** Passwords are slow to hash, on purpose and on a thread of their own: meanwhile the year goes on. */
async function givePasswords(runtime: Runtime, people: readonly Actor[]): Promise<void> {
  for (const { id } of people) if (id) await runtime.db.transaction(null, (tx) => setPassword(tx, id, PASSWORD))
}

/** Companies that the org knows before its partners do: customers, and some that its own sales team is at. */
async function makeMarket(act: Doer, operator: Actor, chance: Chance): Promise<Company[]> {
  const taken = new Set<string>()
  const known: Company[] = []
  for (let n = 0; n < 36; n++) {
    const company = companyOf(chance, chance.pick(['DE', 'NL', 'FR', 'PL', 'ES', 'SE', 'AT']), taken)
    known.push(company)
    const { id } = await act(operator, 'account.create', {
      body: { ...company, is_customer: n % 3 === 0, is_house: false },
    })
    if (n % 3 === 1)
      await act(operator, 'opportunity.create', {
        body: {
          name: `${company.name}: first site`,
          account_id: id,
          stage: 'open',
          raw_stage: 'Qualified',
          amount: { amount_minor: String(chance.between(30, 400) * 100_000), currency: 'EUR' },
        },
      })
  }
  return known
}

async function castPeople(act: Doer, runtime: Runtime, operator: Actor): Promise<Cast> {
  const cast: Cast = { as: {}, partners: {}, accounts: {}, registrations: {} }
  const admit = async (one: { email: string; name: string; role: string }, partner_id: string | null) => {
    const { id } = await act(operator, 'person.invite', {
      body: { name: one.name, email: one.email, role: one.role, partner_id },
    })
    const known = await runtime.db.transaction(null, (tx) => findPersonByEmail(tx, one.email))
    if (!known) throw new Error(`${one.email} was invited and is not there`)
    const { org_id } = operator
    cast.as[one.email] = {
      kind: 'person',
      id: known.person.id,
      org_id,
      side: partner_id ? 'partner' : 'org',
      partner_id: partner_id && uuidOf('partner', partner_id),
      role: one.role,
      permissions: permissionsOf(one.role),
      membership_id: uuidOf('membership', id),
    }
    return id
  }
  const managers: string[] = []
  for (const one of ORG_PEOPLE) {
    const id = await admit(one, null)
    if (one.role === 'partner_manager') managers.push(id)
  }
  for (const [place, { people, ...body }] of PARTNERS.entries()) {
    const { id } = await act(operator, 'partner.create', {
      body: { ...body, manager_id: managers[place % managers.length] },
    })
    cast.partners[body.name] = id
    for (const one of people) await admit(one, id)
  }
  return cast
}

async function play(act: Doer, cast: Cast, step: Step): Promise<void> {
  const actor = cast.as[step.by]
  if (!actor) throw new Error(`nobody in the demo is called ${step.by}`)
  if (step.do === 'submit') {
    const { name, registers, for_partner } = step
    const body = for_partner ? { ...registers, partner_id: cast.partners[for_partner] } : registers
    const { id } = await act(actor, 'registration.submit', { body })
    cast.registrations[name] = id
    if (step.papers) await attachPapers(act, actor, id)
    return
  }
  const params = { id: cast.registrations[step.name] }
  if (step.do === 'approve')
    await act(actor, 'registration.approve', { params, body: step.reason ? { reason: step.reason } : {} })
  if (step.do === 'reject') await act(actor, 'registration.reject', { params, body: { reason: step.reason } })
  if (step.do === 'withdraw') await act(actor, 'registration.withdraw', { params, body: { reason: step.reason } })
}
