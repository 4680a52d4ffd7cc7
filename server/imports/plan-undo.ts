import type { Tx } from '#server/platform/postgres/sql.ts'
import { differing, type Columns } from './columns.ts'
import type { ImportObject } from './fields.ts'
import type { Change } from './plan-rows.ts'
import * as targets from './targets-store.ts'
import * as undo from './undo-store.ts'

export type UndoPlan = {
  /** Records that go again. */
  removed: Change[]
  /** Records that are as before: `after` is the whole record as it will be, `current` as it stands. */
  restored: { change: Change; current: Columns; after: Columns }[]
  /** Rows that only said what was known, and lose their tie. */
  untied: Change[]
  kept: { change: Change; why: string; name: string }[]
}

const KEPT = {
  changed: (fields: readonly string[]) => `changed since: ${fields.join(', ')}`,
  edited: 'changed since',
  later: 'a later import changed it',
  other: 'another file knows it too',
  gone: 'it is not here any more',
  lane: 'its place in the program changed since',
  ended: 'a registration ended with it, and stays ended',
} as const

/** What points at a record, in words; a table that is not named here is told by its own name. */
const REFERRED: Readonly<Record<string, string>> = {
  registration: 'a registration points at it',
  protection: 'a protection holds it',
  opportunity: 'an opportunity points at it',
  account: 'an account was merged into it, or belongs to it',
  account_alias: 'a person said what it is called too',
  account_apart: 'a person said what it is not',
  match: 'a person recognised it',
  merge: 'it was merged with another account',
  membership: 'people belong to it',
  api_key: 'it has an API key',
  member: 'a member belongs to it',
}

/**
 * Decides what undoing does to each change: what nothing else has touched or points at goes back; the rest stays, with the
 * reason. The same for a preview, which only counts, and a run, which locks and writes.
 */
export async function planUndo(
  from: { tx: Tx; org_id: string; import_id: string; object: ImportObject; system: string; lock: boolean },
  changes: readonly Change[],
): Promise<UndoPlan> {
  const { tx, org_id, object, system } = from
  const ids = [...new Set(changes.map(({ subject_id }) => subject_id))]
  const created = changes.flatMap(({ kind, subject_id }) => (kind === 'created' ? [subject_id] : []))
  const current = new Map(
    (await targets.listCurrent(tx, org_id, object, ids, from.lock)).map(({ id, ...columns }) => [id, columns]),
  )
  const moved_on = changes.flatMap(({ before, subject_id }) =>
    object === 'opportunity' && before && 'stage' in before ? [subject_id] : [],
  )
  const [revisions, ties, referred, tiers, ended] = await Promise.all([
    undo.listRevisions(tx, org_id, object, created),
    undo.listTies(tx, org_id, object, ids),
    undo.listReferred(tx, org_id, object, from.import_id, created),
    object === 'partner' ? targets.listTiers(tx, org_id, ids) : [],
    undo.listEndedWith(tx, org_id, moved_on),
  ])
  const revisionOf = new Map(revisions.map(({ id, revision }) => [id, revision]))
  const referredBy = new Map(referred.map(({ id, by }) => [id, by]))
  const tiesOf = Map.groupBy(ties, ({ subject_id }) => subject_id)
  const lanesOf = Map.groupBy(tiers, ({ partner_id }) => partner_id)

  const plan: UndoPlan = { removed: [], restored: [], untied: [], kept: [] }
  for (const change of changes) {
    const { subject_id, external_id } = change
    const now = current.get(subject_id)
    const own = tiesOf.get(subject_id)?.find((tie) => tie.system === system && tie.external_id === external_id)
    const lanes = lanesOf.get(subject_id) ?? []
    const moved =
      change.lane !== null && !lanes.some((one) => one.track === change.lane?.track && one.tier === change.lane.tier)
    const fields = now && change.after ? differing(now, change.after).filter((column) => column !== 'name_key') : []
    const why = !now
      ? KEPT.gone
      : own?.content_hash !== change.hash_after
        ? KEPT.later
        : fields.length > 0
          ? KEPT.changed(fields)
          : moved
            ? KEPT.lane
            : ended.includes(subject_id)
              ? KEPT.ended
              : change.kind === 'created'
                ? whyNotRemoved(change)
                : null
    if (why !== null) plan.kept.push({ change, why, name: String(now?.['name'] ?? external_id) })
    else if (change.kind === 'created') plan.removed.push(change)
    else if (change.kind === 'tied') plan.untied.push(change)
    else plan.restored.push({ change, current: now ?? {}, after: { ...now, ...change.before } })
  }
  return plan

  function whyNotRemoved({ subject_id, external_id, lane }: Change): string | null {
    const by = referredBy.get(subject_id)
    if (by !== undefined) return REFERRED[by] ?? `something refers to it (${by})`
    if ((revisionOf.get(subject_id) ?? 1) > 1) return KEPT.edited
    const others = (tiesOf.get(subject_id) ?? []).some(
      (tie) => tie.system !== system || tie.external_id !== external_id,
    )
    if (others) return KEPT.other
    return (lanesOf.get(subject_id) ?? []).some((one) => one.track !== lane?.track) ? KEPT.lane : null
  }
}
