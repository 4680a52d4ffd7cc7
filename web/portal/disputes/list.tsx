import { DisputeMark, DueClock, type DisputeRow } from '../../disputes/state.tsx'
import { paths } from '../../paths.ts'
import { Link } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { words } from './words.ts'

/** Disagreements as cards, each leading to its page. */
export function DisputeCards({ rows }: { rows: readonly DisputeRow[] }) {
  const partner = usePathParam('partner')
  return (
    <ul className="flex flex-col divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <li
          key={row.id}
          className="relative flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-3 hover:bg-sunken/60"
        >
          <Link
            href={paths.portal.dispute(partner, row.id)}
            look="plain"
            className="font-medium text-ink after:absolute after:inset-0"
          >
            {row.title}
          </Link>
          <DisputeMark status={row.status} />
          <span className="flex w-full flex-wrap gap-x-3 text-sm text-ink-soft">
            <span>{row.role === 'concerned' ? words.asked_you : row.ground}</span>
            <DueClock due={row.due} named />
          </span>
        </li>
      ))}
    </ul>
  )
}
