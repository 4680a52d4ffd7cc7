import { toWireId } from '#kit/ids.ts'
import type { Reason } from '#kit/ruling.ts'
import { actorRef, type Actor, type Context } from '#server/command/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { lineIds } from '#server/registrations/registration.ts'
import type { ClaimAt } from '#server/registrations/index.ts'
import { OBSTACLES, type ClaimAnswer, type MergeAnswer, type ObstacleAnswer } from './contract.ts'
import type { Gathered } from './gather.ts'
import type { Filled, Kept } from './merge.ts'
import type { ShownMerge } from './store.ts'
import { mergeReasonInWords } from './words.ts'

/** Merges as the API shows them: who did it by name, what moved by kind. */
export async function showMerges(tx: Tx, merges: readonly ShownMerge[], actor: Actor): Promise<MergeAnswer[]> {
  const names = await actorNames(
    tx,
    merges.flatMap(({ merged_by, undone_by }) => (undone_by ? [merged_by, undone_by] : [merged_by])),
  )
  const may = actor.permissions.has('account:merge')
  return merges.map((it) => ({
    id: toWireId('merge', it.id),
    loser: { id: toWireId('account', it.loser_id), name: it.loser_name },
    winner: { id: toWireId('account', it.winner_id), name: it.winner_name },
    status: it.status,
    reason: it.reason,
    merged_at: it.merged_at,
    merged_by: names.get(it.merged_by) ?? it.merged_by,
    moved: it.moved,
    filled: showFilled(it.filled),
    ended: it.ended.map((id) => toWireId('registration', id)),
    ruling_id: toWireId('ruling', it.ruling_id),
    undone_at: it.undone_at,
    undone_by: it.undone_by && (names.get(it.undone_by) ?? it.undone_by),
    undo_reason: it.undo_reason,
    kept: it.kept.map(showKept),
    // One that a later merge stands on is undone after that.
    abilities: may && it.status === 'merged' && it.later_id === null ? ['undo'] : [],
  }))
}

export async function showMerge(tx: Tx, merge: ShownMerge, actor: Actor): Promise<MergeAnswer> {
  const [shown] = await showMerges(tx, [merge], actor)
  if (!shown) throw new Error('a merge was asked for and none was shown')
  return shown
}

function showKept(kept: Kept): MergeAnswer['kept'][number] {
  return kept.code === 'ended' ? { ...kept, registration_id: toWireId('registration', kept.registration_id) } : kept
}

function showFilled(filled: Filled): MergeAnswer['filled'] {
  const shown = (field: string, value: Filled[string]['after']) =>
    field === 'parent_id' && typeof value === 'string' ? toWireId('account', value) : value
  return Object.entries(filled).map(([field, { before, after }]) => ({
    field,
    before: shown(field, before),
    after: shown(field, after),
  }))
}

const RESOLVED_BY = {
  held: 'waiting',
  tax_ids: 'keeping_the_tax_id',
  said: 'confirming',
  protections: 'ending_a_claim',
  own_claims: 'ending_a_claim',
  family: 'changing_the_family',
} as const

/** What stands in the way of a merge, with both sides' facts. */
export function showObstacles(gathered: Gathered, because: readonly Reason[]): ObstacleAnswer[] {
  const { loser, winner, clashes, holds } = gathered
  return because
    .filter(({ verdict }) => verdict === 'noted')
    .flatMap((reason) => {
      const code = OBSTACLES.find((one) => one === reason.check)
      if (!code) return []
      return [
        {
          code,
          text: mergeReasonInWords(reason),
          resolved_by: RESOLVED_BY[code],
          clashes: clashes
            .filter((clash) => clash.code === code)
            .map((clash) => ({ loser: showClaim(clash.loser, 'loser'), winner: showClaim(clash.winner, 'winner') })),
          by:
            code === 'held'
              ? holds.map((hold) => ({ noun: hold.by_noun, id: toWireId(hold.by_noun, hold.by_id) }))
              : [],
          tax_ids:
            code === 'tax_ids'
              ? { loser: loser.tax_id ?? '', winner: winner.tax_id ?? '', country: winner.country ?? loser.country }
              : null,
        },
      ]
    })
}

function showClaim(claim: ClaimAt, account: ClaimAnswer['account']): ClaimAnswer {
  return {
    registration: { id: toWireId('registration', claim.id), name: claim.account_name, status: claim.status },
    account,
    partner: { id: toWireId('partner', claim.partner_id), name: claim.partner_name },
    claim_no: claim.claim_no,
    submitted_at: claim.submitted_at,
    protected_until: claim.protected_until,
    product_lines: lineIds(claim.lines),
  }
}

/** A merge that was tried out and stops: what would move, and what stands in the way. */
export async function showStopped(
  ctx: Context,
  { loser, winner }: Gathered,
  reason: string,
  obstacles: ObstacleAnswer[],
): Promise<MergeAnswer & { obstacles: ObstacleAnswer[] }> {
  const moved: MergeAnswer['moved'] = []
  for (const rows of ctx.runtime.account_rows) {
    const { length } = await rows.list(ctx.tx, ctx.org_id, loser.id, ctx.now)
    if (length > 0) moved.push({ noun: rows.noun, count: length })
  }
  const by = actorRef(ctx.actor)
  return {
    id: toWireId('merge', ctx.newId()),
    loser: { id: toWireId('account', loser.id), name: loser.name },
    winner: { id: toWireId('account', winner.id), name: winner.name },
    status: 'stopped',
    reason,
    merged_at: ctx.now,
    merged_by: (await actorNames(ctx.tx, [by])).get(by) ?? by,
    moved: moved.sort((a, b) => (a.noun < b.noun ? -1 : 1)),
    filled: [],
    ended: [],
    ruling_id: toWireId('ruling', ctx.newId()),
    undone_at: null,
    undone_by: null,
    undo_reason: null,
    kept: [],
    abilities: [],
    obstacles,
  }
}
