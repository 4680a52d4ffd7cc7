import { evidenceInWords } from '#server/accounts/evidence-words.ts'
import { toWireId } from '#kit/ids.ts'
import { nameKey } from '#kit/company-name.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Instant } from '#kit/instant.ts'
import type { Actor } from '#server/command/index.ts'
import { openOpportunitiesOf } from '#server/opportunities/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { BesideAnswer, MatchAnswer, MatchRowAnswer } from './contract.ts'
import { leftOf, type AskedCompany, type KeptCandidate } from './match.ts'
import * as store from './store.ts'
import { groundInWords } from './words.ts'

/** One row of the queue. */
export function showRow(m: store.Shown, names: ReadonlyMap<string, string>): MatchRowAnswer {
  const left = leftOf(m)
  const [best] = left
  return {
    id: toWireId('match', m.id),
    source: m.source,
    subject: { noun: m.noun, id: toWireId(m.noun, m.subject_id) },
    status: m.status,
    name: m.asked.name,
    country: m.asked.country,
    partner: m.partner_id && m.partner_name ? { id: toWireId('partner', m.partner_id), name: m.partner_name } : null,
    best: best && m.best_name ? { account_id: toWireId('account', best.facts.account_id), name: m.best_name } : null,
    candidates: left.length,
    score: m.score,
    // Two accounts that the program itself would take for one are asked about all the same: a person merges.
    why: groundInWords(m.ground, m.ground === 'domain' && !best?.facts.other_tax_id ? 'same' : 'maybe'),
    opened_at: m.opened_at,
    decided_at: m.decided_at,
    decided_by: m.decided_by && (names.get(m.decided_by) ?? m.decided_by),
    account: m.account_id && m.account_name ? { id: toWireId('account', m.account_id), name: m.account_name } : null,
    settled_by: m.settled_by,
    taken_back_at: m.taken_back_at,
    revision: m.revision,
  }
}

export async function showRows(tx: Tx, rows: readonly store.Shown[]): Promise<MatchRowAnswer[]> {
  const names = await actorNames(
    tx,
    rows.flatMap(({ decided_by }) => decided_by ?? []),
  )
  return rows.map((row) => showRow(row, names))
}

const FIELDS = ['domain', 'country', 'city', 'street', 'phone', 'tax_id'] as const

type Beside = Awaited<ReturnType<typeof store.listBeside>>[number]

/** Fields that both know and that are not the same. What the features say of a field goes before how it is written. */
function differs(asked: AskedCompany, account: Beside, { facts }: KeptCandidate): BesideAnswer['differs'] {
  const likeness: Partial<Record<(typeof FIELDS)[number], string>> = facts
  const found: BesideAnswer['differs'] = nameKey(asked.name) === nameKey(account.name) ? [] : ['name']
  for (const field of FIELDS) {
    const [a, b] = [asked[field], account[field]]
    if (a && b && a !== b && likeness[field] !== 'same') found.push(field)
  }
  return found
}

/** The match with everything that a person needs to tell the companies apart. */
export async function answerMatch(
  { tx, org_id, actor, now }: { tx: Tx; org_id: string; actor: Actor; now: Instant },
  id: string,
): Promise<MatchAnswer> {
  const m = await store.findMatch(tx, org_id, id)
  if (!m) throw new Refused(COMMON.not_found, { noun: 'match' })
  const ids = m.candidates.map((one) => one.facts.account_id)
  const [accounts, protections, opportunities, subject_name, next, names] = await Promise.all([
    store.listBeside(tx, org_id, ids),
    store.listProtections(tx, org_id, ids, now),
    openOpportunitiesOf(tx, org_id, ids),
    store.findSubjectName(tx, org_id, m),
    store.findNext(tx, org_id, m),
    actorNames(tx, m.decided_by ? [m.decided_by] : []),
  ])
  const beside = m.candidates.flatMap((one): BesideAnswer[] => {
    const { account_id } = one.facts
    const account = accounts.find((it) => it.id === account_id)
    if (!account) return []
    const { id: _, merged_into, merged_name, ...shown } = account
    return [
      {
        account_id: toWireId('account', account_id),
        ...shown,
        known_as: null,
        score: one.score,
        evidence: evidenceInWords(one.facts, one.differences),
        is_ruled_out: one.is_ruled_out,
        merged_into: merged_into ? { id: toWireId('account', merged_into), name: merged_name ?? '' } : null,
        differs: differs(m.asked, account, one),
        protections: protections
          .filter((it) => it.account_id === account_id)
          .map(({ registration_id, partner, until }) => ({
            registration_id: toWireId('registration', registration_id),
            partner,
            until,
          })),
        opportunities: opportunities
          .filter((it) => it.account_id === account_id)
          .map((it) => ({
            id: toWireId('opportunity', it.id),
            name: it.name,
            amount:
              it.amount_minor !== null && it.currency !== null
                ? { amount_minor: it.amount_minor, currency: it.currency }
                : null,
          })),
      },
    ]
  })
  const may = actor.permissions.has('match:decide')
  const stands = (m.status === 'same' || m.status === 'other') && !m.taken_back_at
  return {
    ...showRow(m, names),
    asked: m.asked,
    beside,
    subject_name,
    merge_id: m.merge_id && toWireId('merge', m.merge_id),
    ruling_id: m.ruling_id && toWireId('ruling', m.ruling_id),
    next_id: next && toWireId('match', next),
    abilities: may ? [...(m.status === 'open' ? ['decide'] : []), ...(stands ? ['take_back'] : [])] : [],
  }
}
