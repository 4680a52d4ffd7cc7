import { z } from 'zod'
import type { Route } from '#kit/contract.ts'
import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'

export type QueryShape = { route: Route; names: ReadonlySet<string>; lists: ReadonlySet<string> }

/** What the address of a route may say, worked out once. */
export function queryShape(route: Route): QueryShape {
  const object = inside(route.query)
  const shape = object instanceof z.ZodObject ? Object.entries(object.shape) : []
  // Comes from the If-Match header alone.
  const fields = route.etag === 'requires' ? shape.filter(([name]) => name !== 'if_match') : shape
  const lists = fields.filter(([, schema]) => inside(schema as z.ZodType) instanceof z.ZodArray) // a shape holds schemas
  return { route, names: new Set(fields.map(([name]) => name)), lists: new Set(lists.map(([name]) => name)) }
}

/** What a schema is about, without "optional", "default" and what is done with the value afterwards. */
function inside(schema: z.ZodType | undefined): z.ZodType | undefined {
  let one: unknown = schema
  for (;;) {
    if (
      one instanceof z.ZodOptional ||
      one instanceof z.ZodNullable ||
      one instanceof z.ZodDefault ||
      one instanceof z.ZodPrefault
    )
      one = one.unwrap()
    else if (one instanceof z.ZodPipe) one = one.in instanceof z.ZodTransform ? one.out : one.in
    else return one instanceof z.ZodType ? one : undefined
  }
}

/** Reads the parameters of an address: none unknown, none twice; `dry_run` where the route can be tried out. */
export function readQuery(shape: QueryShape, search: string): { query: Record<string, unknown>; dry_run: boolean } {
  const query: Record<string, unknown> = {}
  const fields: FieldProblem[] = []
  let dry_run: boolean | undefined
  for (const [name, value] of new URLSearchParams(search)) {
    const path = `query.${name.slice(0, 100)}`
    if (name === 'dry_run' && shape.route.dry_run) {
      if (dry_run !== undefined) fields.push({ path, message: 'is given twice', code: 'duplicate' })
      else if (value !== 'true' && value !== 'false')
        fields.push({ path, message: 'expected true or false', code: 'invalid_value' })
      dry_run = value === 'true'
    } else if (!shape.names.has(name)) {
      const known = [...shape.names, ...(shape.route.dry_run ? ['dry_run'] : [])]
      fields.push({
        path,
        message: 'is not a parameter of this address',
        code: 'unknown_field',
        ...(known.length > 0 && { expected: known.join(', ') }),
      })
    } else if (shape.lists.has(name)) {
      query[name] = [...((query[name] as string[] | undefined) ?? []), value] // only this line writes lists
    } else if (Object.hasOwn(query, name)) {
      fields.push({ path, message: 'is given twice', code: 'duplicate' })
    } else query[name] = value
    if (fields.length >= 50) break
  }
  if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
  return { query, dry_run: dry_run === true }
}
