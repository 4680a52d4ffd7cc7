import { readFile } from 'node:fs/promises'
import type { Noun } from '#kit/ids.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { ORG_ROLES, PARTNER_ROLES, type OrgRole, type PartnerRole } from '#kit/roles.ts'
import { permissionsOf } from '#server/access/index.ts'
import { insertSession } from '#server/access/store.ts'
import { hashToken } from '#server/access/tokens.ts'
import { operatorActor, type Actor } from '#server/command/index.ts'
import { createOrg } from '#server/orgs/index.ts'
import { newId, newSecret, wallNow } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import type { World } from '#tests/make/world.ts'
import { layMoments, layOrgDesk, layPartnerDesk, makeReceiver } from './desk.ts'

/** Somebody who calls: how they prove who they are, what they are, and which canaries they may see. */
export type CallerOf = {
  name: string
  headers: Record<string, string>
  side: 'org' | 'partner' | 'nobody'
  realm: Realm | null
  sees: readonly string[]
}

/** Things of one owner by noun: of an org, or of a partner in it. */
export type Things = Partial<Record<Noun, string>>

/** An org or one partner of it: what it owns, and the words that stand in every text of it. */
export type Realm = { name: string; things: Things; canaries: readonly string[] }

export type Cast = {
  north: Realm
  south: Realm
  /**
   * Two partners of north. The first one's people call, and name what only the org has as the org does; the second one's
   * things, and those of the org itself, are what they must not see.
   */
  first: Realm
  second: Realm
  org: Realm
  /** Registrations of the first partner: in review, queued behind the second, at a known account, at one of two. */
  own_deals: string[]
  /** Other things for some routes: those that want one in a state of its own. */
  moments: Readonly<Record<string, Things>>
  callers: CallerOf[]
  org_ids: { north: string; south: string }
}

const PROGRAM = new URL('../../db/worlds/reference-program.yaml', import.meta.url)

let deals = 0
const dealOf = (word: string, more: Record<string, unknown> = {}) => ({
  track: 'reseller',
  account_name: `${word} works ${++deals}`,
  account_domain: `${word}.example`,
  account_country: 'DE',
  account_tax_id: `${word}tax`,
  contact_name: `${word} contact`,
  contact_email: `contact@${word}.example`,
  amount: { amount_minor: '10000000', currency: 'EUR' },
  expected_close_on: '2035-01-31',
  use_case: `${word} use case`,
  notes: `${word} notes`,
  ...more,
})

/** Two orgs with everything in them, two partners in the first, and one caller of each kind. */
export async function castWorld(world: World): Promise<Cast> {
  const receiver = await makeReceiver()
  const north = await makeOrg(world, 'north', receiver.url)
  const south = await makeOrg(world, 'south', receiver.url)
  const [first, second] = [
    await makePartner(world, north, 'first', receiver.url),
    await makePartner(world, north, 'second', receiver.url),
  ]
  const foreign = await makePartner(world, south, 'foreign', receiver.url)
  const made = await contestedDeals(world, north, first, second)
  Object.assign(first.realm.things, made.first)
  Object.assign(second.realm.things, made.second)
  const abroad = await world.act(foreign.admin, 'registration.submit', { body: dealOf('southforeigncanary') })
  Object.assign(foreign.realm.things, { registration: abroad.id, ruling: abroad.ruling.id })
  for (const [org, owners] of [
    [north, [first, second]],
    [south, [foreign]],
  ] as const) {
    for (const partner of owners)
      Object.assign(
        partner.realm.things,
        await layPartnerDesk(world, org, partner, partner.realm.things.registration ?? ''),
      )
    const deal = await register(world, owners[0], 'on-the-desk')
    Object.assign(org.realm.things, await layOrgDesk(world, org, { deal, receiver: receiver.url }))
  }
  const moments = await layMoments(world, north, { first, second }, (partner, suffix) =>
    register(world, partner, suffix),
  )
  receiver.close()
  // Outside a demo: else the mailbox page would show everybody the mail of both.
  await world.db.transaction(null, (tx) => tx.run(sql`update org set is_demo = false`))

  const firstOwn = { ...first.realm, things: { ...north.realm.things, ...first.realm.things } }
  const ofNorth = [...north.realm.canaries, ...first.realm.canaries, ...second.realm.canaries]
  const northAll = {
    ...north.realm,
    things: { ...first.realm.things, ...north.realm.things, registration: made.unsure },
  }
  const ofFirst = [...first.realm.canaries, 'northpubcanary']
  const callers: CallerOf[] = [
    ...north.people.map(({ role, headers }) => ({
      name: role,
      headers,
      side: 'org' as const,
      realm: northAll,
      sees: ofNorth,
    })),
    ...first.people.map(({ role, headers }) => ({
      name: role,
      headers,
      side: 'partner' as const,
      realm: firstOwn,
      sees: ofFirst,
    })),
    { name: 'org key', headers: north.key, side: 'org', realm: northAll, sees: ofNorth },
    { name: 'partner key', headers: first.key, side: 'partner', realm: firstOwn, sees: ofFirst },
    { name: 'signed out', headers: {}, side: 'nobody', realm: null, sees: [] },
  ]
  return {
    north: northAll,
    south: {
      ...south.realm,
      things: { ...foreign.realm.things, ...south.realm.things },
      canaries: [...south.realm.canaries, ...foreign.realm.canaries],
    },
    first: firstOwn,
    second: second.realm,
    org: north.realm,
    moments,
    own_deals: [made.first.registration, made.queued, made.known, made.unsure].filter((id) => id !== undefined),
    callers,
    org_ids: { north: north.org_id, south: south.org_id },
  }
}

type Person<Role> = {
  role: Role
  actor: Actor
  headers: Record<string, string>
  membership: string
  person: string
  session: string
}
export type OrgCast = {
  org_id: string
  slug: string
  operator: Actor
  realm: Realm
  people: Person<OrgRole>[]
  key: Record<string, string>
}
export type PartnerCast = { realm: Realm; admin: Actor; people: Person<PartnerRole>[]; key: Record<string, string> }

async function makeOrg(world: World, slug: string, receiver: string): Promise<OrgCast> {
  const { act } = world
  const [open, inner] = [`${slug}pubcanary`, `${slug}orgcanary`]
  const org_id = await world.db.transaction(null, (tx) =>
    createOrg(tx, { slug, name: `${open} org`, is_demo: true, created_at: wallNow() }),
  )
  const operator = operatorActor(org_id)
  const yaml = (await readFile(PROGRAM, 'utf8'))
    .replace('Alderbrook Partner Program', `${open} program`)
    // So that what comes free is offered first, and more time can be asked for at once.
    .replace('confirm_within_working_days: null', 'confirm_within_working_days: 2')
    .replace('ask_days_before: 30', 'ask_days_before: 90')
  const { version } = await act(operator, 'program.create_draft', { body: { yaml, note: `${inner} note` } })
  await act(operator, 'program.publish', { params: { n: version }, body: { note: `${inner} published` } })
  for (const draft of [2, 3])
    await act(operator, 'program.create_draft', { body: { yaml, note: `${inner} draft ${draft}` } })
  const people: Person<OrgRole>[] = []
  for (const role of ORG_ROLES) people.push(await admit(world, operator, role, null, open))
  // Partners know this one by its domain, and nothing else of it.
  const known = await act(operator, 'account.create', {
    body: {
      name: `${inner} ag`,
      domain: `${slug}-known.example`,
      country: 'DE',
      city: `${inner} city`,
      industry: `${inner} industry`,
      tax_id: `${inner}tax`,
      parent_name: `${inner} parent`,
    },
  })
  const account = await act(operator, 'account.create', {
    body: { name: `${inner} kg`, domain: `${inner}.example`, country: 'DE', city: `${inner} city` },
  })
  const product = await act(operator, 'product.create', {
    body: { name: `${inner} product`, line: `${inner} line`, series: `${inner} series` },
  })
  const member = await act(operator, 'member.create', {
    body: {
      name: `${inner} seller`,
      email: `seller@${inner}.example`,
      team: `${inner} team`,
      manager_name: `${inner} boss`,
    },
  })
  const opportunity = await act(operator, 'opportunity.create', {
    body: {
      name: `${inner} deal`,
      account_id: known.id,
      product_id: product.id,
      owner_id: member.id,
      stage: 'open',
      raw_stage: `${inner} stage`,
    },
  })
  const [admin, viewer] = [people[0], people.at(-1)]
  if (!admin || !viewer) throw new Error('an org has people')
  const uploaded = await act(admin.actor, 'import.upload', {
    query: { object: 'account', file_name: `${inner}.csv` },
    body: new Blob([`Name,City\n${inner} import,${inner} town\n`]).stream(),
  })
  const key = await act(admin.actor, 'key.create', {
    body: { name: `${inner} key`, scopes: [...permissionsOf('admin')], expires_in_days: null },
  })
  // Revoked by whoever tries that: the one above still calls.
  const spare = await act(admin.actor, 'key.create', {
    body: { name: `${inner} spare key`, scopes: ['account:read'], expires_in_days: null },
  })
  const webhook = await act(admin.actor, 'webhook.create', {
    body: { url: `${receiver}/${inner}`, description: `${inner} endpoint`, types: ['key.*'] },
  })
  const things: Things = {
    org: toWireId('org', org_id),
    webhook: webhook.id,
    account: account.id,
    product: product.id,
    member: member.id,
    opportunity: opportunity.id,
    import: uploaded.id,
    key: spare.id,
    // Somebody whose place an admin may change and end.
    membership: viewer.membership,
    person: viewer.person,
    session: admin.session,
  }
  return {
    org_id,
    slug,
    operator,
    people,
    key: { authorization: `Bearer ${key.token}` },
    realm: { name: slug, things, canaries: [open, inner] },
  }
}

async function makePartner(world: World, org: OrgCast, name: string, receiver: string): Promise<PartnerCast> {
  const { act } = world
  const word = `${org.slug}${name}canary`
  const manager = org.people.find(({ role }) => role === 'partner_manager')
  const made = await act(org.operator, 'partner.create', {
    body: {
      name: `${word} partner`,
      domain: `${word}.example`,
      country: 'DE',
      labels: [`${org.slug}orgcanary label`],
      manager_id: manager?.membership,
      enrollments: [{ track: 'reseller', tier: 'registered', status: 'active' }],
    },
  })
  const people: Person<PartnerRole>[] = []
  for (const role of PARTNER_ROLES) people.push(await admit(world, org.operator, role, made.id, word))
  const [admin] = people
  if (!admin) throw new Error('a partner has an admin')
  const key = await act(admin.actor, 'key.create', {
    body: { name: `${word} key`, scopes: [...permissionsOf('partner_admin')], expires_in_days: null },
  })
  const spare = await act(admin.actor, 'key.create', {
    body: { name: `${word} spare key`, scopes: ['event:read'], expires_in_days: null },
  })
  const member = await act(org.operator, 'member.create', {
    body: { partner_id: made.id, name: `${word} member`, email: `member@${word}.example` },
  })
  const webhook = await act(admin.actor, 'webhook.create', {
    body: { url: `${receiver}/${word}`, description: `${word} endpoint`, types: ['key.*'] },
  })
  const things: Things = {
    partner: made.id,
    webhook: webhook.id,
    enrollment: made.enrollments[0]?.id,
    key: spare.id,
    member: member.id,
    membership: admin.membership,
    person: admin.person,
    session: admin.session,
  }
  return {
    people,
    admin: admin.actor,
    key: { authorization: `Bearer ${key.token}` },
    realm: { name: `${org.slug} ${name}`, things, canaries: [word] },
  }
}

/** A deal at a company of its own, or at the one that shares the word after `shared-`. */
async function register(world: World, partner: PartnerCast, suffix: string) {
  const [word = ''] = partner.realm.canaries
  const domain = suffix.startsWith('shared-') ? `${suffix}.example` : `${word}-${suffix}.example`
  return world.act(partner.admin, 'registration.submit', {
    body: dealOf(word, { account_domain: domain, account_tax_id: undefined }),
  })
}

/** The second partner holds the account that the first wants too; and each has a deal of its own in review. */
async function contestedDeals(world: World, org: OrgCast, first: PartnerCast, second: PartnerCast) {
  const { act } = world
  const manager = org.people.find(({ role }) => role === 'partner_manager')?.actor ?? org.operator
  const shared = { account_domain: 'contested.example', account_tax_id: undefined }
  const holds = await act(second.admin, 'registration.submit', { body: dealOf('northsecondcanary', shared) })
  await act(manager, 'registration.approve', {
    params: { id: holds.id },
    body: { reason: 'northsecondcanary welcome' },
  })
  const wants = await act(first.admin, 'registration.submit', { body: dealOf('northfirstcanary', shared) })
  if (wants.status !== 'queued') throw new Error(`the deal behind a protected one is ${wants.status}`)
  const own = await act(first.admin, 'registration.submit', {
    body: dealOf('northfirstcanary', { account_domain: 'northfirstcanary-own.example' }),
  })
  const theirs = await act(second.admin, 'registration.submit', {
    body: dealOf('northsecondcanary', { account_domain: 'northsecondcanary-own.example' }),
  })
  const turned = await act(second.admin, 'registration.submit', {
    body: dealOf('northsecondcanary', { account_domain: 'northsecondcanary-no.example', account_tax_id: undefined }),
  })
  await act(manager, 'registration.reject', {
    params: { id: turned.id },
    body: { reason: 'northsecondcanary refused' },
  })
  // The same company as the org's own account: what the org knows about it must not show.
  const known = await act(first.admin, 'registration.submit', {
    body: dealOf('northfirstcanary', { account_domain: 'north-known.example', account_tax_id: undefined }),
  })
  const held = await act(first.admin, 'registration.submit', {
    body: dealOf('northfirstcanary', { account_domain: 'northfirstcanary-held.example', account_tax_id: undefined }),
  })
  await act(manager, 'registration.approve', { params: { id: held.id }, body: { reason: 'northfirstcanary welcome' } })
  // Two companies of one name: a person is to say which is meant.
  await act(org.operator, 'account.create', { body: { name: 'Ambiguous works', domain: 'ambiguous-a.example' } })
  const unsure = await act(first.admin, 'registration.submit', {
    body: dealOf('northfirstcanary', {
      account_name: 'Ambiguous works',
      account_domain: 'ambiguous-b.example',
      account_tax_id: undefined,
    }),
  })
  return {
    first: { registration: own.id, ruling: own.ruling.id },
    second: { registration: theirs.id, ruling: theirs.ruling.id },
    unsure: unsure.id,
    queued: wants.id,
    known: known.id,
  }
}

/** Somebody in a role, with a session of theirs. */
async function admit<Role extends OrgRole | PartnerRole>(
  world: World,
  operator: Actor,
  role: Role,
  partner_id: string | null,
  word: string,
): Promise<Person<Role>> {
  const email = `${role}-${newId()}@${word}.example`
  const made = await world.act(operator, 'person.invite', {
    body: { name: `${word} ${role}`, email, role, partner_id },
  })
  const person_id = uuidOf('person', made.person_id)
  const [token, session_id, now] = [newSecret(), newId(), wallNow()]
  await world.db.transaction(null, async (tx) =>
    insertSession(tx, {
      id: session_id,
      token_hash: hashToken(token),
      person_id,
      created_at: now,
      expires_at: plusMs(now, 10 * DAY_MS),
      user_agent: `${word} browser`,
      address: '192.0.2.7',
    }),
  )
  const actor: Actor = {
    kind: 'person',
    id: person_id,
    org_id: operator.org_id,
    side: partner_id ? 'partner' : 'org',
    partner_id: partner_id && uuidOf('partner', partner_id),
    role,
    permissions: permissionsOf(role),
    membership_id: uuidOf('membership', made.id),
  }
  return {
    role,
    actor,
    headers: { cookie: `tributary_session=${token}`, 'x-tributary-csrf': '1' },
    membership: made.id,
    person: made.person_id,
    session: toWireId('session', session_id),
  }
}
