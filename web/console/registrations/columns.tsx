import { Badge, RelativeTime, type Column, type Tone } from '../../ui/index.ts'
import { formatMoney } from '../../words/format.ts'
import { RowClock, StateMark } from './clocks.tsx'
import type { RegistrationRow } from './states.ts'
import { words } from './words.ts'

const adviceTones: Record<NonNullable<RegistrationRow['recommendation']>, Tone> = {
  approve: 'success',
  reject: 'danger',
  pick_account: 'info',
}

/** What the program would do, as a mark. */
export function Advice({ row }: { row: Pick<RegistrationRow, 'recommendation'> }) {
  const { recommendation } = row
  if (!recommendation) return <span className="text-ink-faint">{words.none}</span>
  return <Badge tone={adviceTones[recommendation]}>{words.recommendations[recommendation]}</Badge>
}

const says = words.columns

/** Every column that a list of registrations can have. */
const all = {
  account: {
    id: 'account',
    header: says.account,
    cell: (row) => (
      <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2">
        {row.account.name}
        {row.account.domain && <span className="text-xs font-normal text-ink-faint">{row.account.domain}</span>}
      </span>
    ),
  },
  partner: { id: 'partner', header: says.partner, cell: (row) => row.partner.name },
  status: { id: 'status', header: says.status, cell: (row) => <StateMark status={row.status} />, card: 'aside' },
  advice: { id: 'advice', header: says.advice, cell: (row) => <Advice row={row} />, card: 'aside' },
  clock: { id: 'clock', header: says.clock, cell: (row) => <RowClock row={row} /> },
  decided: {
    id: 'decided',
    header: says.decided,
    cell: (row) => (row.decided_at ? <RelativeTime at={row.decided_at} /> : words.none),
  },
  amount: {
    id: 'amount',
    header: says.amount,
    cell: (row) => (row.amount ? formatMoney(row.amount) : words.none),
    align: 'end',
  },
  submitted: {
    id: 'submitted',
    header: says.submitted,
    cell: (row) => (
      <span className="text-ink-soft">
        <RelativeTime at={row.submitted_at} />
      </span>
    ),
    from: 'lg',
    card: 'hide',
  },
  manager: {
    id: 'manager',
    header: says.manager,
    cell: (row) => row.manager?.name ?? words.none,
    from: 'xl',
    card: 'hide',
  },
} satisfies Record<string, Column<RegistrationRow>>

export type ColumnId = keyof typeof all

/** The named columns, in that order. */
export function columnsOf(...ids: ColumnId[]): Column<RegistrationRow>[] {
  return ids.map((id) => all[id])
}
