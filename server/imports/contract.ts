import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { lineOfText } from '#kit/section.ts'
import { DATE_FORMATS, IMPORT_OBJECTS } from './fields.ts'
import { FILE_REFUSALS, IMPORT_REFUSALS, IMPORT_STATES } from './import.ts'
import { mappingSchema } from './mapping.ts'

/** The largest file taken: some half a million rows of a CRM. */
export const FILE_LIMIT_BYTES = 64 * 1024 * 1024

const count = z.number().int()

const columnSchema = z.object({
  column: z.string(),
  kind: z.enum(['empty', 'text', 'number', 'money', 'date', 'domain', 'email', 'country', 'id']),
  samples: z.array(z.string()),
  values: z
    .array(z.object({ value: z.string(), count }))
    .nullable()
    .meta({ description: 'every different value, where there are few' }),
  share_empty: z.number().meta({ description: 'from 0 to 1' }),
  unique: z.boolean(),
  date_formats: z
    .array(z.enum(DATE_FORMATS))
    .meta({ description: 'orders of day, month and year that fit; several: a person has to say' }),
  decimal: z.enum(['.', ',']).nullable(),
})

const warningSchema = z.object({ code: z.string(), message: z.string() })

const descriptionSchema = z.object({
  encoding: z.string(),
  delimiter: z.string(),
  header: z.array(z.string()),
  rows_looked_at: count,
  columns: z.array(columnSchema),
  key_candidates: z.array(z.array(z.string())).meta({ description: 'columns that tell the rows apart, best first' }),
  warnings: z.array(warningSchema),
})

/** A suggestion may lack what a person still has to say, so it is looser than a mapping. */
const suggestionSchema = z.object({
  mapping: z.record(z.string(), z.unknown()).meta({ description: 'a mapping to start from' }),
  from: z
    .enum(['file', 'last_import'])
    .meta({ description: 'guessed from the file, or as the last import of such a file was mapped' }),
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
      .array(z.object({ got: z.string(), expected: z.string(), line: count, count }))
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
    problem: z.string().nullable().meta({ description: 'why it failed' }),
    created_at: z.string(),
    finished_at: z.string().nullable(),
    revision: count,
  })
  .meta({ id: 'ImportRow' })

const importSchema = importRow
  .extend({
    description: descriptionSchema,
    warnings: z.array(warningSchema),
    suggestion: suggestionSchema.nullable().meta({ description: 'null once the import has begun' }),
    mapping: mappingSchema.nullable(),
    problems: z.array(problemSchema),
    abilities: z.array(z.enum(['map', 'run', 'cancel'])),
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
    problems: z.array(problemSchema),
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
  summary: 'Upload a CSV: kept, described, and nothing imported yet',
  permission: 'import:run',
  side: 'org',
  query: z.object({
    object: z
      .enum(IMPORT_OBJECTS, { error: `expected one of ${IMPORT_OBJECTS.join(', ')}` })
      .meta({ description: 'what the rows are' }),
    file_name: lineOfText(255).default('upload.csv'),
  }),
  raw_body: { content_type: 'text/csv', limit_bytes: FILE_LIMIT_BYTES },
  answer: importSchema,
  status: 201,
  refusals: Object.values(FILE_REFUSALS),
})

export const mapImport = route({
  id: 'import.map',
  method: 'PUT',
  path: '/imports/{id}/mapping',
  summary: 'Say which column is what',
  permission: 'import:run',
  side: 'org',
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
  side: 'org',
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
  side: 'org',
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
  side: 'org',
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
  side: 'org',
  query: pageQuery,
  answer: pageOf(importRow),
})

export const getImport = route({
  id: 'import.get',
  method: 'GET',
  path: '/imports/{id}',
  summary: 'One import: its file, its mapping, how far it is',
  permission: 'import:read',
  side: 'org',
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
  side: 'org',
  params,
  answer: z.custom<AsyncIterable<Uint8Array>>(),
  answer_type: 'text/csv; charset=utf-8',
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
]
