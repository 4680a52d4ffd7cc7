import type { FieldProblem } from '#kit/refusal.ts'
import { series } from '#kit/words.ts'
import type { TrackTerms } from './terms.ts'

/** What is wrong with enrolling in this track at this tier, by the program in force; `path` is where the fields stand. */
export function trackProblems(
  tracks: readonly TrackTerms[],
  wanted: { track: string; tier: string | null },
  path: string,
): FieldProblem[] {
  const track = tracks.find(({ key }) => key === wanted.track)
  if (!track) {
    const message = `expected a track of the program in force: ${keysOf(tracks)}`
    return [{ path: `${path}track`, message, code: 'unknown_track' }]
  }
  if (wanted.tier === null || track.tiers.some(({ key }) => key === wanted.tier)) return []
  const message = `expected a tier of the track ${track.key}: ${keysOf(track.tiers)}`
  return [{ path: `${path}tier`, message, code: 'unknown_tier' }]
}

/** Tracks and tiers by the names that people know; a key that the program has no more stands for itself. */
export function namesOf(tracks: readonly TrackTerms[]) {
  return (track_key: string, tier_key: string | null) => {
    const track = tracks.find(({ key }) => key === track_key)
    const tier = track?.tiers.find(({ key }) => key === tier_key)
    return {
      track: { key: track_key, name: track?.name ?? track_key },
      tier: tier_key === null ? null : { key: tier_key, name: tier?.name ?? tier_key },
    }
  }
}

function keysOf(things: readonly { key: string }[]): string {
  return things.length === 0
    ? 'it has none'
    : series(
        things.map(({ key }) => key),
        'or',
      )
}
