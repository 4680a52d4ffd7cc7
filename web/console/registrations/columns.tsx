import { Badge, RelativeTime, type Column, type Tone } from '../../ui/index.ts'
import { formatDate, formatMoney } from '../../words/format.ts'
import { RowClock, StateMark } from './clocks.tsx'
import type { RegistrationRow } from './states.ts'
import { countryName } from '../../../kit/countries.ts'
import { words as desk } from './desk-words.ts'
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
    sortable: true,
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
  clock: { id: 'clock', header: says.clock, sortable: true, cell: (row) => <RowClock row={row} /> },
  decided: {
    id: 'decided',
    header: says.decided,
    sortable: true,
    cell: (row) => (row.decided_at ? <RelativeTime at={row.decided_at} /> : words.none),
  },
  amount: {
    id: 'amount',
    header: says.amount,
    sortable: true,
    cell: (row) => (row.amount ? formatMoney(row.amount) : words.none),
    align: 'end',
  },
  submitted: {
    id: 'submitted',
    header: says.submitted,
    sortable: true,
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
  country: {
    id: 'country',
    header: desk.columns.country,
    cell: (row) => (row.account.country ? countryName(row.account.country) : words.none),
  },
  track: { id: 'track', header: desk.columns.track, cell: (row) => row.track.name },
  closing: {
    id: 'closing',
    header: desk.columns.closing,
    cell: (row) => (row.expected_close_on ? formatDate(row.expected_close_on) : words.none),
  },
  changed: {
    id: 'changed',
    header: desk.columns.changed,
    sortable: true,
    cell: (row) => <Changed row={row} />,
  },
} satisfies Record<string, Column<RegistrationRow>>

export type ColumnId = keyof typeof all

/** Those a list comes with, and those it can have. `status` shows what the program recommends where all are in review. */
export const DEFAULT_COLUMNS: readonly string[] = [
  'account',
  'partner',
  'status',
  'clock',
  'amount',
  'submitted',
  'manager',
]
export const CHOOSABLE: readonly ColumnId[] = [
  'account',
  'partner',
  'status',
  'clock',
  'amount',
  'submitted',
  'manager',
  'decided',
  'changed',
  'country',
  'track',
  'closing',
]

export const isColumn = (id: string): id is ColumnId => Object.hasOwn(all, id)
export const columnName = (id: ColumnId): string => all[id].header

function Changed({ row }: { row: RegistrationRow }) {
  // Lists of one account or partner do not say it.
  const at = row.changed_at
  return at ? <RelativeTime at={at} /> : words.none
}

/** The named columns, in that order. */
export function columnsOf(...ids: ColumnId[]): Column<RegistrationRow>[] {
  return ids.map((id) => all[id])
}
