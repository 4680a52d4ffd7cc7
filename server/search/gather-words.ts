import { codeWords, distinctWords, domainWords, emailWords, nameWords, wordsOf } from '#kit/search-words.ts'
import type { Context, Event, Listener, Runtime } from '#server/command/index.ts'
import { listOrgs } from '#server/orgs/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { EVENTS_OF, SEARCHED_NOUNS, type SearchedNoun } from './search.ts'
import * as store from './store.ts'
import { holdThingsAfter, listThings, type Thing } from './things-store.ts'

/** The words a thing is found by: those of its name first, in case there are too many. */
function wordsOfThing(thing: Thing): string[] {
  const each = (texts: readonly (string | null)[], words: (text: string) => string[]) =>
    texts.flatMap((text) => (text ? words(text) : []))
  return distinctWords([
    ...nameWords(thing.name),
    ...each([thing.domain], domainWords),
    ...each(thing.emails, emailWords),
    ...each(thing.contacts, wordsOf),
    ...each(thing.codes, codeWords),
    ...each(thing.places, wordsOf),
  ])
}

const entryOf = (thing: Thing): store.Entry => ({
  id: thing.id,
  partner_id: thing.partner_id,
  words: wordsOfThing(thing),
})

async function replace(tx: Tx, org_id: string, noun: SearchedNoun, ids: readonly string[], entries: store.Entry[]) {
  const same = (a: store.Entry, b: store.Entry) =>
    a.partner_id === b.partner_id &&
    a.words.length === b.words.length &&
    a.words.every((word, at) => word === b.words[at])
  const before = new Map((await store.listEntries(tx, org_id, noun, ids)).map((entry) => [entry.id, entry]))
  const changed = entries.filter((entry) => {
    const old = before.get(entry.id)
    return !old || !same(old, entry)
  })
  const kept = new Set(entries.filter((entry) => !changed.includes(entry)).map(({ id }) => id))
  store.deleteEntries(
    tx,
    org_id,
    noun,
    [...before.values()].filter(({ id }) => !kept.has(id)),
  )
  store.insertEntries(tx, org_id, noun, changed)
}

/** Makes things findable as they stand now, in the transaction that wrote them. `fresh`: they have just been made. */
export async function gatherWords(
  ctx: Context,
  noun: SearchedNoun,
  ids: readonly string[],
  fresh = false,
): Promise<void> {
  const { tx, org_id } = ctx
  if (ids.length === 0) return
  const entries = (await listThings(tx, org_id, noun, ids, null)).map(entryOf)
  if (fresh) store.insertEntries(tx, org_id, noun, entries)
  else await replace(tx, org_id, noun, ids, entries)
}

/** Two accounts became one, or two again: the words of both are those of the one that stands for them, or their own. */
const gatherBoth: Listener = async (ctx, event) => {
  const { loser_id, winner_id } = event.body
  await gatherWords(
    ctx,
    'account',
    [loser_id, winner_id].filter((id) => typeof id === 'string'),
  )
}

/** What was made or renamed is found by its words as soon as that is committed. */
export const searchListeners: { type: string; listen: Listener }[] = [
  ...Object.entries(EVENTS_OF).map(([type, { noun, fresh }]) => ({
    type,
    listen: (ctx: Context, event: Event) => gatherWords(ctx, noun, [event.subject.id], fresh),
  })),
  { type: 'account.merged', listen: gatherBoth },
  { type: 'account.merge_undone', listen: gatherBoth },
]

const STRETCH = 1000

/** Orgs of which this process knows that nothing is left to gather. */
const gathered = new WeakMap<Runtime, Set<string>>()

/**
 * Gathers the words of what stood there before: after an upgrade, or in an org that was restored. A stretch is a
 * transaction that remembers how far it came, so any server may go on where another was ended.
 */
export async function gatherLeftovers(runtime: Runtime, stopping: AbortSignal): Promise<void> {
  const known = gathered.get(runtime) ?? new Set()
  gathered.set(runtime, known)
  for (const { id: org_id } of await runtime.db.transaction(null, listOrgs)) {
    if (known.has(org_id)) continue
    const scope = { org_id, scope: 'org', partner_id: null } as const
    const finished = await runtime.db.transaction(scope, (tx) => store.listFinished(tx, org_id))
    const left = SEARCHED_NOUNS.filter((noun) => !finished.includes(noun))
    for (const noun of left) {
      for (let more = true; more;) {
        if (stopping.aborted) return
        more = await runtime.db.transaction(scope, (tx) => gatherStretch(tx, org_id, noun))
      }
    }
    if (left.length === 0) known.add(org_id)
  }
}

async function gatherStretch(tx: Tx, org_id: string, noun: SearchedNoun): Promise<boolean> {
  const progress = await store.holdProgress(tx, org_id, noun)
  if (!progress) return false
  const things = await holdThingsAfter(tx, org_id, noun, progress.after_id, STRETCH)
  const entries = things.map(entryOf)
  await replace(
    tx,
    org_id,
    noun,
    entries.map(({ id }) => id),
    entries,
  )
  const more = things.length === STRETCH
  const finished_at = more ? null : wallNow()
  store.keepProgress(tx, org_id, noun, { after_id: things.at(-1)?.id ?? progress.after_id, finished_at })
  return more
}
