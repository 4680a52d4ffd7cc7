import { Select, Switch } from '../ui/index.ts'
import { words } from './words.ts'

const says = words.prefer
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}))
const DAYS = says.weekdays.map((label, place) => ({ value: String(place + 1), label }))

export type Digest = { every: 'daily' | 'weekly'; hour: number; weekday: number }
export type Quiet = { from: number; until: number }

/** When a digest comes, and in which hours nothing does: of a person, or of an org for those who chose nothing. */
export function Rhythm({
  digest,
  quiet,
  onDigest,
  onQuiet,
}: {
  digest: Digest
  quiet: Quiet
  onDigest: (digest: Digest) => void
  onQuiet: (quiet: Quiet) => void
}) {
  const is_quiet = quiet.from !== quiet.until
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={says.digest}
          className="w-40"
          value={digest.every}
          options={(['daily', 'weekly'] as const).map((value) => ({ value, label: says.every[value] }))}
          onChange={(every) => onDigest({ ...digest, every })}
        />
        {digest.every === 'weekly' && (
          <Select
            label={says.weekday}
            className="w-36"
            value={String(digest.weekday)}
            options={DAYS}
            onChange={(weekday) => onDigest({ ...digest, weekday: Number(weekday) })}
          />
        )}
        <Select
          label={says.hour}
          className="w-28"
          value={String(digest.hour)}
          options={HOURS}
          onChange={(hour) => onDigest({ ...digest, hour: Number(hour) })}
        />
      </div>
      <Switch
        label={says.quiet_on}
        hint={says.quiet_hint}
        checked={is_quiet}
        onChange={(on) => onQuiet(on ? { from: 20, until: 7 } : { from: 0, until: 0 })}
      />
      {is_quiet && (
        <div className="flex flex-wrap items-end gap-3">
          <Select
            label={says.quiet_from}
            className="w-28"
            value={String(quiet.from)}
            options={HOURS}
            onChange={(from) => onQuiet({ ...quiet, from: Number(from) })}
          />
          <Select
            label={says.quiet_until}
            className="w-28"
            value={String(quiet.until)}
            options={HOURS}
            onChange={(until) => onQuiet({ ...quiet, until: Number(until) })}
          />
        </div>
      )}
    </div>
  )
}
