import { Section, Stat, Stats, Status, Table, type Column, type Tone } from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import { useImportPlaces } from './places.ts'
import type { Preview } from './preview-step.tsx'
import { words } from './words.ts'

const says = words.preview
type Tried = NonNullable<Preview['registrations']>
type Row = Tried['rows'][number]

const TONES: Record<Row['outcome'], Tone> = {
  approved: 'success',
  in_review: 'info',
  queued: 'warn',
  rejected: 'danger',
  unchanged: 'neutral',
  refused: 'danger',
}
// The keys of the tones are the outcomes, in the order in which they are told.
const ORDER = Object.keys(TONES) as Row['outcome'][]

/** How many rows would come to what. */
export function Outcomes({ of }: { of: Tried }) {
  return (
    <Stats>
      {ORDER.map((outcome) => (
        <Stat key={outcome} label={says.outcomes[outcome]} value={formatNumber(of.outcomes[outcome] ?? 0)} />
      ))}
    </Stats>
  )
}

/** What each deal would become, and why: the decision that registering it now would get. */
export function Trial({ of }: { of: Tried }) {
  const { is_partner } = useImportPlaces()
  const columns: Column<Row>[] = [
    { id: 'company', header: says.company, cell: (row) => <span className="font-medium">{row.account_name}</span> },
    ...(is_partner
      ? []
      : [{ id: 'partner', header: says.partner, cell: (row: Row) => row.partner ?? says.none, from: 'md' as const }]),
    {
      id: 'outcome',
      header: says.outcome,
      card: 'aside',
      cell: (row) => <Status tone={TONES[row.outcome]}>{says.outcomes[row.outcome]}</Status>,
    },
    { id: 'why', header: says.reason, cell: (row) => <span className="text-ink-soft">{row.why}</span>, width: '50%' },
    {
      id: 'line',
      header: says.example.line,
      align: 'end',
      cell: (row) => formatNumber(row.line),
      from: 'md',
      card: 'hide',
    },
  ]
  return (
    <Section title={says.trial} aside={<span className="text-xs text-ink-faint">{says.trial_note(of.previewed)}</span>}>
      <div className="-mx-4 sm:-mx-6">
        <Table
          label={says.trial}
          columns={columns}
          rows={of.rows}
          rowKey={(row) => String(row.line)}
          rowName={(row) => row.account_name}
        />
      </div>
    </Section>
  )
}
