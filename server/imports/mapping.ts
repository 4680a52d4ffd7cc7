import { z } from 'zod'
import { isCurrency } from '#kit/money.ts'
import { DATE_FORMATS, IMPORT_OBJECTS, fieldsOf, ownField } from './fields.ts'

const columnName = z.string().min(1).max(32_767)

const columnMappingSchema = z.object({
  column: columnName.meta({ description: 'Header of the column in the file' }),
  field: z.string().meta({ description: 'Field it fills' }),
  values: z.record(z.string(), z.string().max(500)).optional().meta({
    description:
      'What to read instead of a value, whatever its case: { "GTXPro": "GTX Pro" }; an empty text leaves the field out',
  }),
  prefix_column: columnName.optional().meta({
    description: 'A column whose text stands before this one, with a space between: the first name before the last',
  }),
  format: z.enum(DATE_FORMATS).optional().meta({ description: 'Order of day, month and year; ISO when left out' }),
  currency: z
    .string()
    .refine(isCurrency, { error: 'expected an ISO 4217 currency code, for example EUR' })
    .optional()
    .meta({ description: 'Currency of the amounts, unless the row names one' }),
  decimal: z.enum(['.', ',']).optional().meta({ description: 'Decimal mark; a point when left out' }),
  scale: z
    .union([z.literal(1), z.literal(1000), z.literal(1_000_000), z.literal(1_000_000_000)])
    .optional()
    .meta({ description: 'What one unit in the column stands for, for example 1000000 for amounts in millions' }),
  on_wrong: z.enum(['refuse', 'leave_out']).optional().meta({
    description:
      'When a value cannot be read: refuse the row (so when left out), or import it without this field, with the constant for it if there is one',
  }),
})

/** How the columns of a file become the fields of one kind of thing. Kept under its name, and used again for the next export. */
export const mappingSchema = z
  .object({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, {
        error: 'expected lower-case letters, digits and dashes, for example salesforce-accounts',
      })
      .meta({
        description: 'Name of the mapping; with the key columns it makes the external id',
        example: 'salesforce-accounts',
      }),
    object: z.enum(IMPORT_OBJECTS),
    key_columns: z
      .array(columnName)
      .min(1)
      .max(5)
      .meta({ description: 'Columns that together name a row, again in the next export' }),
    columns: z.array(columnMappingSchema).min(1).max(100),
    skip: z
      .array(z.object({ column: columnName, values: z.array(z.string().max(500)).min(1).max(200) }))
      .max(20)
      .optional()
      .meta({ description: 'Rows to pass over: those that have one of these values there, whatever its case' }),
    id_format: z.enum(['salesforce']).optional().meta({
      description: 'salesforce: ids of 15 characters are read as the 18 that stand for the same record',
    }),
    constants: z
      .record(z.string(), z.string().max(500))
      .optional()
      .meta({ description: 'Values for fields without a column, or for cells that are empty' }),
  })
  .superRefine((mapping, context) => {
    const fields = new Map(fieldsOf(mapping.object).map((field) => [field.name, field]))
    const names = [...fields.keys(), ...(mapping.object === 'registration' ? ['answers.<key>'] : [])].join(', ')
    const isField = (name: string) => fields.has(name) || ownField(mapping.object, name) !== undefined
    const issue = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message })
    const filled = new Set<string>()
    for (const [at, column] of mapping.columns.entries()) {
      if (!isField(column.field)) issue(['columns', at, 'field'], `expected a field of ${mapping.object}: ${names}`)
      if (filled.has(column.field))
        issue(['columns', at, 'field'], `expected each field once; ${column.field} is filled by another column too`)
      filled.add(column.field)
      if (column.on_wrong === 'leave_out' && fields.get(column.field)?.required)
        issue(['columns', at, 'on_wrong'], `expected refuse: ${column.field} is required`)
    }
    for (const name of Object.keys(mapping.constants ?? {})) {
      if (!isField(name)) issue(['constants', name], `expected a field of ${mapping.object}: ${names}`)
      filled.add(name)
    }
    for (const field of fields.values()) {
      if (field.required && !filled.has(field.name))
        issue(['columns'], `expected a column or a constant for ${field.name} (${field.description})`)
    }
    if (new Set(mapping.key_columns).size < mapping.key_columns.length)
      issue(['key_columns'], 'expected each key column once')
  })

export type ColumnMapping = z.infer<typeof columnMappingSchema>
export type Mapping = z.infer<typeof mappingSchema>
