import { nameKey } from '#kit/company-name.ts'
import type { FieldProblem } from '#kit/refusal.ts'
import { Refused } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import { listPriced } from '#server/products/index.ts'
import { insertPriceHold, type PriceHold } from './life-store.ts'
import { REGISTRATION_REFUSALS as R, type Registration } from './registration.ts'
import type { RegistrationTerms } from './terms.ts'

/**
 * The list prices that a registration asks to hold, as they stand now. Only products that the program names can be
 * asked for, so that nobody learns of others by asking.
 */
export async function gatherPrices(
  ctx: Context,
  asked: readonly string[] | undefined,
  { price_hold }: RegistrationTerms,
): Promise<PriceHold[]> {
  if (!asked || asked.length === 0) return []
  const open = new Map(price_hold.products.map((name) => [nameKey(name), name]))
  const keys = [...new Set(asked.map(nameKey))]
  const priced = await listPriced(
    ctx.tx,
    ctx.org_id,
    keys.filter((key) => open.has(key)),
  )
  const holds = keys.map((key) => ({ key, found: priced.find((one) => one.name_key === key) }))
  const fields: FieldProblem[] = holds
    .filter(({ found }) => !found)
    .map(({ key }) => ({
      path: 'products',
      message: `the program holds no price of “${asked.find((name) => nameKey(name) === key) ?? key}”`,
    }))
  if (fields.length > 0) throw new Refused(R.unknown_product, {}, { fields })
  return holds.flatMap(({ found }) =>
    found
      ? [
          {
            id: ctx.newId(),
            product_id: found.id,
            product_name: found.name,
            list_price_minor: found.list_price_minor,
            currency: found.currency,
            priced_at: ctx.now,
          },
        ]
      : [],
  )
}

/** Keeps the prices of a registration that was not turned down; they hold as long as its protection does. */
export function keepPrices(ctx: Context, r: Registration, holds: readonly PriceHold[]): PriceHold[] {
  if (r.status === 'rejected') return []
  for (const hold of holds)
    insertPriceHold(ctx.tx, ctx.org_id, { registration_id: r.id, partner_id: r.partner_id }, hold)
  return [...holds]
}
