/**
 * An instant: ISO 8601, UTC, milliseconds, always 24 characters ("2026-11-22T01:04:26.000Z"),
 * so that two instants compare with `<`, store as text in facts and read the same everywhere.
 */
export type Instant = string

/** A business date in somebody's zone: "2026-11-22". */
export type LocalDate = string

/** Milliseconds of a day of 24 hours (calendar days are `kit/calendar.ts`'s business). */
export const DAY_MS = 86_400_000

/** The instant at so many milliseconds since 1970-01-01 UTC. */
export function instant(ms: number): Instant {
  return new Date(ms).toISOString()
}

/** Milliseconds since 1970-01-01 UTC. */
export function epochMs(at: Instant): number {
  return Date.parse(at)
}

/** The instant `ms` later (earlier when negative). */
export function plusMs(at: Instant, ms: number): Instant {
  return instant(epochMs(at) + ms)
}
