import { tieParents } from '#server/accounts/index.ts'
import type { Context } from '#server/command/index.ts'
import type { Plan } from './plan-rows.ts'
import { recogniser, recognitionInForce } from './recognise-rows.ts'

/**
 * Ties accounts to the parents that a file names, where the name is one account's for certain; otherwise it stays the text
 * that it is. A parent that somebody gave an account stays: the file only fills what is empty.
 */
export async function tieNamedParents(ctx: Context, plan: Plan): Promise<void> {
  const { tx, org_id, runtime, now } = ctx
  const named = [...plan.created, ...plan.updated.filter(({ changed }) => changed.includes('parent_name'))].flatMap(
    ({ id, after: { parent_name } }) =>
      typeof parent_name === 'string' && parent_name !== '' ? [{ id, parent_name }] : [],
  )
  if (named.length === 0) return
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
  await tieParents(
    ctx,
    named.flatMap(({ id, parent_name }) => {
      const found = parents.get(parent_name)
      return found?.verdict === 'same' && found.account_id ? [{ id, parent_id: found.account_id }] : []
    }),
  )
}
