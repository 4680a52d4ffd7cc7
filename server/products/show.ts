import { toWireId } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import type { ProductAnswer } from './contract.ts'
import type { Product } from './product.ts'

/** A product as the API answers it. */
export function showProduct({ list_price_minor, currency, ...product }: Product, actor: Actor): ProductAnswer {
  return {
    ...product,
    id: toWireId('product', product.id),
    list_price: list_price_minor !== null && currency !== null ? { amount_minor: list_price_minor, currency } : null,
    abilities: actor.permissions.has('product:edit') ? ['edit'] : [],
  }
}
