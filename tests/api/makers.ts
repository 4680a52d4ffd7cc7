import { readFile } from 'node:fs/promises'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { ORG_ROLES, PARTNER_ROLES, type OrgRole, type PartnerRole } from '#kit/roles.ts'
import { permissionsOf } from '#server/access/index.ts'
import { insertSession } from '#server/access/store.ts'
import { hashToken } from '#server/access/tokens.ts'
import { operatorActor, type Actor } from '#server/command/index.ts'
import { createOrg } from '#server/orgs/index.ts'
import { newId, newSecret, wallNow } from '#server/platform/clock.ts'
import type { World } from '#tests/make/world.ts'
import type { Realm, Things } from './realms.ts'

/** Orgs and partners with their people, keys and what they own from the first day. */

const PROGRAM = new URL('../../db/worlds/reference-program.yaml', import.meta.url)

export type Person<Role> = {
  role: Role
  actor: Actor
  headers: Record<string, string>
  membership: string
  person: string
  session: string
}
export type OrgCast = {
  /** The account that partners know by its domain. */
  known: string
  org_id: string
  slug: string
  operator: Actor
  realm: Realm
  people: Person<OrgRole>[]
  key: Record<string, string>
}
export type PartnerCast = { realm: Realm; admin: Actor; people: Person<PartnerRole>[]; key: Record<string, string> }

export async function makeOrg(world: World, slug: string, receiver: string): Promise<OrgCast> {
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
    // So that a suspension can be proposed at once.
    .replace('first: notice', 'first: suspension')
    .replace('second: warning', 'second: suspension')
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
    known: known.id,
    org_id,
    slug,
    operator,
    people,
    key: { authorization: `Bearer ${key.token}` },
    realm: { name: slug, things, more: [], canaries: [open, inner] },
  }
}

export async function makePartner(world: World, org: OrgCast, name: string, receiver: string): Promise<PartnerCast> {
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
    realm: { name: `${org.slug} ${name}`, things, more: [], canaries: [word] },
  }
}

/** Somebody in a role, with a session of theirs. */
export async function admit<Role extends OrgRole | PartnerRole>(
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
