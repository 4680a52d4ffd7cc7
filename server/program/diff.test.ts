import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { programDocument } from '#server/document.ts'
import type { ProgramDocument } from '#server/document.ts'
import { tracksSection } from '#server/partners/terms.ts'
import { aboutSection, calendarSection } from '#server/program/terms.ts'
import { registrationSection } from '#server/registrations/terms.ts'
import { anyDocument } from '#tests/make-documents.ts'
import { bare } from './faults.ts'

const REFERENCE = readFileSync(new URL('../../db/worlds/reference-program.yaml', import.meta.url), 'utf8')

function reference(): ProgramDocument {
  const parsed = programDocument.parseYaml(REFERENCE)
  if (!parsed.ok) throw new Error(parsed.errors[0]?.message)
  return parsed.document
}

function changesOf(bend: (document: ProgramDocument) => void): string[] {
  const after = reference()
  bend(after)
  return programDocument.diff(reference(), after).map((change) => `${change.kind}: ${change.text}`)
}

test.each<[string, (document: ProgramDocument) => void, string[]]>([
  ['a number', (d) => (d.registration.protection.days = 60), ['changed: Protection lasts 60 days instead of 90.']],
  [
    'a new track',
    (d) =>
      d.tracks.push({
        key: 'si',
        name: 'Integrator',
        type: 'system_integrator',
        tiers: [tier('a', 'Associate'), tier('p', 'Prime')],
      }),
    ["added: Track 'Integrator' is new, with tiers Associate and Prime."],
  ],
  ['a track that is gone', (d) => d.tracks.splice(3, 1), ["removed: Track 'Technology' is gone."]],
  [
    'another name',
    (d) => (d.tracks[1]!.name = 'Introducer'),
    ["changed: Track 'Referral' is now called 'Introducer'."],
  ],
  [
    'another key',
    (d) => (d.tracks[1]!.key = 'intro'),
    ["changed: The key of track 'Referral' is now 'intro' instead of 'referral'."],
  ],
  [
    'another order',
    (d) => d.tracks[0]!.tiers.reverse(),
    ["changed: In track 'Reseller', the order of the tiers is now Platinum, Gold, Silver and Registered."],
  ],
  [
    'a new tier in the middle',
    (d) => d.tracks[1]!.tiers.splice(1, 0, tier('bronze', 'Bronze')),
    ["added: In track 'Referral', tier 'Bronze' is new."],
  ],
  [
    'a benefit',
    (d) => (d.tracks[2]!.tiers[0]!.benefits = ['Coffee']),
    [
      `added: In track 'Agency', tier 'Registered', the benefits now include "Coffee".`,
      `removed: In track 'Agency', tier 'Registered', the benefits no longer include "Access to planning tools and reference layouts".`,
    ],
  ],
  [
    'a condition',
    (d) => (d.registration.rules[0]!.when.amount_at_least = { amount_minor: '25000000', currency: 'EUR' }),
    [
      'changed: In rule \'very-large\', its condition is "a registration worth at least EUR 250,000" instead of "a registration worth at least EUR 500,000".',
    ],
  ],
  [
    'an exclusion',
    (d) => (d.registration.exclusions.countries = ['BY', 'KP', 'IR']),
    ['added: Excluded countries now include Iran.', 'removed: Excluded countries no longer include Russia.'],
  ],
  [
    'who may register',
    (d) => (d.registration.may_register.tracks = 'all'),
    ['changed: Tracks that may register are all instead of Reseller, Referral and Agency.'],
  ],
  [
    'a term that is no longer set',
    (d) => delete d.calendar.holidays.region,
    ['removed: The region whose public holidays are days off is no longer set; it was "BE".'],
  ],
  [
    'a renamed product line',
    (d) => (d.registration.lines.list[0]!.name = 'Robots'),
    ["changed: Product line 'Warehouse robots' is now called 'Robots'."],
  ],
  [
    'the week',
    (d) => (d.calendar.working_days = ['mon', 'tue']),
    ['changed: The working week is Monday and Tuesday instead of Monday to Friday.'],
  ],
])('tells %s in plain words', (_what, bend, told) => {
  expect(changesOf(bend)).toEqual(told)
})

function tier(key: string, name: string) {
  return { key, name, benefits: [] }
}

test('equal documents have no changes', () => {
  fc.assert(
    fc.property(
      anyDocument,
      (document) => void expect(programDocument.diff(document, structuredClone(document))).toEqual([]),
    ),
    {
      numRuns: 60,
    },
  )
})

test('every difference is told, with a sentence and a path into one of the documents', () => {
  const sections = programDocument.sections.map((section) => section.key)
  fc.assert(
    fc.property(anyDocument, anyDocument, fc.constantFrom(...sections), (before, other, section) => {
      const after = { ...before, [section]: Object.entries(other).find(([key]) => key === section)?.[1] }
      const differ = programDocument.toYaml(before) !== programDocument.toYaml(after)
      const changes = programDocument.diff(before, after)
      expect(changes.length > 0).toBe(differ)
      for (const change of changes) {
        expect(change.section).toBe(section)
        expect(change.path[0]).toBe(section)
        expect(change.text).toMatch(/[.!?]$/)
        expect(change.text).not.toMatch(/undefined|\[object|NaN/)
      }
    }),
    { numRuns: 200 },
  )
}, 30_000)

/** The patterns of everything in a schema that can change by itself, by the wording that would tell it. */
function patternsOf(schema: z.core.$ZodType | undefined, wordings: object, at = ''): string[] {
  const inner = bare(schema)
  const wording: unknown = Object.entries(wordings).find(([pattern]) => pattern === at)?.[1]
  const whole = typeof wording === 'object' && wording !== null && 'whole' in wording
  const deeper = (field: string) => (at === '' ? field : `${at}.${field}`)
  if (whole || (!(inner instanceof z.ZodObject) && !(inner instanceof z.ZodArray))) return [at]
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([field, part]) => patternsOf(part, wordings, deeper(field)))
  }
  const things = bare(inner.element) instanceof z.ZodObject
  return [at, ...(things ? patternsOf(inner.element, wordings, deeper('*')) : [])]
}

test.each([
  ['about', aboutSection.schema, aboutSection.wording],
  ['calendar', calendarSection.schema, calendarSection.wording],
  ['tracks', tracksSection.schema, tracksSection.wording],
  ['registration', registrationSection.schema, registrationSection.wording],
])('every term of %s has words for its changes, and no words are left over', (_key, schema, wording) => {
  expect(Object.keys(wording).toSorted()).toEqual(patternsOf(schema, wording).toSorted())
})
