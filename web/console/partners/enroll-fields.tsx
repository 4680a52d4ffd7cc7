import { Select } from '../../ui/index.ts'
import type { EnrollmentStatus } from './standing.tsx'
import { useTracks } from './tracks.ts'
import { words } from './words.ts'

export type Enrolling = { track: string | null; tier: string | null; status: EnrollmentStatus }

/** The states in which an enrollment may reasonably begin. */
const FIRST: readonly EnrollmentStatus[] = ['candidate', 'invited', 'applied', 'onboarding', 'active']

/** The choice of nothing; no key of a track or a tier looks so. */
const NONE = '–'

type Props = {
  value: Enrolling
  onChange: (value: Enrolling) => void
  /** Tracks that cannot be chosen. */
  taken: readonly string[]
  optional?: boolean
  enabled?: boolean
}

/** A track, a tier of it, and the state to begin in. */
export function EnrollFields({ value, onChange, taken, optional = false, enabled = true }: Props) {
  const tracks = useTracks({ enabled }).filter((track) => !taken.includes(track.key))
  const tiers = tracks.find((track) => track.key === value.track)?.tiers ?? []
  const tracked = tracks.map(({ key, name }) => ({ value: key, label: name }))
  if (tracks.length === 0) return optional ? null : <p className="text-ink-soft">{words.enrollments.no_tracks}</p>
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <Select
        label={words.fields.track}
        name="track"
        optional={optional}
        value={value.track ?? (optional ? NONE : null)}
        onChange={(track) => onChange({ ...value, track: track === NONE ? null : track, tier: null })}
        options={optional ? [{ value: NONE, label: words.create.no_track }, ...tracked] : tracked}
      />
      {value.track && (
        <>
          <Select
            label={words.fields.tier}
            name="tier"
            optional
            value={value.tier ?? NONE}
            onChange={(tier) => onChange({ ...value, tier: tier === NONE ? null : tier })}
            options={[
              { value: NONE, label: words.no_tier },
              ...tiers.map(({ key, name }) => ({ value: key, label: name })),
            ]}
          />
          <Select
            label={words.fields.status}
            name="status"
            value={value.status}
            onChange={(status) => onChange({ ...value, status })}
            options={FIRST.map((status) => ({ value: status, label: words.statuses[status] }))}
          />
        </>
      )}
    </div>
  )
}
