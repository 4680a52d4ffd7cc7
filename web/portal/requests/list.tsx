import { paths } from '../../paths.ts'
import { lastDay, nameOf, type RequestRow, type RequestStatus } from '../../requests/state.tsx'
import { Link, Status, useClock, type Tone } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDay } from '../../words/format.ts'
import { words as shared } from '../../requests/words.ts'
import { words } from './words.ts'

const tones: Record<RequestStatus, Tone> = {
  in_review: 'info',
  info_requested: 'warn',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
  expired: 'neutral',
}

export function Mark({ status }: { status: RequestStatus }) {
  return <Status tone={tones[status]}>{words.states[status]}</Status>
}

/** In one line: where it stands and what comes when. */
function useWhere(r: RequestRow): string {
  const { zone } = useClock()
  if (r.status === 'in_review') {
    const names = r.waiting_for.map((step) => step.name).join(', ')
    const by = r.answer_due_at ? ` · ${shared.answer_by(formatDay(r.answer_due_at, zone))}` : ''
    return `${words.step(r.stage, r.stages, names)}${by}`
  }
  if (r.status === 'approved' && r.valid_until) return shared.until(lastDay(r.valid_until, zone))
  return ''
}

/** Requests as cards, each leading to its page. */
export function RequestCards({ rows, deal = true }: { rows: readonly RequestRow[]; deal?: boolean }) {
  return (
    <ul className="flex flex-col divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <Card key={row.id} row={row} deal={deal} />
      ))}
    </ul>
  )
}

function Card({ row, deal }: { row: RequestRow; deal: boolean }) {
  const partner = usePathParam('partner')
  const where = useWhere(row)
  return (
    <li className="relative flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-3 hover:bg-sunken/60">
      <Link
        href={paths.portal.request(partner, row.id)}
        look="plain"
        className="font-medium text-ink after:absolute after:inset-0"
      >
        {nameOf(row)}
      </Link>
      <Mark status={row.status} />
      {(where || (deal && row.registration)) && (
        <span className="w-full text-sm text-ink-soft">
          {[deal ? row.registration?.name : null, where].filter(Boolean).join(' · ')}
        </span>
      )}
    </li>
  )
}
