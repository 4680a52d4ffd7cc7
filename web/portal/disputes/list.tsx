import { OwnDisputeMark, type DisputeRow } from '../../disputes/state.tsx'
import { paths } from '../../paths.ts'
import { Link } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { useWhen } from './when.ts'
import { words } from './words.ts'

/** Disagreements as cards, each leading to its page. */
export function DisputeCards({ rows }: { rows: readonly DisputeRow[] }) {
  const partner = usePathParam('partner')
  const whenOf = useWhen()
  return (
    <ul className="flex max-w-3xl flex-col divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <li key={row.id} className="relative flex min-h-14 items-center gap-4 py-2 hover:bg-sunken/60">
          <div className="min-w-0 flex-1">
            <Link
              href={paths.portal.dispute(partner, row.id)}
              look="plain"
              className="block font-medium text-ink after:absolute after:inset-0"
            >
              {row.title}
            </Link>
            <p className="text-sm text-ink-faint">
              {[row.role === 'concerned' ? words.asked_you : row.ground, whenOf(row)].filter(Boolean).join(' · ')}
            </p>
          </div>
          <span className="shrink-0 text-sm">
            <OwnDisputeMark of={row} />
          </span>
        </li>
      ))}
    </ul>
  )
}
