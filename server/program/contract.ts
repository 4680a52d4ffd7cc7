import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { COMMON } from '#kit/refusal.ts'
import { instantSchema } from '#kit/time-schema.ts'
import { PROGRAM_REFUSALS as R, STANDINGS } from './version.ts'

const versionNo = z.coerce
  .number()
  .int()
  .min(1)
  .max(2_000_000_000)
  .meta({ description: 'number of the version', example: 3 })
/** The text of a program; what is too long for one is refused with the other problems of the text. */
const yamlText = z
  .string({ error: 'expected the program as YAML text' })
  .max(2_000_000, { error: 'expected at most 2 MB of text' })
const noteText = z.string().trim().max(2000, { error: 'expected at most 2,000 characters' })
const pathSchema = z
  .array(z.union([z.string(), z.number().int()]))
  .meta({ description: 'fields and places from the top of the document' })

const personSchema = z.object({
  id: z.string().meta({ description: 'a person, a key, operator or clock' }),
  name: z.string(),
})

const versionRow = z
  .object({
    version: z.number().int(),
    status: z.enum(STANDINGS).meta({ description: 'in_force and superseded follow from the time; nobody sets them' }),
    status_text: z.string().meta({ description: 'the status in words' }),
    note: z.string(),
    effective_at: z.string().nullable(),
    created_at: z.string(),
    created_by: personSchema,
    published_at: z.string().nullable(),
    published_by: personSchema.nullable(),
    revision: z.number().int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'ProgramVersionRow' })

const sentenceSchema = z
  .object({
    id: z.string(),
    text: z.string(),
    audience: z.enum(['everyone', 'org']),
    section: z.string(),
    path: pathSchema,
    tracks: z.array(z.string()).optional().meta({ description: 'absent: it binds every track' }),
  })
  .meta({ id: 'ProgramSentence' })

const findingSchema = z
  .object({
    level: z.enum(['error', 'warning']),
    section: z.string(),
    path: pathSchema,
    message: z.string(),
    line: z.number().int().nullable(),
    column: z.number().int().nullable(),
  })
  .meta({ id: 'ProgramFinding' })

const changeSchema = z
  .object({ section: z.string(), path: pathSchema, kind: z.enum(['added', 'removed', 'changed']), text: z.string() })
  .meta({ id: 'ProgramChange' })

const sectionSchema = z.object({ key: z.string(), name: z.string() })

const versionAnswer = versionRow
  .extend({
    document: z.record(z.string(), z.unknown()),
    yaml: z.string(),
    sections: z.array(sectionSchema),
    sentences: z.array(sentenceSchema),
    findings: z.array(findingSchema).meta({ description: 'errors keep a draft from being published; warnings do not' }),
  })
  .meta({ id: 'ProgramVersion' })

const params = z.object({ n: versionNo })
const ifMatch = z.object({ if_match: z.coerce.number().int() })

export const listVersions = route({
  id: 'program.list_versions',
  method: 'GET',
  path: '/program/versions',
  summary: 'Versions of the program, newest first',
  permission: 'program:read',
  side: 'org',
  query: pageQuery,
  answer: pageOf(versionRow),
})

export const getVersion = route({
  id: 'program.get_version',
  method: 'GET',
  path: '/program/versions/{n}',
  summary: 'One version: document, YAML, sentences, what stands in the way of publication',
  permission: 'program:read',
  side: 'org',
  params,
  answer: versionAnswer,
  etag: 'answers',
})

export const createDraft = route({
  id: 'program.create_draft',
  method: 'POST',
  path: '/program/versions',
  summary: 'Make a draft, from YAML or as a copy of a version',
  permission: 'program:edit',
  side: 'org',
  body: z
    .strictObject({
      yaml: yamlText.optional(),
      copy_of: z.int().min(1).max(2_000_000_000).optional().meta({ description: 'number of the version to copy' }),
      note: noteText.default(''),
    })
    .refine((body) => (body.yaml === undefined) !== (body.copy_of === undefined), {
      path: ['yaml'],
      error: 'expected either `yaml`, or `copy_of` with the number of a version',
    }),
  answer: versionAnswer,
  status: 201,
  refusals: [R.yaml],
  dry_run: true,
})

export const replaceDraft = route({
  id: 'program.replace_draft',
  method: 'PUT',
  path: '/program/versions/{n}',
  summary: 'Replace the document of a draft',
  permission: 'program:edit',
  side: 'org',
  params,
  query: ifMatch,
  body: z.strictObject({ yaml: yamlText, note: noteText.optional() }),
  answer: versionAnswer,
  refusals: [R.yaml, R.published],
  dry_run: true,
  etag: 'requires',
})

export const discardDraft = route({
  id: 'program.discard_draft',
  method: 'POST',
  path: '/program/versions/{n}/discard',
  summary: 'Throw a draft away',
  permission: 'program:edit',
  side: 'org',
  params,
  answer: z.object({ version: z.number().int(), discarded: z.literal(true) }),
  refusals: [R.published],
  dry_run: true,
})

export const publishVersion = route({
  id: 'program.publish',
  method: 'POST',
  path: '/program/versions/{n}/publish',
  summary: 'Publish a draft, at once or from an instant to come',
  permission: 'program:publish',
  side: 'org',
  params,
  body: z.strictObject({
    effective_at: instantSchema.optional().meta({ description: 'now by default; never earlier' }),
    note: noteText.refine((text) => text !== '', { error: 'expected a note: what changes, and why' }),
  }),
  answer: versionAnswer,
  refusals: [R.incomplete, R.published, R.taken],
  dry_run: true,
})

export const diffVersions = route({
  id: 'program.diff',
  method: 'GET',
  path: '/program/diff',
  summary: 'What changes from one version to another, in plain words',
  permission: 'program:read',
  side: 'org',
  query: z.object({ from: versionNo, to: versionNo }),
  answer: z.object({ from: z.number().int(), to: z.number().int(), changes: z.array(changeSchema) }),
})

export const checkProgram = route({
  id: 'program.check',
  method: 'POST',
  path: '/program/check',
  summary: 'Look a document over without keeping it',
  permission: 'program:read',
  side: 'org',
  body: z.strictObject({ yaml: yamlText }),
  answer: z.object({
    ok: z.boolean().meta({ description: 'it can be read, and could be published' }),
    errors: z
      .array(
        z.object({
          path: pathSchema,
          line: z.number().int(),
          column: z.number().int(),
          message: z.string(),
          expected: z.string(),
          got: z.string(),
        }),
      )
      .meta({ description: 'why it cannot be read' }),
    findings: z.array(findingSchema),
    sentences: z.array(sentenceSchema),
    against: z.number().int().nullable().meta({ description: 'the version in force, which changes are counted from' }),
    changes: z.array(changeSchema),
  }),
})

export const getRules = route({
  id: 'program.rules',
  method: 'GET',
  path: '/program/rules',
  summary: 'The rules in force, as sentences for the caller',
  permission: 'program:read',
  side: 'both',
  answer: z.object({
    version: z.number().int(),
    effective_at: z.string(),
    sections: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        sentences: z.array(
          z.object({
            id: z.string(),
            text: z.string(),
            for_everyone: z.boolean().meta({ description: 'false: people of the org only' }),
          }),
        ),
      }),
    ),
    next: z
      .object({
        version: z.number().int(),
        effective_at: z.string(),
        changes: z.array(
          z.object({ kind: z.enum(['added', 'removed', 'changed']), text: z.string(), before: z.string().nullable() }),
        ),
      })
      .nullable()
      .meta({ description: 'the next version that is published already' }),
  }),
  refusals: [COMMON.no_program],
})

export type VersionRowAnswer = z.output<typeof versionRow>
export type VersionAnswer = z.output<typeof versionAnswer>
export const programContracts = [
  listVersions,
  getVersion,
  createDraft,
  replaceDraft,
  discardDraft,
  publishVersion,
  diffVersions,
  checkProgram,
  getRules,
]
