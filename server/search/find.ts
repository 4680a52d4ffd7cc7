import { NOUNS, toWireId } from '#kit/ids.ts'
import { areFound, codeWords, domainWords, emailWords, readingsOf, wordsOf } from '#kit/search-words.ts'
import { nameKey } from '#kit/company-name.ts'
import { query, type Reading } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import * as contract from './contract.ts'
import type { SearchHit } from './contract.ts'
import { FOUND_NOUNS, PARTNER_FINDS, SEARCHED, WITHIN, type FoundNoun, type SearchedNoun } from './search.ts'
import * as store from './store.ts'
import * as things from './things-store.ts'
import type { Thing } from './things-store.ts'

/** So many of a kind are ranked; of a word that begins more of them, the exact and the newest are. */
const POOL = 40
/** So many words of each beginning are read where there are several beginnings. */
const LIST_MAX = 8000

type Matched = NonNullable<SearchHit['matched']>
type Hit = SearchHit & { score: number; uuid: string }

/** What the caller may find, of what was asked for. */
function nounsFor({ actor }: Pick<Reading, 'actor'>, asked: string | undefined): FoundNoun[] {
  const wanted = asked?.split(',')
  return FOUND_NOUNS.filter(
    (noun) =>
      (!wanted || wanted.includes(noun)) &&
      (actor.side === 'org' || PARTNER_FINDS.includes(noun)) &&
      actor.permissions.has(noun === 'program' ? 'program:read' : SEARCHED[noun]),
  )
}

export const findAnything = query(contract.search, async (reading, { query: { q, nouns: asked, limit } }) => {
  const { tx, org_id, actor } = reading
  const nouns = nounsFor(reading, asked)
  const searched = nouns.filter((noun) => noun !== 'program')
  const [by_id, by_words, versions] = await Promise.all([
    findById(tx, org_id, actor.partner_id, searched, q.trim()),
    findByWords(tx, org_id, actor.partner_id, searched, readingsOf(q)),
    nouns.includes('program') ? findVersions(tx, org_id, q) : [],
  ])
  const ids = new Set(by_id.map(({ id }) => id))
  const found = [...by_id, ...by_words.filter(({ id }) => !ids.has(id)), ...versions]
  const groups = nouns.flatMap((noun) => {
    const rows = found
      .filter((hit) => hit.noun === noun)
      .sort((a, b) => b.score - a.score || (a.uuid < b.uuid ? 1 : -1))
    const shown = rows.slice(0, limit).map(({ score: _score, uuid: _uuid, ...hit }) => hit)
    return rows[0] ? [{ noun, rows: shown, more: rows.length > limit, best: rows[0].score }] : []
  })
  // Kinds by their best hit; of equals the order of SEARCHED, which a stable sort keeps.
  groups.sort((a, b) => b.best - a.best)
  return { groups: groups.map(({ best: _best, ...group }) => group) }
})

/** The readings of what was typed, one after the other until one has found enough. */
async function findByWords(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  nouns: readonly SearchedNoun[],
  readings: readonly string[][],
): Promise<Hit[]> {
  const hits = new Map<string, Hit>()
  for (const terms of readings) {
    if (hits.size >= POOL) break
    const candidates = await findCandidates(tx, org_id, partner_id, nouns, terms)
    const shown = await Promise.all(
      nouns.map(async (noun) => {
        const ids = [...new Set(candidates.filter((one) => one.noun === noun).map(({ id }) => id))]
        const found = await things.listThings(tx, org_id, noun, ids, partner_id)
        return found.map((thing) => hitOf(noun, thing, terms, partner_id !== null))
      }),
    )
    for (const hit of shown.flat()) if (!hits.has(hit.id)) hits.set(hit.id, hit)
  }
  return [...hits.values()]
}

function findCandidates(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  nouns: readonly SearchedNoun[],
  terms: readonly string[],
): Promise<store.Candidate[]> {
  const asked = { partner_id, nouns, limit: POOL }
  const [term] = terms
  return terms.length === 1 && term !== undefined
    ? store.listByBeginning(tx, org_id, { ...asked, term })
    : store.listByBeginnings(tx, org_id, { ...asked, terms, most: LIST_MAX })
}

/** An id, the beginning of one, or a claim's number. A partner does not know claims by number. */
async function findById(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  nouns: readonly SearchedNoun[],
  typed: string,
): Promise<Hit[]> {
  const asked = nouns.flatMap((noun) => {
    const hex = typed.startsWith(`${NOUNS[noun]}_`) ? typed.slice(NOUNS[noun].length + 1).toLowerCase() : ''
    return /^[0-9a-f]{6,32}$/.test(hex) ? [{ noun, range: [uuid(hex, '0'), uuid(hex, 'f')] as const }] : []
  })
  const number = /^#?(\d{1,18})$/.exec(typed)?.[1]
  const by_number = number && !partner_id && nouns.includes('registration')
  const found = await Promise.all([
    ...asked.map(async ({ noun, range }) => {
      const ids = await things.listByIdRange(tx, org_id, noun, range, partner_id, POOL)
      return shown(noun, ids, { by: 'id', text: typed })
    }),
    ...(by_number
      ? [
          things
            .findByClaimNo(tx, org_id, number)
            .then((ids) => shown('registration', ids, { by: 'claim_no', text: number })),
        ]
      : []),
  ])
  return found.flat()

  async function shown(noun: SearchedNoun, ids: string[], matched: Matched): Promise<Hit[]> {
    const all = await things.listThings(tx, org_id, noun, ids, partner_id)
    return all.map((thing) => ({ ...hitOf(noun, thing, [], partner_id !== null), matched, score: 100 }))
  }
}

function uuid(hex: string, fill: string): string {
  return hex.padEnd(32, fill).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function hitOf(noun: SearchedNoun, thing: Thing, terms: readonly string[], is_partner: boolean): Hit {
  const name = wordsOf(thing.name)
  const glued = nameKey(thing.name)
  const found = areFound(terms, [...name, glued])
  // To a partner every deal is its own: its name beside each would say nothing.
  const beside = !is_partner ? thing.subtitle : noun === 'registration' ? [thing.domain] : thing.subtitle.slice(-1)
  const within = WITHIN[noun]
  return {
    noun,
    id: toWireId(noun, thing.id),
    uuid: thing.id,
    title: thing.name,
    subtitle: beside.filter(Boolean).join(' · ') || null,
    mark: thing.mark,
    within: within && thing.within_id ? { noun: within, id: toWireId(within, thing.within_id) } : null,
    matched: found
      ? null
      : matchOf(
          thing,
          terms.filter((term) => !areFound([term], [...name, glued])),
        ),
    score: scoreOf(terms, name, glued),
  }
}

/** Exact words of the name count most, then beginnings, then what stands elsewhere; a name that begins so goes ahead. */
function scoreOf(terms: readonly string[], name: readonly string[], glued: string): number {
  let score = 0
  for (const term of terms) score += name.includes(term) ? 3 : name.some((word) => word.startsWith(term)) ? 2 : 1
  const per_term = terms.length > 0 ? score / terms.length : 0
  const begins = terms[0] !== undefined && name[0]?.startsWith(terms[0]) ? 1 : 0
  return per_term + begins + (glued !== '' && glued === terms.join('') ? 4 : 0)
}

/** Where the words stand that the title does not have. */
function matchOf(thing: Thing, terms: readonly string[]): Matched | null {
  const places: [Matched['by'], readonly (string | null)[], (text: string) => string[]][] = [
    ['domain', [thing.domain], domainWords],
    ['email', thing.emails, emailWords],
    ['contact', thing.contacts, wordsOf],
    ['code', thing.codes, codeWords],
    ['place', thing.places, wordsOf],
  ]
  for (const [by, texts, words] of places) {
    for (const text of texts) if (text && terms.some((term) => areFound([term], words(text)))) return { by, text }
  }
  return null
}

async function findVersions(tx: Tx, org_id: string, q: string): Promise<Hit[]> {
  const terms = wordsOf(q)
  if (terms.length === 0) return []
  const versions = await things.listVersions(tx, org_id)
  return versions
    .filter(({ version, note }) =>
      areFound(terms, ['program', 'version', `v${version}`, String(version), ...wordsOf(note)]),
    )
    .slice(0, POOL)
    .map(({ version, status, note }) => ({
      noun: 'program' as const,
      id: String(version),
      uuid: String(version).padStart(12, '0'),
      title: `Version ${version}`,
      subtitle: note || null,
      mark: status,
      within: null,
      matched: null,
      score: 1,
    }))
}
