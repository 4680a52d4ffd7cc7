import { encodeCursor } from '#kit/cursor.ts'
import type { Route } from '#kit/contract.ts'
import { NOUNS, type Noun } from '#kit/ids.ts'
import { PERMISSIONS } from '#kit/roles.ts'
import { readWireId } from '#kit/wire-ids.ts'
import { permissionsOf, resolveActor } from '#server/access/index.ts'
import type { Actor, Runtime } from '#server/command/index.ts'
import { contracts } from '#server/contracts.ts'
import { Components, type Schema } from '#server/edge/schemas.ts'
import type { World } from '#tests/make/world.ts'
import { asksOf, put, slotsOf, type Ask } from './asks.ts'
import { chanceOf, TEXTS, type Chance } from './hostile.ts'
import type { CallerOf, Cast, Realm } from './realms.ts'

/**
 * Probes: requests made by chance out of the contracts, each by somebody who may not see what others have. From a seed
 * and a number the same probe comes again.
 */

/** Somebody who probes: who they are to the verbs, what is theirs, and what no answer to them may hold. */
export type Prober = {
  name: string
  headers: Record<string, string>
  side: CallerOf['side']
  actor: Actor | null
  /** Ids of its own, and those of all others, by prefix. */
  own: ReadonlyMap<string, string[]>
  foreign: ReadonlyMap<string, string[]>
  /** Words of others, as parts: whoever is answered with the whole has not sent it. */
  words: string[]
  own_words: readonly string[]
  forbidden: RegExp
}

export type Probe = { seed: number; n: number; route: Route; prober: Prober; ask: Ask }

export const ROUTES: readonly Route[] = Object.values(contracts)

/** Of the org itself, partners read these. */
const OPEN_TO_PARTNERS: readonly string[] = [NOUNS.org, NOUNS.membership, NOUNS.person]

const prefixOf = (id: string) => id.slice(0, id.indexOf('_'))
const idsOf = (realm: Realm) => [...Object.values(realm.things), ...realm.more]

function byPrefix(ids: Iterable<string>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const id of ids) found.set(prefixOf(id), [...(found.get(prefixOf(id)) ?? []), id])
  return found
}

/** Everybody of the cast as a prober. */
export async function probersOf(world: World, cast: Cast): Promise<Prober[]> {
  const words = [...new Set(cast.realms.flatMap(({ canaries }) => canaries))]
  const owners = new Map<string, Realm[]>()
  for (const realm of cast.realms) for (const id of idsOf(realm)) owners.set(id, [...(owners.get(id) ?? []), realm])
  const probers: Prober[] = []
  for (const caller of [...cast.callers, ...cast.others]) {
    const { name, headers, side, sees } = caller
    const actor = caller.actor ?? (await keyed(world.runtime, headers))
    // Whose words one may read, one may read the ids of: the org reads what its partners have.
    const mine = cast.realms.filter(
      ({ canaries }) => canaries.every((word) => sees.includes(word)) && (side === 'org' || canaries.length === 1),
    )
    const own = new Set(mine.flatMap(idsOf))
    const org_words = sees.filter((word) => word.endsWith('pubcanary'))
    const foreign = [...owners.keys()].filter((id) => {
      if (own.has(id)) return false
      const of_own_org = owners.get(id)?.some(({ canaries }) => canaries.some((word) => org_words.includes(word)))
      return !(side === 'partner' && of_own_org && OPEN_TO_PARTNERS.includes(prefixOf(id)))
    })
    const hidden = words.filter((word) => !sees.includes(word))
    probers.push({
      name: `${mine[0]?.name ?? 'nobody'}'s ${name}`,
      headers,
      side,
      actor,
      own: byPrefix(own),
      foreign: byPrefix(foreign),
      words: hidden.map((word) => word.slice(0, -3)),
      own_words: sees,
      forbidden: new RegExp([...hidden, ...foreign].join('|'), 'gi'),
    })
  }
  return probers
}

async function keyed(runtime: Runtime, headers: Record<string, string>): Promise<Actor | null> {
  const bearer = headers.authorization?.replace('Bearer ', '')
  return bearer ? ((await resolveActor(runtime, { bearer }))?.actor ?? null) : null
}

/** May this prober call the route at all? Most probes come from who may: the others are told so and nothing is tried. */
function mayCall({ route }: { route: Route }, { actor, side }: Prober): boolean {
  const { permission } = route
  if (permission === 'public') return true
  if (!actor || (route.side !== 'both' && route.side !== 'person' && route.side !== side)) return false
  return permission === null || actor.permissions.has(permission)
}

const asks = new Map<string, Ask[]>()
const fields = new Map<string, [string, Schema][]>()

function askFor(route: Route, chance: Chance): Ask {
  let known = asks.get(route.id)
  if (!known) asks.set(route.id, (known = asksOf(route)))
  return structuredClone(chance.one(known))
}

/** What an address may filter by. */
function filtersOf(route: Route): [string, Schema][] {
  let known = fields.get(route.id)
  if (!known) {
    const json = route.query ? new Components().add(route.query, 'input') : {}
    known = Object.entries((json.properties ?? {}) as Record<string, Schema>)
    fields.set(route.id, known)
  }
  return known
}

/** Makes the probe with this number. */
export function probeOf(seed: number, n: number, probers: readonly Prober[], routes = ROUTES): Probe {
  const chance = chanceOf((seed * 1_000_003 + n * 7919) >>> 0)
  const route = chance.one(routes)
  const able = probers.filter((prober) => mayCall({ route }, prober))
  const prober = able.length > 0 && chance.often(0.9) ? chance.one(able) : chance.one(probers)
  const ask = askFor(route, chance)
  for (const { path, noun } of slotsOf(ask)) put(ask, path, idFor(noun, prober, chance))
  const texts = route.raw_body ? { query: ask.query } : { query: ask.query, body: ask.body }
  for (const { at, key, value } of placesIn(texts))
    if (typeof value === 'string' && !readWireId(value) && chance.often(0.2)) at[key] = wordFor(prober, chance)
  for (const [name, schema] of filtersOf(route))
    if (!(name in ask.query) && chance.often(0.25)) ask.query[name] = filterFor(name, schema, prober, chance)
  if (route.etag === 'requires') ask.query.if_match = 1 + chance.below(3)
  return { seed, n, route, prober, ask }
}

function idFor(noun: Noun, { own, foreign }: Prober, chance: Chance): string {
  const prefix = NOUNS[noun]
  const [mine, theirs] = [own.get(prefix) ?? [], foreign.get(prefix) ?? []]
  const dice = chance.next()
  if (dice < 0.45 && mine.length > 0) return chance.one(mine)
  if (dice < 0.85 && theirs.length > 0) return chance.one(theirs)
  if (dice < 0.9) return chance.one([...foreign.values()].flat())
  if (dice < 0.97)
    return `${prefix}_${'0198f0c2a1b47c3d9e5f6a7b8c9d0e1f'.slice(0, 28)}${String(chance.below(10_000)).padStart(4, '0')}`
  return chance.one(SHORT)
}

/** What can stand in an address. */
const SHORT = TEXTS.filter((text) => text.length < 300 && text.isWellFormed())

function wordFor({ words, own_words }: Prober, chance: Chance): string {
  if (chance.often(0.6) && words.length > 0) return chance.one([chance.one(words), `${chance.one(words)} works`])
  if (chance.often(0.5) && own_words.length > 0) return chance.one(own_words)
  return chance.one(SHORT)
}

function filterFor(name: string, schema: Schema, prober: Prober, chance: Chance): unknown {
  if (Array.isArray(schema.enum)) return chance.one(schema.enum)
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return 1 + chance.below(100)
  if (name === 'cursor') {
    const theirs = [...prober.foreign.values()].flat()
    const id = theirs.length > 0 ? readWireId(chance.one(theirs))?.uuid : undefined
    const keys: Record<string, string | number>[] = [
      { id: id ?? '' },
      { name_key: wordFor(prober, chance), id: id ?? '' },
      { seq: 1 },
    ]
    return encodeCursor(chance.one(keys))
  }
  return wordFor(prober, chance)
}

/** Every place inside a value. */
function placesIn(root: unknown): { at: Record<string, unknown>; key: string; value: unknown }[] {
  if (typeof root !== 'object' || root === null || root instanceof Uint8Array) return []
  const at = root as Record<string, unknown> // arrays are read by their places too
  return Object.entries(at).flatMap(([key, value]) => [{ at, key, value }, ...placesIn(value)])
}

/** What of others stands in an answer, apart from what the request brought itself. */
export function crossed({ prober, ask }: Probe, answer: string): string[] {
  const found = answer.match(prober.forbidden)
  if (!found) return []
  const sent = JSON.stringify(ask).toLowerCase()
  return [...new Set(found.map((one) => one.toLowerCase()))].filter((one) => !sent.includes(one))
}

export function nameOf({ seed, n, route, prober, ask }: Probe): string {
  return `seed ${seed} probe ${n}: ${prober.name} asks ${route.id} with ${JSON.stringify(ask).slice(0, 300)}`
}

/** Somebody to whom no role and no side says no any more. */
export function unbound(prober: Prober): Prober {
  const all = new Set<string>([...PERMISSIONS, ...permissionsOf('admin')])
  return prober.actor ? { ...prober, actor: { ...prober.actor, role: 'admin', permissions: all } } : prober
}
