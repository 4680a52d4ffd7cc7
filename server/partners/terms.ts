import { z } from 'zod'
import { defineSection, keySchema, lineOfText, uniqueBy } from '#kit/section.ts'
import type { Finding, Sentence } from '#kit/section.ts'
import { capital, count, series, spoken } from '#kit/words.ts'

/** The tracks: one lane of the program per type of partner, each with its tiers from the lowest to the highest. */

/** Types of partner, as PRG-5 lists them. */
export const PARTNER_TYPES = [
  'reseller',
  'distributor',
  'referral',
  'affiliate',
  'agency',
  'services',
  'technology',
  'system_integrator',
  'marketplace',
  'white_label',
  'alliance',
] as const

const tierSchema = z.strictObject({
  /** Stands in rules and records; unique in its track. */
  key: keySchema,
  /** What partners call it. */
  name: lineOfText(40).describe('what partners call the tier'),
  /** What a partner has from it; publication wants at least one. */
  benefits: z
    .array(lineOfText(200))
    .max(20, { error: 'expected at most 20 benefits' })
    .refine((benefits) => new Set(benefits).size === benefits.length, { error: 'expected each benefit once' })
    .default([])
    .describe('what a partner has from the tier, one line each'),
})

const trackSchema = z.strictObject({
  /** Stands in rules, records and links. */
  key: keySchema,
  /** What partners call it. */
  name: lineOfText(40).describe('what partners call the track'),
  type: z.enum(PARTNER_TYPES).describe('type of partner'),
  /** Why the track exists, in one line. */
  purpose: lineOfText(300).optional().describe('why the track exists'),
  /** From the lowest to the highest. */
  tiers: z
    .array(tierSchema)
    .min(1, { error: 'expected at least one tier' })
    .max(12, { error: 'expected at most 12 tiers' })
    .check(uniqueBy('key', 'name'))
    .describe('tiers from the lowest to the highest'),
})

const tracksSchema = z
  .array(trackSchema)
  .max(40, { error: 'expected at most 40 tracks' })
  .check(uniqueBy('key', 'name'))
  .default([])

export type TrackTerms = z.output<typeof trackSchema>

function sentences(tracks: TrackTerms[]): Sentence[] {
  return tracks.flatMap((track, place) => {
    const about = { audience: 'everyone' as const, section: 'tracks', tracks: [track.key] }
    const names = track.tiers.map((tier) => tier.name)
    const tiers =
      names.length === 1
        ? `one tier, ${names[0]}`
        : `${count(names.length, 'tier')}, from the lowest to the highest: ${series(names)}`
    const said: Sentence[] = [
      {
        ...about,
        id: `tracks.${track.key}.tiers`,
        path: ['tracks', place, 'tiers'],
        text: `${track.name} partners have ${tiers}.`,
      },
    ]
    if (track.purpose !== undefined) {
      const path = ['tracks', place, 'purpose']
      said.unshift({
        ...about,
        id: `tracks.${track.key}.purpose`,
        path,
        text: `${track.name}: ${capital(track.purpose)}`,
      })
    }
    for (const [rank, tier] of track.tiers.entries()) {
      if (tier.benefits.length === 0) continue
      const path = ['tracks', place, 'tiers', rank, 'benefits']
      const text = `${track.name} ${tier.name} gives: ${tier.benefits.join('; ')}.`
      said.push({ ...about, id: `tracks.${track.key}.${tier.key}.benefits`, path, text })
    }
    return said
  })
}

function check(tracks: TrackTerms[]): Finding[] {
  const found: Finding[] = []
  if (tracks.length === 0) {
    const message = 'The program has no track: add one, with at least one tier, so that partners can be enrolled.'
    found.push({ level: 'error', section: 'tracks', path: ['tracks'], message })
  }
  for (const [place, track] of tracks.entries()) {
    for (const [rank, tier] of track.tiers.entries()) {
      if (tier.benefits.length > 0) continue
      const message = `Tier "${tier.name}" of track "${track.name}" has no benefit: say at least one, or partners have no reason to reach it.`
      found.push({ level: 'error', section: 'tracks', path: ['tracks', place, 'tiers', rank, 'benefits'], message })
    }
  }
  return found
}

export const tracksSection = defineSection({
  key: 'tracks',
  name: 'Tracks and tiers',
  schema: tracksSchema,
  sentences,
  check,
  wording: {
    '': {
      label: 'the tracks',
      verb: 'are',
      item: {
        noun: 'track',
        tail: (track: TrackTerms) =>
          `with ${track.tiers.length === 1 ? 'the tier' : 'tiers'} ${series(track.tiers.map((tier) => tier.name))}`,
      },
    },
    '*.key': { label: 'its key' },
    '*.name': { label: 'its name' },
    '*.type': { label: 'its type', value: (type) => spoken(String(type)) },
    '*.purpose': { label: 'its purpose' },
    '*.tiers': { label: 'the tiers', verb: 'are', item: { noun: 'tier' } },
    '*.tiers.*.key': { label: 'its key' },
    '*.tiers.*.name': { label: 'its name' },
    '*.tiers.*.benefits': { label: 'the benefits', verb: 'are' },
  },
})
