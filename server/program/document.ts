import { z } from 'zod'
import type { Audience, Finding, Section, Sentence } from '#kit/section.ts'
import { diffDocuments } from './diff.ts'
import type { Change } from './diff.ts'
import { schemaFaults } from './faults.ts'
import { MOST_FAULTS, readYaml, writeYaml } from './yaml.ts'
import type { Position, YamlFault } from './yaml.ts'

/** The program as one document: the sections of all shops, read, written, told and checked together. */

// `never`: a section that reads others accepts only a program that has them, which `Composable` below makes sure of.
type AnySection = Section<string, z.ZodType, never>

/** The document that sections make together. */
export type DocumentOf<S extends readonly AnySection[]> = {
  [Part in S[number] as Part['key']]: z.output<Part['schema']>
}

/** Sections that find in the document what they read of each other. */
type Composable<S extends readonly AnySection[]> = {
  [I in keyof S]: S[I] extends Section<string, z.ZodType, infer P> ? (DocumentOf<S> extends P ? S[I] : never) : never
}

/** What stands at a wrong place of the text, and what was expected there. */
export type DocumentError = YamlFault

export type Parsed<D> =
  | { ok: true; document: D; positionOf(path: Finding['path']): Position }
  | { ok: false; errors: DocumentError[] }

/** A document that can be published has no errors; warnings are for its author to weigh. */
export type Completeness = { errors: Finding[]; warnings: Finding[] }

export type ProgramDocuments<D> = {
  schema: z.ZodType<D>
  /** The titles of the sections, in order. */
  sections: { key: string; name: string }[]
  /** Reads YAML (or JSON, which is YAML); a section or field that is not there takes its default. */
  parseYaml(text: string): Parsed<D>
  /** Writes what `parseYaml` reads back as an equal document; equal documents give equal text. */
  toYaml(document: D): string
  defaults(): D
  /** What the reader may read; with `tracks`, only what binds partners of these tracks. */
  sentences(document: D, audience: Audience, tracks?: readonly string[]): Sentence[]
  /** Is it fit for publication? `earlier` are the documents published before, oldest first. */
  completeness(document: D, earlier?: readonly D[]): Completeness
  /** What changes from one document to another, in plain words. */
  diff(before: D, after: D): Change[]
}

/** More sentences than these do not fit on one page, and a partner should work out its program from one page (PRG-1). */
const MOST_SENTENCES = 40

/** Composes the sections of the program document, in the order in which they are written and read. */
export function composeDocument<const S extends readonly AnySection[]>(
  sections: S & Composable<S>,
): ProgramDocuments<DocumentOf<S>> {
  type D = DocumentOf<S>
  const parts: readonly AnySection[] = sections
  // Safe: the shape has exactly the keys and schemas that DocumentOf is made from.
  const schema = z.strictObject(
    Object.fromEntries(parts.map((part) => [part.key, part.schema])),
  ) as unknown as z.ZodType<D>
  const termsOf = (document: D, part: AnySection) => document[part.key as keyof D]
  // Safe: `Composable` proved at the call that the document has what every section reads.
  const asProgram = (document: D) => document as never

  const sentences = (document: D, audience: Audience, tracks?: readonly string[]) =>
    parts
      .flatMap((part) => part.sentences(termsOf(document, part), asProgram(document)))
      .filter((said) => audience === 'org' || said.audience === 'everyone')
      .filter((said) => !tracks || !said.tracks || said.tracks.some((track) => tracks.includes(track)))

  return {
    schema,
    sections: parts.map(({ key, name }) => ({ key, name })),
    parseYaml(text) {
      const source = readYaml(text)
      if (source.value === undefined) return { ok: false, errors: source.faults }
      const checked = schema.safeParse(source.value ?? {})
      const faults = checked.success ? [] : schemaFaults(checked.error, schema, source)
      // What could not be read at all needs no second error for not being what it should be.
      const told = new Set(source.faults.map((fault) => JSON.stringify(fault.path)))
      const errors = [...source.faults, ...faults.filter((fault) => !told.has(JSON.stringify(fault.path)))]
        .toSorted((a, b) => a.line - b.line || a.column - b.column)
        .slice(0, MOST_FAULTS)
      if (errors.length > 0 || !checked.success) return { ok: false, errors }
      return { ok: true, document: checked.data, positionOf: source.positionOf }
    },
    toYaml: (document) => writeYaml(schema.parse(document)),
    defaults: () => schema.parse({}),
    sentences,
    completeness(document, earlier = []) {
      const found = parts.flatMap((part) =>
        part.check(
          termsOf(document, part),
          asProgram(document),
          earlier.map((old) => termsOf(old, part)),
        ),
      )
      const all = sentences(document, 'everyone')
      // What a partner of one track reads; a program without tracks is read as a whole.
      const lanes = [...new Set(all.flatMap((said) => said.tracks ?? []))]
      const longest = Math.max(
        all.filter((said) => !said.tracks).length,
        ...lanes.map((track) => sentences(document, 'everyone', [track]).length),
      )
      if (longest > MOST_SENTENCES) {
        const message = `Partners of one track read ${longest} sentences: more than ${MOST_SENTENCES} do not fit on one page. Fewer rules or tiers make a program that partners remember.`
        found.push({ level: 'warning', section: '', path: [], message })
      }
      return {
        errors: found.filter((finding) => finding.level === 'error'),
        warnings: found.filter((finding) => finding.level === 'warning'),
      }
    },
    diff: (before, after) => diffDocuments(parts, before, after),
  }
}
