import { z } from 'zod'

/** Where something stands in a document: names of fields and places in lists. */
export type Path = (string | number)[]

/** Who may read a sentence: everyone the program concerns, or only the org's own people. */
export type Audience = 'everyone' | 'org'

/** One rule of the program in plain words. */
export type Sentence = {
  /** Stays the same while the rule keeps its meaning, whatever its numbers are. */
  id: string
  text: string
  audience: Audience
  section: string
  /** The term of the document that the sentence tells, from the document's root. */
  path: Path
  /** Keys of the tracks it binds; absent when it binds every track. */
  tracks?: string[]
}

/** What stands in the way of publishing a document (`error`), or should be looked at first (`warning`). */
export type Finding = { level: 'error' | 'warning'; section: string; path: Path; message: string }

/** How a change of one term is told. Without `value` texts and numbers are told as they are. */
export type Wording<P> = {
  /** What the term is, as the subject of a sentence: "protection", "the working hours". */
  label: string
  /** Between label and value: "Protection *lasts* 60 days instead of 90." Default: "is". */
  verb?: string
  /** The value in words; the program is the side of the comparison it comes from. */
  value?: (value: unknown, program: P) => string
  /** Tell the value as one thing, although it is a list or a group of fields. */
  whole?: boolean
  /** For lists of things with an identity: what one is called ("track"), and what is told of a new one. */
  item?: { noun: string; tail?: (item: never) => string }
}

/**
 * A section of the program document, contributed by the shop whose terms it holds.
 * `P` is what the section reads of the other sections, in sentences and checks.
 */
export type Section<K extends string, S extends z.ZodType, P> = {
  key: K
  /** Its title on screens. */
  name: string
  schema: S
  /** The terms of a program that says nothing about them. */
  defaults: z.output<S>
  sentences(terms: z.output<S>, program: P): Sentence[]
  /** What publication needs beyond the schema. `earlier` are this section's terms in versions published before, oldest first. */
  check(terms: z.output<S>, program: P, earlier: z.output<S>[]): Finding[]
  /** By path, `*` standing for a place in a list: "protection.days", "*.tiers.*.name". */
  wording: Record<string, Wording<P>>
}

/** Defines a section; its defaults are what the schema makes of nothing. */
export function defineSection<K extends string, S extends z.ZodType, P = unknown>(
  section: Omit<Section<K, S, P>, 'defaults' | 'check'> & Partial<Pick<Section<K, S, P>, 'check'>>,
): Section<K, S, P> {
  return { check: () => [], ...section, defaults: section.schema.parse(undefined) }
}

/** A stable name for use in rules and links: "gold", "system-integrator". */
export const keySchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, {
    error: 'expected a key of at most 40 small letters, digits, "-" and "_" that begins with a letter',
  })
  .meta({ description: 'stable key, never shown to partners', example: 'gold' })

/** One line of text for people, without invisible or broken characters. */
export function lineOfText(maximum: number) {
  return z
    .string()
    .min(1, { error: 'expected some text' })
    .max(maximum, { error: `expected at most ${maximum} characters` })
    .refine((text) => text === text.trim() && text.isWellFormed() && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text), {
      error: 'expected one line of text without spaces around it or invisible characters',
    })
}

/** Refuses two items of a list with the same value of a field, pointing at the second. */
export function uniqueBy<T, F extends keyof T & string>(...fields: F[]) {
  return (ctx: { value: T[]; issues: z.core.$ZodRawIssue[] }) => {
    for (const field of fields) {
      const seen = new Set<unknown>()
      for (const [place, item] of ctx.value.entries()) {
        if (seen.has(item[field])) {
          const message = `expected each ${field} once in this list: "${String(item[field])}" stands here again`
          ctx.issues.push({ code: 'custom', message, path: [place, field], input: item[field] })
        }
        seen.add(item[field])
      }
    }
  }
}

/** A list in which every value stands once. */
export function setOf<T extends z.ZodType<string>>(item: T) {
  return z.array(item).check((ctx) => {
    for (const [place, value] of ctx.value.entries()) {
      if (ctx.value.indexOf(value) === place) continue
      const message = `expected each value once in this list: "${value}" stands here again`
      ctx.issues.push({ code: 'custom', message, path: [place], input: value })
    }
  })
}
