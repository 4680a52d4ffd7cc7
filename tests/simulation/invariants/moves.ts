import { STATUSES as CONFLICT_STATUSES } from '#server/conflicts/conflict.ts'
import { MOVES as CONSENT_MOVES } from '#server/consents/consent.ts'
import { MOVES as CONDUCT_MOVES, type Move as ConductMove } from '#server/conduct/conduct.ts'
import { MOVES as DISPUTE_MOVES } from '#server/disputes/dispute.ts'
import { sql, type Sql } from '#server/platform/postgres/sql.ts'
import type { Invariant, Look } from './invariant.ts'

/** From each state where a thing may go; it begins in one of `null`. */
type Legal = ReadonlyMap<string | null, ReadonlySet<string>>

function tableOf(
  first: readonly string[],
  moves: readonly { from: readonly string[]; to: readonly string[] }[],
): Legal {
  const legal = new Map<string | null, Set<string>>([[null, new Set(first)]])
  for (const { from, to } of moves)
    for (const state of from) legal.set(state, new Set([...(legal.get(state) ?? []), ...to]))
  return legal
}

/** Where a verb of conduct leads; taking a proposal back leads to where it came from. */
const CONDUCT_TO: Record<ConductMove, readonly string[]> = {
  notify: ['notified'],
  answer: ['answered'],
  dismiss: ['dismissed'],
  note: ['noted'],
  warn: ['warned'],
  propose: ['proposed'],
  confirm: ['suspended', 'answered', 'silent'],
  lift: ['lifted'],
}

const conductMoves = Object.entries(CONDUCT_MOVES).map(([verb, from]) => ({
  from,
  to: CONDUCT_TO[verb as ConductMove], // a verb of the table
}))
const pairs = (moves: Record<string, { from: readonly string[]; to: string }>) =>
  Object.values(moves).map(({ from, to }) => ({ from, to: [to] }))

const TABLES: Record<'consent' | 'conflict' | 'dispute' | 'conduct_case', Legal> = {
  consent: tableOf(['asked', 'granted'], pairs(CONSENT_MOVES)),
  conflict: tableOf(['open'], [{ from: ['open'], to: CONFLICT_STATUSES.filter((status) => status !== 'open') }]),
  dispute: tableOf(
    ['opened'],
    [
      ...pairs(DISPUTE_MOVES),
      // Refused, a proposal is looked at once more; one level up is as far on the level above.
      { from: ['proposed'], to: ['under_review'] },
      { from: ['escalated'], to: ['escalated'] },
    ],
  ),
  conduct_case: tableOf(
    ['found'],
    [
      ...conductMoves,
      // The clock's.
      { from: ['notified'], to: ['silent'] },
      { from: ['noted', 'warned'], to: ['lapsed'] },
      { from: ['suspended'], to: ['lifted'] },
    ],
  ),
}

type Step = { subject_id: string; verb: string; change: string }

/** The state that a record of the audit tells of; null where it tells of none. */
function stateIn({ verb, change }: Step): string | null {
  if (verb === 'conflict.raised') return 'open'
  if (verb === 'dispute.opened') return 'opened'
  if (verb === 'conduct_case.found') return 'found'
  const { after, status } = JSON.parse(change) as { after?: string; status?: string } // written by `ctx.record`
  return after ?? (verb.startsWith('conduct_case.') ? (status ?? null) : null)
}

async function breaches({ tx, org_id }: Look, noun: keyof typeof TABLES, standing: Sql): Promise<string[]> {
  const [rows, now] = await Promise.all([
    tx.rows<Step>(sql`select subject_id, verb, change from audit where org_id = ${org_id} and subject_noun = ${noun}
      and subject_id is not null order by id`),
    tx.rows<{ id: string; status: string }>(standing),
  ])
  const of = Map.groupBy(rows, ({ subject_id }) => subject_id)
  return now.flatMap(({ id, status }) => {
    let at: string | null = null
    const found: string[] = []
    for (const step of of.get(id) ?? []) {
      const next = stateIn(step)
      if (next === null || (next === at && !TABLES[noun].get(at)?.has(next))) continue
      if (!TABLES[noun].get(at)?.has(next)) found.push(`${noun} ${id} went from ${at} to ${next} by ${step.verb}`)
      at = next
    }
    return at === status ? found : [...found, `${noun} ${id} is ${status}, and its history ends with ${at}`]
  })
}

/** What stands on record of consents, conflicts, disputes and conduct cases is a way that their tables of moves know. */
export const moveInvariants: Invariant[] = [
  {
    name: 'move.legal_in_peace',
    why: 'consents, conflicts, disputes and conduct cases come to their states by legal moves, each of them on record',
    check: async (look) => {
      const { org_id } = look
      const found = await Promise.all([
        breaches(look, 'consent', sql`select id, status from consent where org_id = ${org_id}`),
        breaches(look, 'conflict', sql`select id, status from conflict where org_id = ${org_id}`),
        breaches(look, 'dispute', sql`select id, status from dispute where org_id = ${org_id}`),
        breaches(look, 'conduct_case', sql`select id, status from conduct_case where org_id = ${org_id}`),
      ])
      return found.flat()
    },
  },
]
