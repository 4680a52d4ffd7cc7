import { tieParents } from '#server/accounts/index.ts'
import type { Context } from '#server/command/index.ts'
import type { Plan, Planned } from './plan-rows.ts'
import { recogniser, recognitionInForce } from './recognise-rows.ts'
import * as targets from './targets-store.ts'

/**
 * Ties accounts to the parents that a file names: by their keys, or where the name is one account's for certain; otherwise it
 * stays the text that it is. A parent that somebody gave an account stays: the file only fills what is empty. What was tied
 * is noted with the changes of the plan, for an undo. The keys of this batch stand by now.
 */
export async function tieNamedParents(ctx: Context, system: string, plan: Plan): Promise<void> {
  const keyed = await byKey(ctx, system, plan)
  const named = await byName(ctx, plan)
  const ids = new Set(keyed.map(({ id }) => id))
  const tied = await tieParents(ctx, [...keyed, ...named.filter(({ id }) => !ids.has(id))])
  const parentOf = new Map(tied.map(({ id, parent_id }) => [id, parent_id]))
  for (const change of plan.changes) change.parent_id = parentOf.get(change.subject_id) ?? null
}

/** Rows that say something new and name their parent by its key. */
export function namingParents(plan: Plan): Planned[] {
  const changed = new Set(plan.changes.map(({ subject_id }) => subject_id))
  return [...plan.created, ...plan.updated, ...plan.unchanged].filter(
    ({ id, row }) => changed.has(id) && typeof row.fields['parent_external_id'] === 'string',
  )
}

type Pair = { id: string; parent_id: string }

async function byKey({ tx, org_id }: Context, system: string, plan: Plan): Promise<Pair[]> {
  const naming = namingParents(plan).map(({ id, row }) => ({ id, key: String(row.fields['parent_external_id']) }))
  const keys = [...new Set(naming.map(({ key }) => key))]
  const refs = await targets.listRefs(tx, org_id, 'account', system, keys)
  const accounts = new Map(refs.map(({ external_id, subject_id }) => [external_id, subject_id]))
  return naming.flatMap(({ id, key }) => {
    const parent_id = accounts.get(key)
    return parent_id ? [{ id, parent_id }] : []
  })
}

async function byName(ctx: Context, plan: Plan): Promise<Pair[]> {
  const { tx, org_id, runtime, now } = ctx
  const named = [...plan.created, ...plan.updated.filter(({ changed }) => changed.includes('parent_name'))].flatMap(
    ({ id, after: { parent_name } }) =>
      typeof parent_name === 'string' && parent_name !== '' ? [{ id, parent_name }] : [],
  )
  if (named.length === 0) return []
  const names = [...new Set(named.map(({ parent_name }) => parent_name))]
  // The file means one of the accounts by this name, as it does where it names a sale's.
  const terms = { ...(await recognitionInForce(runtime, tx, org_id, now)), name_alone: 'same' as const }
  const unknown = {
    account_id: null,
    domain: null,
    country: null,
    city: null,
    street: null,
    postcode: null,
    phone: null,
  }
  const recognise = await recogniser(
    { tx, org_id, terms },
    names.map((name) => ({ ...unknown, name, tax: null })),
  )
  const parents = new Map(names.map((name, place) => [name, recognise(place).recognition]))
  return named.flatMap(({ id, parent_name }) => {
    const found = parents.get(parent_name)
    return found?.verdict === 'same' && found.account_id ? [{ id, parent_id: found.account_id }] : []
  })
}
