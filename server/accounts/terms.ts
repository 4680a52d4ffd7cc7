import { z } from 'zod'
import { defineSection } from '#kit/section.ts'
import { checkRecognition } from './terms-check.ts'
import { recognitionSentences, recognitionWording } from './terms-words.ts'

/**
 * How companies are recognised. Points are added up: a name that is the very same brings `weights.name`, a likeness its
 * part of that; what else agrees adds, what contradicts takes away. Between the two thresholds a person looks.
 *
 * The defaults were measured on listings of real companies (bench/RESULTS.md).
 */

const points = (most: number) =>
  z
    .int({ error: 'expected a whole number of points' })
    .min(0, { error: 'expected 0 points or more' })
    .max(most, { error: `expected at most ${most} points` })
const threshold = z
  .int({ error: 'expected a whole number of points' })
  .min(1, { error: 'expected 1 point or more' })
  .max(1000, { error: 'expected at most 1000 points' })
const atMost = z.enum(['maybe', 'same'])

const recognitionSchema = z
  .strictObject({
    weights: z
      .strictObject({
        /** What a name brings that is the very same. */
        name: points(1000).default(1000).describe('points of a name that is the very same'),
        domain: points(1000).default(600).describe('points of the same web domain'),
        sibling_domain: points(1000).default(200).describe('points of the same domain in another country'),
        country: points(1000).default(20).describe('points of the same country'),
        city: points(1000).default(40).describe('points of the same city; half of them for one near by'),
        phone: points(1000)
          .default(350)
          .describe('points of the same phone number; half of them for another extension'),
        street: points(1000)
          .default(400)
          .describe('points of the same street address; half of them for the same street'),
      })
      .prefault({}),
    /** What is taken away where both are known and differ. */
    against: z
      .strictObject({
        domain: points(1000).default(60).describe('points taken for another web domain'),
        country: points(1000).default(60).describe('points taken for another country'),
        city: points(1000).default(20).describe('points taken for another city'),
        phone: points(1000).default(0).describe('points taken for another phone number'),
        street: points(1000).default(300).describe('points taken for another street address'),
        tax_id: points(1000).default(400).describe('points taken for another tax id of the same country'),
      })
      .prefault({}),
    thresholds: z
      .strictObject({
        same: threshold.default(900).describe('points from which on two companies are taken for the same'),
        maybe: threshold.default(700).describe('points from which on a person looks'),
        /** The best candidate must lead the next by as much to be taken without a person. */
        lead: points(1000).default(60).describe('points by which the best leads the next to be taken for the same'),
        /** Likeness of names below which they contradict each other utterly, whatever the domain says. */
        contradiction: points(1000)
          .default(120)
          .describe('likeness of names, of 1000, under which they contradict the same domain'),
      })
      .prefault({}),
    /** What agreeing names, with nothing else but country and city, prove at most. */
    name_alone: atMost.default('maybe').describe('what a name alone proves at most'),
    /** A domain that several accounts share: a person, or the account whose name fits best. */
    shared_domain: z
      .enum(['maybe', 'best_name'])
      .default('maybe')
      .describe('whom a domain means that several accounts share: a person looks, or the best name'),
    /** The same label under another ending, acme.de and acme.com, with a name that fits. */
    sibling_domain: atMost.default('maybe').describe('what the same domain in another country proves at most'),
    family: z
      .strictObject({
        /** Does a protection of a parent cover its subsidiaries? */
        parent_protects_children: z
          .boolean()
          .default(false)
          .describe('does the protection of a parent company cover its subsidiaries?'),
        /** What becomes of a registration on a subsidiary of a protected parent. */
        then: z
          .enum(['review', 'reject'])
          .default('review')
          .describe('what becomes of a registration on a subsidiary of a protected parent'),
      })
      .prefault({}),
  })
  .prefault({})

export type RecognitionTerms = z.output<typeof recognitionSchema>

export const recognitionSection = defineSection({
  key: 'recognition',
  name: 'Recognition',
  schema: recognitionSchema,
  sentences: recognitionSentences,
  check: checkRecognition,
  wording: recognitionWording,
})
