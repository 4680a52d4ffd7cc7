import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { conductDeciders } from '#server/conduct/deciders.ts'
import { conflictDeciders } from '#server/conflicts/deciders.ts'
import { contactDeciders } from '#server/consents/deciders.ts'
import { disputeDeciders } from '#server/disputes/deciders.ts'
import { programDocument } from '#server/document.ts'
import { matchDeciders } from '#server/matches/deciders.ts'
import { mergeDeciders } from '#server/merges/deciders.ts'
import { registrationDeciders } from '#server/registrations/deciders.ts'
import { requestDeciders } from '#server/requests/deciders.ts'
import type { Decider } from '#server/rulings/deciders.ts'

/**
 * Rulings as they were once made, with everything they saw. They must replay to the letter for as long as the product
 * lives: a changed ladder gets the next number, and the old one stays. Lines are only ever added (`record.ts`).
 */
type Kept = {
  name: string
  program: string
  decider: string
  now: string
  facts: unknown
  outcome: unknown
  because: unknown
}

const deciders: readonly Decider[] = [
  ...registrationDeciders,
  ...requestDeciders,
  ...matchDeciders,
  ...mergeDeciders,
  ...contactDeciders,
  ...conflictDeciders,
  ...disputeDeciders,
  ...conductDeciders,
]

const FOLDER = new URL('./', import.meta.url)
const corpus = readFileSync(new URL('corpus.ndjson', FOLDER), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Kept) // written by record.ts

const documents = new Map<string, Record<string, unknown>>()
function documentOf(program: string): Record<string, unknown> {
  const known = documents.get(program)
  if (known) return known
  const parsed = programDocument.parseYaml(readFileSync(new URL(`programs/${program}.yaml`, FOLDER), 'utf8'))
  if (!parsed.ok) throw new Error(`${program} no longer parses: ${parsed.errors[0]?.message}`)
  documents.set(program, parsed.document)
  return parsed.document
}

/** Grows with every recording; a smaller corpus means that somebody took rulings away. */
const AT_LEAST = 87

describe('the corpus of rulings', () => {
  test('only grows', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(AT_LEAST)
    expect(new Set(corpus.map((kept) => kept.name)).size).toBe(corpus.length)
  })

  test.each(corpus.map((kept) => [kept.name, kept] as const))('replays %s', (_, kept) => {
    const decider = deciders.find((one) => one.name === kept.decider)
    expect(decider, `no decider is called ${kept.decider}; old ladders stay for replay`).toBeDefined()
    const { outcome, because } = decider?.replay(kept.facts, documentOf(kept.program), kept.now) ?? {}
    expect({ outcome, because }).toEqual({ outcome: kept.outcome, because: kept.because })
  })
})
