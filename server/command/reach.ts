import { NOUNS, fromWireId, type Noun } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { raw, sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Actor } from './actor.ts'

/**
 * The wall that the code keeps by itself, beside row-level security: what a partner names in a request must be its own, and
 * what an answer names must be too. With the database's wall standing it finds nothing to do before the scope is raised;
 * after that, when a command answers what it gathered as the org, it is the only one.
 */

/** Whose the things of a noun are: the table, and the expression that names the partner (null: the org's alone). */
export type Owned = readonly { noun: Noun; table: string; owner?: string }[]

const BY_PREFIX = new Map<string, Noun>(Object.entries(NOUNS).map(([noun, prefix]) => [prefix, noun as Noun])) // the entries of NOUNS
const ID = /^([a-z]{3,4})_[0-9a-f]{32}$/

/** Every id that stands somewhere as a value of its own; what is written in a text is a text. */
function idsIn(value: unknown, into: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') {
    if (ID.test(value)) into.add(value)
  } else if (Array.isArray(value)) for (const one of value) idsIn(one, into)
  else if (typeof value === 'object' && value !== null && isPlain(value))
    for (const one of Object.values(value)) idsIn(one, into)
  return into
}

/** Bytes and streams hold no ids. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The first of these that belongs to somebody else, as far as the transaction sees; one look-up for all of them. */
async function findForeign(
  { tx, owned, actor }: { tx: Tx; owned: Owned; actor: Actor },
  ids: Iterable<string>,
): Promise<string | undefined> {
  const by_noun = new Map<Noun, string[]>()
  for (const id of ids) {
    const noun = BY_PREFIX.get(id.slice(0, id.indexOf('_')))
    const uuid = noun && fromWireId(noun, id)
    if (noun && uuid) by_noun.set(noun, [...(by_noun.get(noun) ?? []), uuid])
  }
  let all: Sql | undefined
  for (const { noun, table, owner = 'partner_id' } of owned) {
    const uuids = by_noun.get(noun)
    if (!uuids) continue
    const one = sql`(select ${noun}::text as noun, id from ${raw(table)} where org_id = ${actor.org_id} and id = any(${uuids}::uuid[])
      and ${raw(owner)} is distinct from ${actor.partner_id}::uuid limit 1)`
    all = all ? sql`${all} union all ${one}` : one
  }
  const [found] = all ? await tx.rows<{ noun: string; id: string }>(all) : []
  return found && `${found.noun} ${found.id}`
}

export type Reach = {
  /** Does the work of a request, and refuses one that names a thing of somebody else, as if it were not there. */
  within<T>(input: unknown, work: () => Promise<T>): Promise<T>
  /** Fails rather than answer with a thing of somebody else. What the request itself named was looked at before. */
  told(answer: unknown, input: unknown): Promise<void>
}

const EVERYWHERE: Reach = { within: (_, work) => work(), told: async () => undefined }

/** The org's people reach all of their org; a partner's reach their own. */
export function reachOf(tx: Tx, owned: Owned, actor: Actor): Reach {
  if (actor.side === 'org' || owned.length === 0) return EVERYWHERE
  const at = { tx, owned, actor }
  return {
    async within(input, work) {
      // Sent first, at the caller's scope, and in one go with what the work sends.
      const foreign = findForeign(at, idsIn(input))
      foreign.catch(() => undefined)
      // The work ends before anything is refused: nothing of it may reach the connection after the transaction. What it
      // says of a thing of somebody else is not said.
      const [done] = await Promise.allSettled([work()])
      if (await foreign) throw new Refused(COMMON.not_found, { noun: 'thing' })
      if (done.status === 'rejected') throw done.reason
      return done.value
    },
    async told(answer, input) {
      const named = idsIn(input)
      const ids = [...idsIn(answer)].filter((id) => !named.has(id))
      const foreign = ids.length > 0 ? await findForeign(at, ids) : undefined
      if (foreign) throw new Error(`an answer to partner ${actor.partner_id} named what is not its own: ${foreign}`)
    },
  }
}
