import { nameKey } from '#kit/company-name.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Instant } from '#kit/instant.ts'
import type { Runtime } from '#server/command/index.ts'
import type { TrackTerms } from '#server/partners/terms.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { problemOf } from './columns.ts'
import type { Incoming } from './read-batches.ts'
import type { Problem } from './problem.ts'

/** The tracks of the program in force; none before the first version is. */
export async function tracksInForce(runtime: Runtime, tx: Tx, org_id: string, now: Instant): Promise<TrackTerms[]> {
  try {
    const { document } = await runtime.programs.inForce(tx, org_id, now)
    return document['tracks'] as TrackTerms[] // published documents were parsed by the schema that holds this section
  } catch (error) {
    if (error instanceof Refused && error.type.code === COMMON.no_program.code) return []
    throw error
  }
}

export type Lane = { track: string; tier: string | null }

/**
 * The lane of the program that a partner's row names, by key or by name. What the program does not have is no reason to
 * refuse a partner: it comes in without the enrollment, or without the tier, and that is told.
 */
export function laneOf(
  tracks: readonly TrackTerms[],
  { fields }: Incoming,
): { lane: Lane | null; left_out: Problem[] } {
  const [wanted, wantedTier] = [fields['track'], fields['tier']]
  if (typeof wanted !== 'string') {
    if (typeof wantedTier !== 'string') return { lane: null, left_out: [] }
    const expected = 'a track beside it: a tier belongs to a track'
    return {
      lane: null,
      left_out: [problemOf('tier', 'tier.without_track', 'A tier without a track says nothing.', expected, wantedTier)],
    }
  }
  const track = byKeyOrName(tracks, wanted)
  if (!track) {
    const expected = `a track of the program in force: ${tracks.map(({ key }) => key).join(', ') || 'it has none yet'}; or a value mapping to one`
    return {
      lane: null,
      left_out: [problemOf('track', 'track.unknown', 'The program has no such track.', expected, wanted)],
    }
  }
  const tier = typeof wantedTier === 'string' ? byKeyOrName(track.tiers, wantedTier) : undefined
  if (typeof wantedTier !== 'string' || tier)
    return { lane: { track: track.key, tier: tier?.key ?? null }, left_out: [] }
  const expected = `a tier of ${track.name}: ${track.tiers.map(({ key }) => key).join(', ')}; or a value mapping to one`
  const left_out = [
    problemOf('tier', 'tier.unknown', `The track ${track.name} has no such tier.`, expected, wantedTier),
  ]
  return { lane: { track: track.key, tier: null }, left_out }
}

export function byKeyOrName<T extends { key: string; name: string }>(
  things: readonly T[],
  wanted: string,
): T | undefined {
  const key = nameKey(wanted)
  return (
    things.find((thing) => thing.key === wanted.toLowerCase()) ??
    things.find((thing) => nameKey(thing.name) === key || nameKey(thing.key) === key)
  )
}
