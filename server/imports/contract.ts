import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { lineOfText } from '#kit/section.ts'
import { IMPORT_OBJECTS } from './fields.ts'
import { FILE_REFUSALS, IMPORT_REFUSALS, IMPORT_STATES } from './import.ts'
import { descriptionSchema, keptRow, rememberedMapping, warningSchema } from './contract-parts.ts'
import { mappingSchema } from './mapping.ts'

/** The largest file taken: some half a million rows of a CRM. */
export const FILE_LIMIT_BYTES = 64 * 1024 * 1024

const count = z.number().int()

/** A suggestion may lack what a person still has to say, so it is looser than a mapping. */
const suggestionSchema = z.object({
  mapping: z.record(z.string(), z.unknown()).meta({ description: 'a mapping to start from' }),
  from: z.enum(['file', 'preset', 'remembered']).meta({
    description: 'guessed from the file, from what its system calls things, or as such a file was mapped last',
  }),
  recognised: z
    .object({ system: z.string(), record: z.string(), object: z.enum(IMPORT_OBJECTS), evidence: z.array(z.string()) })
    .nullable()
    .meta({ description: 'the export that this looks like, and the columns that say so' }),
  remembered: rememberedMapping
    .extend({
      added: z.array(z.string()).meta({ description: 'columns of this file that the remembered one did not have' }),
      gone: z.array(z.string()).meta({ description: 'columns that the remembered one had and this file does not' }),
    })
    .nullable(),
  missing: z.array(z.string()).meta({ description: 'required fields that no column was found for' }),
  unused: z.array(z.string()).meta({ description: 'columns that fill no field' }),
  undecided: z.array(
    z.object({ column: z.string(), field: z.string(), why: z.enum(['date_format', 'currency', 'stage']) }),
  ),
})

const problemSchema = z
  .object({
    kind: z
      .enum(['refused', 'left_out'])
      .meta({ description: 'the rows were refused, or imported without this value' }),
    column: z.string().nullable(),
    code: z.string(),
    message: z.string(),
    count,
    values: z
      .array(z.object({ got: z.string(), expected: z.string(), line: count, count, repair: z.string().optional() }))
      .meta({ description: 'what stood there, each once, and how to repair it; the first 20' }),
  })
  .meta({ id: 'ImportProblem' })

const importRow = z
  .object({
    id: idSchema('import'),
    object: z.enum(IMPORT_OBJECTS),
    file_name: z.string(),
    state: z.enum(IMPORT_STATES),
    size_bytes: count,
    rows_total: count,
    rows_done: count,
    created: count,
    updated: count,
    unchanged: count,
    refused: count,
    left_out: count.meta({ description: 'values that rows were imported without' }),
    skipped: count.meta({ description: 'rows passed over, as the mapping says' }),
    recognised: count.meta({ description: 'rows with new keys that were recognised as accounts which were here' }),
    asked: count.meta({ description: 'rows of which a person is asked whether an account is meant' }),
    problem: z.string().nullable().meta({ description: 'why it failed' }),
    created_at: z.string(),
    finished_at: z.string().nullable(),
    partner_id: idSchema('partner').nullable().meta({ description: 'whose people brought it' }),
    undo_until: z.string().nullable().meta({ description: 'until when it can be undone, by the wall clock' }),
    undone: z
      .object({ at: z.string().nullable(), removed: count, restored: count, kept: count })
      .nullable()
      .meta({ description: 'what undoing did so far' }),
    revision: count,
  })
  .meta({ id: 'ImportRow' })

const importSchema = importRow
  .extend({
    description: descriptionSchema,
    warnings: z.array(warningSchema),
    sheet: count.nullable().meta({ description: 'the sheet of a workbook that is read; null for a CSV' }),
    sheets: z.array(
      z.object({
        no: count,
        name: z.string(),
        is_hidden: z.boolean(),
        rows_total: count,
        problem: z.string().nullable().meta({ description: 'why it cannot be imported' }),
      }),
    ),
    suggestion: suggestionSchema.nullable().meta({ description: 'null once the import has begun' }),
    mapping: mappingSchema.nullable(),
    problems: z.array(problemSchema),
    abilities: z.array(z.enum(['map', 'run', 'cancel', 'undo'])),
  })
  .meta({ id: 'Import' })

const exampleSchema = z.object({
  line: count,
  external_id: z.string(),
  name: z.string(),
  id: z.string().nullable().meta({ description: 'what it is tied to here' }),
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
})

const previewSchema = z
  .object({
    rows_total: count,
    created: count,
    updated: count,
    unchanged: count,
    refused: count,
    left_out: count,
    skipped: count,
    recognised: count.meta({ description: 'rows with new keys that are recognised as accounts which are here' }),
    asked: count.meta({ description: 'rows of which a person will be asked whether an account is meant' }),
    problems: z.array(problemSchema),
    registrations: z
      .object({
        previewed: count.meta({ description: 'rows that were tried out; the first of the file' }),
        outcomes: z.record(z.string(), count),
        rows: z.array(
          z.object({
            line: count,
            account_name: z.string(),
            partner: z.string().nullable(),
            outcome: z.enum(['approved', 'in_review', 'queued', 'rejected', 'unchanged', 'refused']),
            why: z.string(),
          }),
        ),
      })
      .nullable()
      .meta({ description: 'for registrations: what submitting each row now would decide, and why' }),
    examples: z.object({
      created: z.array(exampleSchema),
      updated: z.array(exampleSchema),
      unchanged: z.array(exampleSchema),
      refused: z.array(
        z.object({
          line: count,
          cells: z.array(z.string()),
          problems: z.array(z.object({ column: z.string().nullable(), message: z.string(), expected: z.string() })),
        }),
      ),
    }),
  })
  .meta({ id: 'ImportPreview' })

const params = z.object({ id: idSchema('import') })

export const uploadImport = route({
  id: 'import.upload',
  method: 'POST',
  path: '/imports',
  summary: 'Upload a CSV or an Excel workbook: kept, described, and nothing imported yet',
  permission: 'import:run',
  side: 'both',
  query: z.object({
    object: z
      .enum(IMPORT_OBJECTS, { error: `expected one of ${IMPORT_OBJECTS.join(', ')}` })
      .meta({ description: 'what the rows are' }),
    file_name: lineOfText(255).default('upload.csv'),
  }),
  raw_body: { content_type: '*/*', limit_bytes: FILE_LIMIT_BYTES },
  answer: importSchema,
  status: 201,
  refusals: [...Object.values(FILE_REFUSALS), IMPORT_REFUSALS.not_yours],
})

export const mapImport = route({
  id: 'import.map',
  method: 'PUT',
  path: '/imports/{id}/mapping',
  summary: 'Say which column is what',
  permission: 'import:run',
  side: 'both',
  params,
  query: z.object({ if_match: z.coerce.number().int() }),
  body: z.strictObject({ mapping: mappingSchema }),
  answer: importSchema,
  refusals: [IMPORT_REFUSALS.state],
  etag: 'requires',
})

export const previewImport = route({
  id: 'import.preview',
  method: 'GET',
  path: '/imports/{id}/preview',
  summary: 'What running it now would create, update and refuse',
  permission: 'import:read',
  side: 'both',
  params,
  answer: previewSchema,
  refusals: [IMPORT_REFUSALS.no_mapping, IMPORT_REFUSALS.state],
})

export const runImport = route({
  id: 'import.run',
  method: 'POST',
  path: '/imports/{id}/run',
  summary: 'Run it: rows are imported in the background, a thousand at a time',
  permission: 'import:run',
  side: 'both',
  params,
  answer: importSchema,
  status: 202,
  refusals: [IMPORT_REFUSALS.no_mapping, IMPORT_REFUSALS.state],
})

export const cancelImport = route({
  id: 'import.cancel',
  method: 'POST',
  path: '/imports/{id}/cancel',
  summary: 'Stop it; what was imported so far stays',
  permission: 'import:run',
  side: 'both',
  params,
  answer: importSchema,
  refusals: [IMPORT_REFUSALS.state],
})

export const listImports = route({
  id: 'import.list',
  method: 'GET',
  path: '/imports',
  summary: 'Imports, newest first',
  permission: 'import:read',
  side: 'both',
  query: pageQuery,
  answer: pageOf(importRow),
})

export const getImport = route({
  id: 'import.get',
  method: 'GET',
  path: '/imports/{id}',
  summary: 'One import: its file, its mapping, how far it is',
  permission: 'import:read',
  side: 'both',
  params,
  answer: importSchema,
  refusals: [COMMON.not_found],
  etag: 'answers',
})

export const refusedRows = route({
  id: 'import.refused_rows',
  method: 'GET',
  path: '/imports/{id}/refused.csv',
  summary: 'The refused rows with their reasons, as a CSV to mend and upload again',
  permission: 'import:read',
  side: 'both',
  params,
  answer: z.custom<AsyncIterable<Uint8Array>>(),
  answer_type: 'text/csv; charset=utf-8',
})

export const chooseSheet = route({
  id: 'import.choose_sheet',
  method: 'PUT',
  path: '/imports/{id}/sheet',
  summary: 'Say which sheet of the workbook is meant; its mapping begins anew',
  permission: 'import:run',
  side: 'both',
  params,
  query: z.object({ if_match: z.coerce.number().int() }),
  body: z.strictObject({ sheet: z.int().min(1).max(1000) }),
  answer: importSchema,
  refusals: [IMPORT_REFUSALS.state, IMPORT_REFUSALS.no_sheet],
  etag: 'requires',
})

export const previewUndo = route({
  id: 'import.preview_undo',
  method: 'GET',
  path: '/imports/{id}/undo',
  summary: 'What undoing it now would remove and restore, and what would stay, and why',
  permission: 'import:read',
  side: 'org',
  params,
  answer: z.object({
    removed: count,
    restored: count,
    kept: count,
    reasons: z.array(z.object({ why: z.string(), count })),
    rows: z.array(keptRow).meta({ description: 'the first that would stay' }),
    until: z.string().nullable(),
  }),
  refusals: [IMPORT_REFUSALS.no_undo],
})

export const undoImport = route({
  id: 'import.undo',
  method: 'POST',
  path: '/imports/{id}/undo',
  summary:
    'Undo it, in the background: created rows go, changed ones are as before, unless something happened to them since',
  permission: 'import:run',
  side: 'org',
  params,
  answer: importSchema,
  status: 202,
  refusals: [IMPORT_REFUSALS.no_undo, IMPORT_REFUSALS.state],
})

export const keptRows = route({
  id: 'import.kept_rows',
  method: 'GET',
  path: '/imports/{id}/kept',
  summary: 'What an undo left as it is, and why',
  permission: 'import:read',
  side: 'org',
  params,
  query: pageQuery,
  answer: pageOf(keptRow),
})

export const listMappings = route({
  id: 'import.list_mappings',
  method: 'GET',
  path: '/imports/mappings',
  summary: 'Mappings that are remembered, used last first',
  permission: 'import:read',
  side: 'both',
  query: z.object({ object: z.enum(IMPORT_OBJECTS).optional() }),
  answer: z.object({ rows: z.array(rememberedMapping) }),
})

export const renameMapping = route({
  id: 'import.rename_mapping',
  method: 'PATCH',
  path: '/imports/mappings/{id}',
  summary: 'Call a remembered mapping something else',
  permission: 'import:run',
  side: 'both',
  params: z.object({ id: idSchema('mapping') }),
  query: z.object({ if_match: z.coerce.number().int() }),
  body: z.strictObject({ label: lineOfText(100) }),
  answer: rememberedMapping,
  refusals: [COMMON.not_found],
  etag: 'requires',
})

export const forgetMapping = route({
  id: 'import.forget_mapping',
  method: 'DELETE',
  path: '/imports/mappings/{id}',
  summary: 'Forget a mapping: the next such file is mapped from scratch',
  permission: 'import:run',
  side: 'both',
  params: z.object({ id: idSchema('mapping') }),
  answer: z.object({ id: idSchema('mapping') }),
  refusals: [COMMON.not_found],
})

export type ImportAnswer = z.output<typeof importSchema>
export type ImportRowAnswer = z.output<typeof importRow>
export type PreviewAnswer = z.output<typeof previewSchema>
export const importContracts = [
  uploadImport,
  listImports,
  getImport,
  mapImport,
  previewImport,
  runImport,
  cancelImport,
  refusedRows,
  chooseSheet,
  previewUndo,
  undoImport,
  keptRows,
  listMappings,
  renameMapping,
  forgetMapping,
]
