import type { Noun } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import type { World } from '#tests/make/world.ts'
import { contestedDeals, dealOf, register, registerUnsure } from './contested.ts'
import { layMoments, layOrgDesk, layPartnerDesk, makeReceiver } from './desk.ts'
import { makeOrg, makePartner, type OrgCast, type PartnerCast } from './makers.ts'
import { layDisagreement, layOrgPeace, layPartnerPeace, layPeaceMoments, type Moment } from './peace.ts'

/** Somebody who calls: how they prove who they are, what they are, and which canaries they may see. */
export type CallerOf = {
  name: string
  headers: Record<string, string>
  side: 'org' | 'partner' | 'nobody'
  /** A person as the verbs know them; a key is asked for by its header. */
  actor: Actor | null
  realm: Realm | null
  sees: readonly string[]
}

/** Things of one owner by noun: of an org, or of a partner in it. */
export type Things = Partial<Record<Noun, string>>

/** An org or one partner of it: what it owns, and the words that stand in every text of it. */
export type Realm = {
  name: string
  things: Things
  /** Ids of further things of its own. */
  more: string[]
  canaries: readonly string[]
}

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
  moments: Readonly<Record<string, Moment>>
  callers: CallerOf[]
  /** People and keys of the second partner, and of the other org and its partner. */
  others: CallerOf[]
  /** Every owner of anything. */
  realms: Realm[]
  org_ids: { north: string; south: string }
}

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
    Object.assign(org.realm.things, await layOrgPeace(world, org))
    for (const partner of owners) {
      const { things } = partner.realm
      Object.assign(things, await layPartnerDesk(world, org, partner, things.registration ?? ''))
      const peace = await layPartnerPeace(world, org, partner, (who, suffix) => register(world, who, suffix))
      Object.assign(things, peace.things)
      partner.realm.more.push(...peace.more)
    }
    const deal = await register(world, owners[0], 'on-the-desk')
    Object.assign(org.realm.things, await layOrgDesk(world, org, { deal, receiver: receiver.url }))
  }
  await layDisagreement(world, north, { opener: first, other: second, ruling: made.wanted })
  const deal = (partner: typeof first, suffix: string) => register(world, partner, suffix)
  const moments = {
    ...(await layMoments(world, north, { first, second }, deal)),
    ...(await layPeaceMoments(world, north, first, deal, (suffix) => registerUnsure(world, north, first, suffix))),
  }
  first.realm.more.push(...[made.queued, made.known, made.unsure].filter((id) => id !== undefined))
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
  const callersOf = (
    { people, key }: Pick<OrgCast | PartnerCast, 'people' | 'key'>,
    side: 'org' | 'partner',
    realm: Realm,
    sees: readonly string[],
  ): CallerOf[] => [
    ...people.map(({ role, headers, actor }) => ({ name: role, headers, side, actor, realm, sees })),
    { name: `${side} key`, headers: key, side, actor: null, realm, sees },
  ]
  const callers: CallerOf[] = [
    ...callersOf(north, 'org', northAll, ofNorth),
    ...callersOf(first, 'partner', firstOwn, ofFirst),
    { name: 'signed out', headers: {}, side: 'nobody', actor: null, realm: null, sees: [] },
  ]
  const southAll = {
    ...south.realm,
    things: { ...foreign.realm.things, ...south.realm.things },
    more: [...south.realm.more, ...foreign.realm.more],
    canaries: [...south.realm.canaries, ...foreign.realm.canaries],
  }
  const others = [
    ...callersOf(second, 'partner', second.realm, [...second.realm.canaries, 'northpubcanary']),
    ...callersOf(south, 'org', southAll, southAll.canaries),
    ...callersOf(foreign, 'partner', foreign.realm, [...foreign.realm.canaries, 'southpubcanary']),
  ]
  return {
    north: northAll,
    south: southAll,
    first: firstOwn,
    second: second.realm,
    org: north.realm,
    moments,
    own_deals: [made.first.registration, made.queued, made.known, made.unsure].filter((id) => id !== undefined),
    callers,
    others,
    realms: [northAll, first.realm, second.realm, north.realm, south.realm, foreign.realm],
    org_ids: { north: north.org_id, south: south.org_id },
  }
}
