import { z } from 'zod'

/** A JSON Schema of draft 2020-12, the dialect of OpenAPI 3.1. */
export type Schema = { [key: string]: unknown }

const REF = '#/$defs/'

/** Turns contract schemas into JSON Schema, and gathers those that have a name as components of one document. */
export class Components {
  readonly schemas: Record<string, Schema> = {}
  readonly examples: Record<string, Schema> = {}

  /** `input`: what may be sent; `output`: what is answered. */
  add(schema: z.ZodType, io: 'input' | 'output'): Schema {
    const {
      $schema: _,
      $defs = {},
      ...root
    } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => tidy(zodSchema, jsonSchema as Schema), // both are plain JSON objects
    }) as Schema
    const names = new Map<string, string>()
    // $defs is where toJSONSchema puts every schema with an id.
    const defs = Object.entries($defs as Record<string, Schema>)
    for (const [id, definition] of defs) names.set(id, this.#nameFor(id, definition, io))
    for (const [id, definition] of defs) this.schemas[names.get(id) ?? id] = renamed(definition, names)
    return renamed(root, names)
  }

  /** What is sent and what is answered under one name may differ; then the former is called `…Input`. */
  #nameFor(id: string, definition: Schema, io: 'input' | 'output'): string {
    const kept = this.schemas[id]
    const same = new Map([[id, id]])
    if (!kept || JSON.stringify(kept) === JSON.stringify(renamed(definition, same))) return id
    return io === 'input' ? `${id}Input` : `${id}Answer`
  }
}

/** Points references at the components of the document. */
function renamed(schema: Schema, names: ReadonlyMap<string, string>): Schema {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (key !== '$ref' || typeof inner !== 'string' || !inner.startsWith(REF)) return [key, walk(inner)]
        const id = inner.slice(REF.length)
        return [key, `#/components/schemas/${names.get(id) ?? id}`]
      }),
    )
  }
  return walk(schema) as Schema // an object goes in, an object comes out
}

function tidy(zodSchema: z.core.$ZodTypes, schema: Schema): void {
  // Answers may gain fields: a client must not be generated so that it breaks on them.
  if (zodSchema._zod.def.type === 'object' && zodSchema._zod.def.catchall === undefined)
    delete schema.additionalProperties
  // "Any whole number that JavaScript can hold" says nothing to a reader.
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if ('example' in schema) {
    schema.examples = [schema.example]
    delete schema.example
  }
  // The pattern of a calendar date with leap years; the format says it.
  if (schema.format === 'date') delete schema.pattern
}

/** A value that fits, out of examples, defaults and types. Optional fields are given where they have an example. */
export function sample(schema: Schema, components: Readonly<Record<string, Schema>>, depth = 0): unknown {
  if (depth > 12) return null
  const inner = (of: unknown) => sample(of as Schema, components, depth + 1) // sub-schemas are schemas
  if (typeof schema.$ref === 'string') return inner(components[schema.$ref.slice('#/components/schemas/'.length)] ?? {})
  if (Array.isArray(schema.examples)) return schema.examples[0]
  if ('default' in schema) return schema.default
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) {
    const options = schema[key]
    if (Array.isArray(options)) return inner(options.find((option) => (option as Schema).type !== 'null') ?? {})
  }
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  if (type === 'object') return sampleObject(schema, inner)
  if (type === 'array') return schema.items ? [inner(schema.items)] : []
  if (type === 'integer' || type === 'number') return Math.max(1, Number(schema.minimum ?? 1))
  if (type === 'boolean') return false
  if (type === 'string') return sampleText(schema)
  return null
}

function sampleObject(schema: Schema, inner: (of: unknown) => unknown): Record<string, unknown> {
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>) // the keyword holds schemas by name
  return Object.fromEntries(
    properties
      .filter(([name, one]) => required.has(name) || Array.isArray(one.examples))
      .map(([name, one]) => [name, inner(one)]),
  )
}

const TEXTS: Readonly<Record<string, string>> = {
  date: '2026-12-24',
  'date-time': '2026-11-22T01:04:26.000Z',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  uuid: '0198f0c2-a1b4-7c3d-9e5f-6a7b8c9d0e1f',
}

function sampleText(schema: Schema): string {
  const text = TEXTS[String(schema.format)] ?? 'text'
  const least = Number(schema.minLength ?? 0)
  return text.padEnd(least, 'x').slice(0, Number(schema.maxLength ?? 1000))
}
