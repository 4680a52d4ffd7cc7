import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { salesAmountSchema } from '#kit/money.ts'
import { lineOfText } from '#kit/section.ts'

const productSchema = z
  .object({
    id: idSchema('product'),
    name: z.string(),
    line: z.string().nullable().meta({ description: 'the product line it belongs to' }),
    series: z.string().nullable(),
    list_price: salesAmountSchema.nullable(),
    created_at: z.string(),
    revision: z.number().int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Product' })

const editable = z.strictObject({
  name: lineOfText(300),
  line: lineOfText(200).nullable(),
  series: lineOfText(200).nullable(),
  list_price: salesAmountSchema.nullable(),
})

const params = z.object({ id: idSchema('product') })

export const listProducts = route({
  id: 'product.list',
  method: 'GET',
  path: '/products',
  summary: 'Products by name',
  permission: 'product:read',
  side: 'org',
  query: pageQuery.extend({ q: z.string().max(300).optional().meta({ description: 'the beginning of a name' }) }),
  answer: pageOf(productSchema),
})

export const getProduct = route({
  id: 'product.get',
  method: 'GET',
  path: '/products/{id}',
  summary: 'One product',
  permission: 'product:read',
  side: 'org',
  params,
  answer: productSchema,
  etag: 'answers',
})

export const createProduct = route({
  id: 'product.create',
  method: 'POST',
  path: '/products',
  summary: 'Add a product',
  permission: 'product:create',
  side: 'org',
  body: editable.partial().required({ name: true }),
  answer: productSchema,
  status: 201,
  dry_run: true,
})

export const editProduct = route({
  id: 'product.edit',
  method: 'PATCH',
  path: '/products/{id}',
  summary: 'Change a product',
  permission: 'product:edit',
  side: 'org',
  params,
  query: z.object({ if_match: z.coerce.number().int() }),
  body: editable.partial(),
  answer: productSchema,
  dry_run: true,
  etag: 'requires',
})

export type ProductAnswer = z.output<typeof productSchema>
export const productContracts = [listProducts, getProduct, createProduct, editProduct]
