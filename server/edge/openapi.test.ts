import { expect, test } from 'vitest'
import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { moneySchema } from '#kit/money.ts'
import { refusal } from '#kit/refusal.ts'
import { openApi } from './openapi.ts'
import type { Schema } from './schemas.ts'

const deal = z
  .object({ id: idSchema('registration'), amount: moneySchema.nullable(), revision: z.number().int() })
  .meta({ id: 'Deal' })
const params = z.object({ id: idSchema('registration') })
const dull = refusal('deal.dull', 'conflict', 'The deal with {name} is dull.', 'Find another.')
const base = { permission: 'registration:read', side: 'both' } as const

const routes = [
  route({
    ...base,
    id: 'deal.list',
    method: 'GET',
    path: '/deals',
    summary: 'Deals',
    query: pageQuery.extend({ state: z.enum(['open', 'won']).optional() }),
    answer: pageOf(deal),
  }),
  route({
    ...base,
    id: 'deal.get',
    method: 'GET',
    path: '/deals/{id}',
    summary: 'A deal',
    params,
    answer: deal,
    etag: 'answers',
  }),
  route({
    ...base,
    id: 'deal.create',
    method: 'POST',
    path: '/deals',
    summary: 'Make a deal',
    body: z.strictObject({
      amount: moneySchema,
      lines: z.array(idSchema('product')).min(1),
      on: z.iso.date().optional(),
    }),
    answer: deal,
    status: 201,
    refusals: [dull],
    dry_run: true,
  }),
  route({
    ...base,
    id: 'deal.edit',
    method: 'PATCH',
    path: '/deals/{id}',
    summary: 'Change a deal',
    params,
    query: z.object({ if_match: z.coerce.number().int() }),
    body: z.strictObject({ amount: moneySchema.optional() }),
    answer: deal,
    etag: 'requires',
  }),
  route({
    ...base,
    id: 'deal.upload',
    method: 'PUT',
    path: '/deals/{id}/file',
    summary: 'Its file',
    params,
    raw_body: { content_type: 'text/csv', limit_bytes: 5 * 1_048_576 },
    answer: z.null(),
    status: 204,
  }),
  route({
    id: 'session.create',
    method: 'POST',
    path: '/sign-in',
    summary: 'Sign in',
    permission: 'public',
    side: 'person',
    body: z.strictObject({ email: z.email() }),
    answer: z.object({ ok: z.boolean() }),
  }),
]

// Built once: what a client generator would read.
const document = JSON.parse(JSON.stringify(openApi(routes, '1.2.3'))) as Schema

function at(path: string, root: unknown = document): Schema {
  return path.split(' ').reduce<unknown>((inner, key) => (inner as Schema | undefined)?.[key], root) as Schema
}

const operations = Object.entries(document.paths as Record<string, Record<string, Schema>>).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
)

function resolve(ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((inner, key) => (inner as Schema | undefined)?.[key], document)
}

test('every reference leads somewhere, and none to definitions inside a schema', () => {
  const refs: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref') refs.push(String(inner))
      else walk(inner)
    }
  }
  walk(document)
  expect(refs.length).toBeGreaterThan(20)
  expect(refs.filter((ref) => !ref.startsWith('#/components/') || resolve(ref) === undefined)).toEqual([])
  expect(JSON.stringify(document)).not.toContain('$defs')
})

test('every route is one operation with its id, tag and security, and every parameter of its address is described', () => {
  expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(routes.map(({ id }) => id).sort())
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const parameters = (operation.parameters as Schema[]).map(
      (one) => (one.$ref ? resolve(String(one.$ref)) : one) as Schema,
    )
    const described = parameters
      .filter((one) => one.in === 'path' && one.required === true && one.schema)
      .map((one) => one.name)
    expect(described, path).toEqual(named)
    expect(new Set(parameters.map((one) => `${String(one.in)} ${String(one.name)}`)).size, path).toBe(parameters.length)
    expect(operation.responses).toBeDefined()
  }
  expect(at('paths /api/v1/sign-in post security')).toEqual([])
  expect(at('paths /api/v1/deals get security')).toEqual([{ bearer: [] }, { session: [] }])
})

test('every response has a description, and every refusal an example of its own status', () => {
  for (const { path, operation } of operations) {
    for (const [status, response] of Object.entries(operation.responses as Record<string, Schema>)) {
      expect(response.description, `${path} ${status}`).toEqual(expect.any(String))
      const examples = at('content application/problem+json examples', response) as
        | Record<string, { $ref: string }>
        | undefined
      for (const { $ref } of Object.values(examples ?? {}))
        expect(resolve($ref)).toMatchObject({ value: { status: Number(status) } })
    }
  }
  expect(at('paths /api/v1/deals post responses 409 content application/problem+json examples')).toHaveProperty([
    'deal.dull',
  ])
  expect(at('components examples deal.dull value')).toMatchObject({
    code: 'deal.dull',
    detail: 'The deal with {name} is dull.',
  })
})

test('a body’s example is one that its contract takes', () => {
  const example = at('paths /api/v1/deals post requestBody content application/json example')
  expect(routes[2]?.body?.safeParse(example).success).toBe(true)
  expect(example).toMatchObject({ amount: { amount_minor: '125000', currency: 'EUR' } })
})

test('what is named once stands once, as a component', () => {
  expect(Object.keys(at('components schemas'))).toEqual(['Deal', 'Money', 'Problem'])
  expect(at('paths /api/v1/deals/{id} get responses 200 content application/json schema')).toEqual({
    $ref: '#/components/schemas/Deal',
  })
})

test('an edit wants If-Match and not a parameter of the address; a dry run and a key can be asked for', () => {
  const edit = at('paths /api/v1/deals/{id} patch')
  expect(JSON.stringify(edit.parameters)).toContain('parameters/IfMatch')
  expect(JSON.stringify(edit)).not.toContain('if_match"')
  const create = at('paths /api/v1/deals post')
  expect(JSON.stringify(create.parameters)).toMatch(/parameters\/DryRun.*parameters\/IdempotencyKey/)
  expect(Object.keys(create.responses as object).slice(0, 2)).toEqual(['200', '201'])
})

test('a limit of a page is told as a number with its bounds', () => {
  const [limit] = at('paths /api/v1/deals get').parameters as Schema[]
  expect(limit).toMatchObject({
    name: 'limit',
    in: 'query',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  })
})
