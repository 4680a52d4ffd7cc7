import { toWireId } from '#kit/ids.ts'
import { plusLocalDays } from '#kit/calendar.ts'
import { ACTIVITY_KINDS, type Status } from '#server/registrations/registration.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { typed, typedDomain, type Company } from '../companies.ts'
import { holds, type Act, type Intent, type Scene, type Somebody } from '../scene.ts'

/** What is done with registrations, by partners and by the org. */

export type Claimed = {
  id: string
  partner_id: string
  account_id: string | null
  status: Status
  revision: number
  submitted_at: string
  confirm_due_at: string | null
}

/** Registrations in some states that somebody can see: their own, or the org's. */
export function registrationsIn(scene: Scene, who: Somebody, states: readonly Status[]): Promise<Claimed[]> {
  const own = who.partner ? sql`and partner_id = ${who.partner.uuid}` : sql``
  return scene.rows(sql`select id, partner_id, account_id, status, revision, submitted_at, confirm_due_at from registration
    where org_id = ${scene.org.org_id} and status = any(${[...states]}::text[]) ${own} order by id`)
}

/** Words that only this partner and the org may read. */
export const secret = (scene: Scene, canary: string) => `${canary} ${scene.random.int(1000, 9999)}`

/** What somebody fills in for a company, with all that goes wrong in typing. */
export function claimOf(scene: Scene, company: Company, canary: string) {
  const { random } = scene
  const domain = typedDomain(random, company)
  return {
    account_name: typed(random, company.name),
    account_domain: domain ?? company.domain,
    account_country: random.chance(0.92) ? company.country : random.pick(['DE', 'US', 'RU', 'JP']),
    ...(random.chance(0.3) && { account_tax_id: company.tax_id }),
    amount: {
      amount_minor: String(random.pick([50_000, 1_200_000, 2_000_000, 4_800_000, 9_000_000, 60_000_000])),
      currency: 'EUR',
    },
    expected_close_on: plusLocalDays(scene.today, random.int(5, 200)),
    ...(random.chance(0.35) && { product_lines: [random.int(1, 2)] }),
    contact_name: secret(scene, canary),
    contact_email: `${canary}@${company.domain}`,
    notes: secret(scene, canary),
    ...(random.chance(0.06) && { is_tender: true, tender_reference: `T-${random.int(1, 3)}` }),
  }
}

const nameOf = (scene: Scene, partner_id: string) =>
  scene.partners.find(({ uuid }) => uuid === partner_id)?.canary ?? 'org'

/** A verb on one registration in one of some states. */
function on(
  verb: string,
  weight: number,
  states: readonly Status[],
  permission: string,
  side: 'org' | 'partner' | 'both',
  body: (scene: Scene, it: Claimed, who: Somebody) => Record<string, unknown> | null,
): Act {
  return {
    name: verb,
    weight,
    may: holds(permission, side),
    do: async (scene, who): Promise<Intent | null> => {
      // One in twenty is tried on whatever there is: the table of moves says no.
      const any = scene.random.chance(0.05)
      const found = await registrationsIn(scene, who, any ? EVERY : states)
      const it = scene.random.maybe(found)
      if (!it) return null
      const filled = body(scene, it, who)
      return filled && { verb, input: { params: { id: toWireId('registration', it.id) }, body: filled } }
    },
  }
}

const EVERY: Status[] = [
  'in_review',
  'info_requested',
  'queued',
  'approved',
  'converted',
  'rejected',
  'expired',
  'lost',
]
const REVIEWED: Status[] = ['in_review']
const seen = (scene: Scene, it: Claimed) => (scene.random.chance(0.5) ? { seen_revision: it.revision } : {})

const submit: Act = {
  name: 'registration.submit',
  weight: 22,
  may: holds('registration:submit'),
  do: async (scene, who) => {
    const { random } = scene
    const partner = who.partner ?? random.pick(scene.partners)
    const claim = claimOf(scene, random.pick(scene.companies), partner.canary)
    // A form is filled in twice by the impatient: then the second finds the first.
    const track = partner.name.startsWith('Adviser') ? 'agency' : undefined
    const body = { ...claim, ...(track && { track, contact_email: undefined, notes: undefined }) }
    return {
      verb: 'registration.submit',
      input: { body: { ...body, ...(!who.partner && { partner_id: partner.id }) } },
    }
  },
}

const pick: Act = {
  name: 'registration.pick_account',
  weight: 7,
  may: holds('registration:pick_account', 'org'),
  do: async (scene) => {
    const { random } = scene
    const open = await scene.rows<
      Claimed & { account_name_key: string }
    >(sql`select id, account_name_key from registration
      where org_id = ${scene.org.org_id} and status = 'in_review' and account_id is null order by id`)
    const it = random.maybe(open)
    if (!it) return null
    // Mostly one with a name that begins alike, sometimes anything, sometimes none of them.
    const accounts = await scene.rows<{ id: string }>(sql`select id from account where org_id = ${scene.org.org_id}
      order by (left(name_key, 4) = ${it.account_name_key.slice(0, 4)}) desc, id limit 6`)
    const account = random.chance(0.3) ? undefined : random.maybe(accounts)
    return {
      verb: 'registration.pick_account',
      input: {
        params: { id: toWireId('registration', it.id) },
        body: { account_id: account ? toWireId('account', account.id) : null },
      },
    }
  },
}

const convert: Act = {
  name: 'registration.convert',
  weight: 5,
  may: holds('registration:convert', 'org'),
  do: async (scene, who) => {
    const it = scene.random.maybe(await registrationsIn(scene, who, ['approved']))
    if (!it) return null
    const open = await scene.rows<{ id: string }>(sql`select id from opportunity
      where org_id = ${scene.org.org_id} and account_id = ${it.account_id} and stage = 'open' order by id`)
    const known = scene.random.chance(0.5) ? scene.random.maybe(open) : undefined
    const body = known
      ? { opportunity_id: toWireId('opportunity', known.id) }
      : { opportunity: { name: `Sale ${scene.random.int(1, 999)}` } }
    return { verb: 'registration.convert', input: { params: { id: toWireId('registration', it.id) }, body } }
  },
}

const answer = on('registration.answer', 7, ['info_requested'], 'registration:answer', 'both', (scene, it) => {
  const { random } = scene
  const company = random.pick(scene.companies)
  const corrections = random.pick([
    {},
    {},
    { amount: { amount_minor: String(random.int(1, 90) * 100_000), currency: 'EUR' } },
    { product_lines: [random.int(1, 2)] },
    { account_name: typed(random, company.name), account_domain: company.domain },
  ])
  return { answer: secret(scene, nameOf(scene, it.partner_id)), corrections }
})

export const claimActs: Act[] = [
  submit,
  on('registration.approve', 13, [...REVIEWED, 'info_requested'], 'registration:approve', 'org', (scene, it) => ({
    ...seen(scene, it),
    ...(scene.random.chance(0.25) && { override_reason: 'the customer asked for them' }),
  })),
  on('registration.reject', 4, [...REVIEWED, 'info_requested'], 'registration:reject', 'org', (scene, it) => ({
    reason: 'not now',
    ...seen(scene, it),
  })),
  on('registration.ask', 6, REVIEWED, 'registration:ask', 'org', (scene, it) => ({
    question: secret(scene, nameOf(scene, it.partner_id)),
    fields: ['account_name'],
    ...seen(scene, it),
  })),
  answer,
  pick,
  convert,
  on('registration.confirm', 3, ['queued'], 'registration:confirm', 'both', () => ({})),
  on('registration.withdraw', 4, [...REVIEWED, 'queued', 'approved'], 'registration:withdraw', 'both', () => ({})),
  on('registration.extend', 4, ['approved'], 'registration:extend', 'both', (scene, it) => ({
    reason: secret(scene, nameOf(scene, it.partner_id)),
  })),
  on('registration.grant_extension', 2, ['approved'], 'registration:grant_extension', 'org', () => ({})),
  on('registration.decline_extension', 1, ['approved'], 'registration:grant_extension', 'org', () => ({
    reason: 'no more',
  })),
  on('registration.win', 2, ['converted'], 'registration:close', 'org', () => ({})),
  on('registration.lose', 2, ['converted', 'approved'], 'registration:close', 'org', () => ({ reason: 'they stayed' })),
  on('registration.revoke', 1, ['approved', 'converted'], 'registration:revoke', 'org', () => ({
    reason: 'a mistake',
  })),
  on('registration.assign', 2, [...REVIEWED, 'approved'], 'registration:assign', 'org', (scene) => {
    const manager = scene.random.maybe(
      scene.people.filter(({ actor, has_left }) => actor.role === 'partner_manager' && !has_left),
    )
    return manager?.actor.membership_id ? { manager_id: toWireId('membership', manager.actor.membership_id) } : null
  }),
  on(
    'registration.log_activity',
    9,
    ['approved', 'converted', 'in_review', 'queued'],
    'registration:log_activity',
    'both',
    (scene, it) => ({
      kind: scene.random.pick(ACTIVITY_KINDS),
      happened_on: plusLocalDays(scene.today, -scene.random.pick([0, 0, 1, 3, 20])),
      note: secret(scene, nameOf(scene, it.partner_id)),
    }),
  ),
]
