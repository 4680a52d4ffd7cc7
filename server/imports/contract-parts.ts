import { z } from 'zod'
import { idSchema } from '#kit/ids.ts'
import { DATE_FORMATS, IMPORT_OBJECTS } from './fields.ts'

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

export const warningSchema = z.object({ code: z.string(), message: z.string() })

export const descriptionSchema = z.object({
  encoding: z.string(),
  delimiter: z.string(),
  header: z.array(z.string()),
  rows_looked_at: count,
  columns: z.array(columnSchema),
  key_candidates: z.array(z.array(z.string())).meta({ description: 'columns that tell the rows apart, best first' }),
  warnings: z.array(warningSchema),
})

/** How files of these columns were mapped last. */
export const rememberedMapping = z
  .object({
    id: idSchema('mapping'),
    label: z.string().meta({ description: 'what people call it' }),
    name: z.string().meta({ description: 'the name inside it, which makes the external ids' }),
    object: z.enum(IMPORT_OBJECTS),
    columns: z.number().int().meta({ description: 'how many columns it reads' }),
    used_at: z.string(),
    used_by: z.string(),
    revision: z.number().int(),
  })
  .meta({ id: 'RememberedMapping' })

/** A record that an undo leaves as it is. */
export const keptRow = z
  .object({
    line: z.number().int(),
    external_id: z.string(),
    id: z.string().meta({ description: 'the record here' }),
    name: z.string(),
    why: z.string(),
  })
  .meta({ id: 'KeptRow' })
