import type { Instant } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'

/**
 * A version of the program document. A draft is edited freely; publishing gives it an instant from which it is in force,
 * and from then on the database refuses every change (`program_version_stays`). Which version is in force follows from
 * the time alone: the published one with the greatest `effective_at` that has passed.
 */
export type Version = {
  version: number
  status: 'draft' | 'published'
  note: string
  effective_at: Instant | null
  created_at: Instant
  created_by: string
  published_at: Instant | null
  published_by: string | null
  revision: number
}

/** A program document, as every reader gets it: parsed by the schema of all sections. */
export type Document = Record<string, unknown>

export const STANDINGS = ['draft', 'scheduled', 'in_force', 'superseded'] as const
export type Standing = (typeof STANDINGS)[number]

/** Where a version stands at `now`, given when the version in force then took effect. */
export function standingOf(
  version: Pick<Version, 'status' | 'effective_at'>,
  in_force_since: Instant | null,
  now: Instant,
): Standing {
  if (version.status === 'draft' || version.effective_at === null) return 'draft'
  if (version.effective_at > now) return 'scheduled'
  return version.effective_at === in_force_since ? 'in_force' : 'superseded'
}

export const PROGRAM_REFUSALS = {
  yaml: refusal(
    'program.invalid_yaml',
    'invalid',
    'The program document is not as expected in {count} places.',
    'Correct the places named below and send it again.',
  ),
  incomplete: refusal(
    'program.incomplete',
    'invalid',
    'The program is not fit for publication: {count} things stand in the way.',
    'Mend what is named below in the draft, and publish it then.',
  ),
  published: refusal(
    'program.published',
    'conflict',
    'Version {version} is published and never changes.',
    'Make a draft from it, and publish that.',
  ),
  taken: refusal(
    'program.effective_at_taken',
    'conflict',
    'Version {version} takes effect at the same instant.',
    'Choose another instant.',
  ),
} as const
