import { z } from 'zod'
import type { Path } from '#kit/section.ts'
import { closestWord, count, series } from '#kit/words.ts'
import type { ReadYaml, YamlFault } from './yaml.ts'

/** What a schema objects to, in words: where, what was expected, what stands there. */

/** Every objection at once, in the order of the text. */
export function schemaFaults(error: z.ZodError, schema: z.ZodType, source: ReadYaml): YamlFault[] {
  return error.issues
    .flatMap((issue) => issueFaults(issue, schema, source))
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
}

function issueFaults(issue: z.core.$ZodIssue, schema: z.ZodType, source: ReadYaml): YamlFault[] {
  // Safe: the value that was checked has only text and numbers as keys.
  const path = issue.path as Path
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, path)
    return issue.keys.map((key) => {
      const near = closestWord(key, known)
      const expected = known.length > 0 ? `one of ${series(known, 'or')}` : 'no field here'
      const hint = near ? `Did you mean "${near}"?` : `Expected ${expected}.`
      const message = `There is no field "${key}" ${path.length > 0 ? `in ${pathInWords(path)}` : 'in the program'}. ${hint}`
      return {
        ...source.positionOfKey(path, key),
        path: [...path, key],
        message,
        expected: near ? `"${near}"` : expected,
        got: `"${key}"`,
      }
    })
  }
  const value = valueAt(source.value, path)
  if (issue.code === 'invalid_union') {
    const branch = branchFor(issue.errors)
    if (branch) {
      return branch.flatMap((inner) => issueFaults({ ...inner, path: [...path, ...inner.path] }, schema, source))
    }
  }
  const got = valueInWords(value)
  const unquoted =
    issue.code === 'invalid_type' && issue.expected === 'string' && ['number', 'boolean'].includes(typeof value)
  const expected = unquoted ? `text, which needs quotes here: "${String(value)}"` : expectationOf(issue)
  const near =
    issue.code === 'invalid_value' && typeof value === 'string'
      ? closestWord(value, issue.values.map(String))
      : undefined
  const hint = near ? ` Did you mean "${near}"?` : ''
  const where = path.length > 0 ? pathInWords(path) : 'The program'
  const message =
    value === undefined
      ? `${where} is missing: expected ${expected}.`
      : `${where}: expected ${expected}, got ${got}.${hint}`
  return [{ ...source.positionOf(path), path, message, expected, got }]
}

/** The branch of a union that the value was meant for: the one it enters before it fails. */
function branchFor(branches: z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  return branches.find(
    (issues) => issues.length > 0 && issues.every((issue) => issue.path.length > 0 || issue.code === 'too_small'),
  )
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list (lines that begin with "- ")',
  object: 'a group of fields ("name: value")',
}

function expectationOf(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith('expected ')) return issue.message.slice('expected '.length)
  if (issue.code === 'invalid_type') return KINDS[issue.expected] ?? issue.expected
  if (issue.code === 'invalid_value')
    return issue.values.length === 1
      ? `"${String(issue.values[0])}"`
      : `one of ${series(issue.values.map(String), 'or')}`
  if (issue.code === 'too_small') return `${String(issue.minimum)} or more`
  if (issue.code === 'too_big') return `${String(issue.maximum)} or less`
  if (issue.code === 'invalid_union') {
    return series([...new Set(issue.errors.flatMap((branch) => branch.slice(0, 1).map(expectationOf)))], 'or')
  }
  return issue.message
}

/** "registration.rules item 2, when.tracks". */
function pathInWords(path: Path): string {
  let words = ''
  let afterItem = false
  for (const step of path) {
    if (typeof step === 'number') words += ` item ${step + 1}`
    else words += words === '' ? step : afterItem ? `, ${step}` : `.${step}`
    afterItem = typeof step === 'number'
  }
  return words
}

function valueInWords(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'nothing (no value after the colon)'
  if (typeof value === 'string')
    return value === '' ? 'empty text' : `the text "${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${count(value.length, 'value')}`
  if (typeof value === 'object') return 'a group of fields'
  return `${typeof value === 'number' ? 'the number ' : ''}${String(value)}`
}

function valueAt(value: unknown, path: Path): unknown {
  let current = value
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined
    // Safe: an object or list that has the step as its own key was just made sure of.
    current = (current as Record<string | number, unknown>)[step]
  }
  return current
}

/** Names of the fields that the schema knows at a path. */
function fieldsAt(schema: z.ZodType, path: Path): string[] {
  let current: z.core.$ZodType | undefined = bare(schema)
  for (const step of path) {
    if (current instanceof z.ZodObject) current = bare(current.shape[step])
    else if (current instanceof z.ZodArray) current = bare(current.element)
    else return []
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : []
}

/** A schema without what wraps it: defaults and the freedom to be absent. */
export function bare(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let current = schema
  while (current instanceof z.ZodDefault || current instanceof z.ZodPrefault || current instanceof z.ZodOptional) {
    current = current.unwrap()
  }
  return current
}
