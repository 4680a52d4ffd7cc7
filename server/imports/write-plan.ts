import { insertEnrollment, insertPartner } from '#server/partners/index.ts'
import { lockAccounts, type Context } from '#server/command/index.ts'
import { cluesOf, replaceClues, restoreClues, taxKey } from '#server/accounts/index.ts'
import { followOpportunities, type Appearance } from '#server/conflicts/index.ts'
import { gatherWords } from '#server/search/index.ts'
import type { Columns, ColumnValue } from './columns.ts'
import type { ImportObject } from './fields.ts'
import type { Plan, Planned } from './plan-rows.ts'
import { askedOfRow } from './recognise-rows.ts'
import * as targets from './targets-store.ts'
import { namingParents, tieNamedParents } from './tie-parents.ts'
import { keepChanges } from './undo-store.ts'

/** Writes what was planned. Accounts that change, and those whose sales change, are locked as every decision locks them. */
export async function writePlan(
  ctx: Context,
  import_id: string,
  object: ImportObject,
  system: string,
  plan: Plan,
): Promise<void> {
  const { tx, org_id } = ctx
  await lockAccounts(ctx, touchedAccounts(object, plan))
  const rewritten = plan.updated.filter(({ changed }) => changed.some((column) => column !== 'enrollment'))
  await targets.updateRows(
    tx,
    org_id,
    object,
    rewritten.map(({ id, after }) => ({ ...after, id })),
  )
  if (object === 'partner') await createPartners(ctx, plan)
  else
    await targets.insertRows(
      tx,
      org_id,
      object,
      plan.created.map(({ id, after }) => ({ ...after, id, created_at: ctx.now })),
    )
  if (object === 'account') {
    const rekeyed = rewritten.filter(({ changed }) => changed.some((column) => KEYED.has(column)))
    await keepKeys(ctx, plan.created, rekeyed)
  }
  if (object === 'partner') for (const planned of [...plan.created, ...plan.updated]) await enroll(ctx, planned)
  await targets.keepRefs(tx, org_id, object, system, plan.refs)
  if (object === 'account') await tieNamedParents(ctx, system, plan)
  await keepChanges(tx, org_id, import_id, plan.changes)
  const touched = [...plan.created, ...plan.updated].map(({ id }) => id)
  await gatherWords(ctx, object, touched, plan.updated.length === 0)
  if (object === 'opportunity') {
    await tellStages(ctx, plan)
    await followOpportunities(ctx, appearancesOf(plan))
  }
}

/** A sale that the file moved on is announced as one that a person moved: registrations are won and lost with theirs. */
async function tellStages(ctx: Context, plan: Plan): Promise<void> {
  for (const { id, after, changed } of plan.updated) {
    if (!changed.includes('stage')) continue
    const body = { account_id: after['account_id'] ?? null, stage: after['stage'], fields: changed, by_import: true }
    await ctx.emit('opportunity.edited', { noun: 'opportunity', id }, null, body)
  }
}

/** Sales that a file brings to an account, reopens or takes away from one: partners that protect it are looked up for all at once. */
function appearancesOf(plan: Plan): Appearance[] {
  const isThere = ({ after }: { after: Columns }) =>
    after['stage'] === 'open' && typeof after['account_id'] === 'string'
  const moved = plan.updated.filter(({ changed }) => changed.includes('account_id') || changed.includes('stage'))
  return [
    ...plan.created.filter(isThere).map(({ id }) => ({ opportunity_id: id, came_by: 'imported' as const })),
    ...moved.map((one) => ({
      opportunity_id: one.id,
      came_by: isThere(one) ? ('imported' as const) : ('left' as const),
    })),
  ]
}

function touchedAccounts(object: ImportObject, plan: Plan): string[] {
  if (object === 'account') return [...new Set([...plan.updated, ...namingParents(plan)].map(({ id }) => id))]
  if (object !== 'opportunity') return []
  const touched = [
    ...plan.created.map(({ after }) => after),
    ...plan.updated.flatMap(({ before, after }) => [before, after]),
  ]
  return [...new Set(touched.flatMap(({ account_id }) => (typeof account_id === 'string' ? [account_id] : [])))]
}

/** The columns that an account is recognised by. */
export const KEYED: ReadonlySet<string> = new Set([
  ...['name', 'name_key', 'domain', 'country', 'tax_id'],
  ...['city', 'street', 'postcode', 'phone'],
])

/** What accounts are recognised by, as they stand now: of new ones, and anew of those that had other clues. */
export async function keepKeys(
  { tx, org_id }: Pick<Context, 'tx' | 'org_id'>,
  created: readonly { id: string; after: Columns }[],
  changed: readonly { id: string; after: Columns }[],
): Promise<void> {
  const text = (value: ColumnValue | undefined) => (typeof value === 'string' ? value : null)
  const keys = [...created, ...changed].map(({ id, after }) => ({
    id,
    tax: taxKey(text(after['country']), text(after['tax_id'])),
  }))
  const before = changed.map(({ id }) => id)
  await targets.replaceTaxKeys(tx, org_id, keys, before)
  const clues = created.map(({ id, after }) => ({ id, clues: cluesOf(askedOfRow(after)) }))
  replaceClues(tx, org_id, clues, [])
  await restoreClues(tx, org_id, before)
}

async function createPartners(ctx: Context, plan: Plan): Promise<void> {
  for (const { id, after } of plan.created) {
    const { name, name_key, ...rest } = after
    // TABLE_COLUMNS of partners are the fields of a partner, read by their types.
    const fields = rest as { domain: string | null; country: string | null; labels: string[]; joined_on: string | null }
    await insertPartner(
      ctx.tx,
      ctx.org_id,
      { ...fields, id, name: String(name), manager_id: null, created_at: ctx.now, revision: 1 },
      String(name_key),
    )
  }
}

async function enroll(ctx: Context, { id, lane }: Planned): Promise<void> {
  if (!lane) return
  const enrollment = { ...lane, id: ctx.newId(), status: 'active' as const, created_at: ctx.now, revision: 1 }
  const enrolled = await insertEnrollment(ctx.tx, ctx.org_id, id, enrollment)
  if (!enrolled && lane.tier !== null) await targets.updateTier(ctx.tx, ctx.org_id, id, lane.track, lane.tier)
}
