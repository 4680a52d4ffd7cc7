import type { z } from 'zod'
import { nameKey } from '#kit/company-name.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { command } from '#server/command/index.ts'
import * as contract from './contract.ts'
import type { Product, ProductChange } from './product.ts'
import { showProduct } from './show.ts'
import * as store from './store.ts'

function changeFrom({ list_price, ...rest }: z.output<typeof contract.editProduct.body & {}>): ProductChange {
  const price = list_price && { list_price_minor: list_price.amount_minor, currency: list_price.currency }
  const none = list_price === null ? { list_price_minor: null, currency: null } : {}
  return { ...rest, ...price, ...none }
}

export const createProduct = command(contract.createProduct, {
  gather: async (ctx, { body }): Promise<Product> => ({
    id: ctx.newId(),
    line: null,
    series: null,
    list_price_minor: null,
    currency: null,
    created_at: ctx.now,
    revision: 1,
    ...changeFrom(body),
    name: body.name,
  }),
  write: async (ctx, { facts: product }) => {
    store.insertProduct(ctx.tx, ctx.org_id, product, nameKey(product.name))
    ctx.record('product.created', { noun: 'product', id: product.id }, { after: product })
    await ctx.emit('product.created', { noun: 'product', id: product.id }, null)
    return showProduct(product, ctx.actor)
  },
})

export const editProduct = command(contract.editProduct, {
  load: async (ctx, { params }) => {
    const product = await store.findProduct(ctx.tx, ctx.org_id, uuidOf('product', params.id))
    if (!product) throw new Refused(COMMON.not_found, { noun: 'product' })
    return product
  },
  gather: async (_ctx, { body, query }, product) => {
    if (product.revision !== query.if_match) throw new Refused(COMMON.stale)
    return changeFrom(body)
  },
  write: async (ctx, { subject, facts }) => {
    const next = { ...subject, ...facts }
    const after = await store.updateProduct(ctx.tx, ctx.org_id, next, nameKey(next.name))
    if (!after) throw new Refused(COMMON.stale)
    const before = Object.fromEntries(Object.keys(facts).map((field) => [field, subject[field as keyof Product]])) // a change has only fields of a product
    ctx.record('product.edited', { noun: 'product', id: subject.id }, { before, after: facts })
    await ctx.emit('product.edited', { noun: 'product', id: subject.id }, null, { fields: Object.keys(facts) })
    return showProduct(after, ctx.actor)
  },
})
