import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { ACCESS_REFUSALS } from '#server/access/access.ts'
import { LISTS, VIEWS_MAX, VIEW_REFUSALS as R } from './view.ts'

const listSchema = z.enum(LISTS).default('registrations')
const nameSchema = z
  .string()
  .trim()
  .min(1, { error: 'expected a name' })
  .max(60, { error: 'expected at most 60 characters' })

/** What a list's address says, as it says it. */
const stateSchema = z
  .strictObject({
    filters: z
      .record(z.string().max(40), z.string().max(400))
      .refine((filters) => Object.keys(filters).length <= 30, { error: 'expected at most 30 filters' })
      .meta({ description: 'what the list is narrowed by, as in its address', example: { status: 'in_review' } }),
    sort: z.string().max(40).nullable().default(null),
    columns: z
      .array(z.string().max(40))
      .max(30)
      .nullable()
      .default(null)
      .meta({ description: 'null: those it comes with' }),
    layout: z.enum(['table', 'board']).default('table'),
  })
  .meta({ id: 'ViewState' })

const viewAnswer = z
  .object({
    id: idSchema('view'),
    list: z.enum(LISTS),
    name: z.string(),
    shared: z.boolean(),
    state: stateSchema,
    made_by: z.string().nullable(),
    revision: z.number().int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'View' })

export const listViews = route({
  id: 'view.list',
  method: 'GET',
  path: '/views',
  summary: 'The caller’s views of a list and those shared with the org, in the caller’s order',
  permission: 'registration:read',
  side: 'org',
  query: z.object({ list: listSchema }),
  answer: z.object({
    rows: z.array(viewAnswer),
    order: z.array(z.string()).meta({ description: 'keys of views as the caller put them, built-in ones by name' }),
    seen: z
      .record(z.string(), z.string())
      .meta({ description: 'when the caller last looked at a view, by its key, in wall time' }),
  }),
})

export const createView = route({
  id: 'view.create',
  method: 'POST',
  path: '/views',
  summary: 'Keep a view of a list under a name',
  permission: 'registration:read',
  side: 'org',
  body: z.strictObject({
    list: listSchema,
    name: nameSchema,
    shared: z.boolean().default(false).meta({ description: 'for everybody of the org; needs view:share' }),
    state: stateSchema,
  }),
  answer: viewAnswer,
  status: 201,
  refusals: [R.name_taken, R.too_many, R.no_person, COMMON.not_allowed],
})

export const editView = route({
  id: 'view.edit',
  method: 'PATCH',
  path: '/views/{id}',
  summary: 'Rename a view, or keep another state under its name',
  permission: 'registration:read',
  side: 'org',
  params: z.object({ id: idSchema('view') }),
  query: z.object({ if_match: z.coerce.number().int() }),
  body: z.strictObject({ name: nameSchema.optional(), state: stateSchema.optional(), shared: z.boolean().optional() }),
  answer: viewAnswer,
  etag: 'requires',
  refusals: [COMMON.not_found, COMMON.stale, COMMON.not_allowed, R.name_taken, R.no_person, R.too_many],
})

export const deleteView = route({
  id: 'view.delete',
  method: 'DELETE',
  path: '/views/{id}',
  summary: 'Delete a view',
  permission: 'registration:read',
  side: 'org',
  params: z.object({ id: idSchema('view') }),
  answer: z.object({ id: idSchema('view') }),
  refusals: [COMMON.not_found, COMMON.not_allowed],
})

export const orderViews = route({
  id: 'view.order',
  method: 'PUT',
  path: '/views/order',
  summary: 'Put the tabs of a list in an order, for the caller',
  permission: 'registration:read',
  side: 'org',
  body: z.strictObject({
    list: listSchema,
    keys: z.array(z.string().min(1).max(60)).max(VIEWS_MAX * 3),
  }),
  answer: z.object({ order: z.array(z.string()) }),
  refusals: [R.no_person],
})

export const seeView = route({
  id: 'view.see',
  method: 'POST',
  path: '/views/seen',
  summary: 'Note that the caller looked at a view now',
  permission: null,
  side: 'person',
  body: z.strictObject({ list: listSchema, key: z.string().min(1).max(60) }),
  answer: z.object({
    before: z.string().nullable().meta({ description: 'when the caller looked last; null the first time' }),
    seen_at: z.string(),
  }),
  refusals: [ACCESS_REFUSALS.no_membership],
})

export type ViewAnswer = z.output<typeof viewAnswer>
export const viewContracts = [listViews, createView, editView, deleteView, orderViews, seeView]
