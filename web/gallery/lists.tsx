import { Inbox } from 'lucide-react'
import { useState } from 'react'
import {
  BulkBar,
  Button,
  CountdownClock,
  EmptyState,
  ErrorState,
  FilterChips,
  Link,
  Peek,
  Progress,
  Skeleton,
  SkeletonText,
  Stat,
  Stats,
  Status,
  Table,
  Tabs,
  ViewTabs,
  type Column,
  type Sort,
} from '../ui/index.ts'
import { samples, states, type Sample } from './samples.ts'
import { Specimen } from './specimen.tsx'

const columns: readonly Column<Sample>[] = [
  { id: 'company', header: 'Account', cell: (row) => row.company, sortable: true },
  { id: 'partner', header: 'Partner', cell: (row) => row.partner, sortable: true, from: 'md' },
  {
    id: 'state',
    header: 'State',
    cell: (row) => <Status tone={states[row.state].tone}>{states[row.state].label}</Status>,
    card: 'aside',
  },
  {
    id: 'until',
    header: 'Clock',
    cell: (row) => <CountdownClock until={row.until} left={(text) => `${text} left`} over="Ended" />,
  },
  { id: 'amount', header: 'Amount', cell: (row) => row.amount, align: 'end', sortable: true, sum: '€289,650' },
]

const table = {
  columns,
  rowKey: (row: Sample) => row.id,
  rowName: (row: Sample) => row.company,
}

/** What shows many things. */
export function Lists() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['reg_02']))
  const [sort, setSort] = useState<Sort | null>({ column: 'company', direction: 'asc' })
  const [status, setStatus] = useState<string | null>('approved')
  const [tab, setTab] = useState('timeline')
  const [peek, setPeek] = useState(false)
  return (
    <>
      <Specimen name="Views and filters">
        <div className="w-full">
          <ViewTabs
            label="Views"
            views={[
              { href: '/ui', label: 'All', count: '1,284', current: true },
              { href: '/ui?view=review', label: 'In review', count: 12, current: false },
              { href: '/ui?view=ending', label: 'Ending this month', current: false },
            ]}
          />
          <div className="pt-3">
            <FilterChips
              label="Filters"
              onChange={(id, value) => id === 'state' && setStatus(value)}
              filters={[
                {
                  id: 'state',
                  label: 'State',
                  value: status,
                  options: Object.entries(states).map(([value, state]) => ({ value, label: state.label })),
                },
                { id: 'partner', label: 'Partner', value: null, options: [{ value: 'ptr_1', label: 'Brightwater' }] },
              ]}
            />
          </div>
        </div>
      </Specimen>
      <Specimen name="Table" wide>
        <Table
          {...table}
          label="Registrations"
          rows={samples}
          rowHref={(row) => `/ui?open=${row.id}#table`}
          openKey="reg_05"
          selected={selected}
          onSelect={setSelected}
          sort={sort}
          onSort={setSort}
        />
        {selected.size > 0 && (
          <BulkBar
            count={`${selected.size} selected`}
            selectAll={<Link href="/ui?all=1#table">Select all 1,284 matching</Link>}
            actions={<Button size="small">Approve</Button>}
            onClear={() => setSelected(new Set())}
          />
        )}
      </Specimen>
      <Specimen name="Table, on its way" wide>
        <Table {...table} label="Registrations, on their way" rows={undefined} skeletonRows={3} />
      </Specimen>
      <Specimen name="Table, empty" wide>
        <Table
          {...table}
          label="No registrations"
          rows={[]}
          empty={
            <EmptyState icon={<Inbox />} title="Nothing waits for you" actions={<Button>See all registrations</Button>}>
              Registrations that need a decision appear here.
            </EmptyState>
          }
        />
      </Specimen>
      <Specimen name="Error state" wide>
        <ErrorState
          what="The list could not be read."
          why="The server met a fault and has logged it."
          next="Try again. If it stays, give the request id to whoever runs this server."
          request_id="req_01kan4x7zq8e3v"
          onRetry={() => {}}
        />
      </Specimen>
      <Specimen name="Peek panel">
        <Button onClick={() => setPeek(true)}>Open beside the list</Button>
        <Peek
          open={peek}
          onClose={() => setPeek(false)}
          title="Fjellheim Energi"
          href="/ui"
          hrefLabel="Open the whole page"
          actions={<Button look="primary">Approve</Button>}
        >
          <SkeletonText lines={6} />
        </Peek>
      </Specimen>
      <Specimen name="Stat">
        <Stats>
          <Stat label="In review" value="12" href="/ui#table" note="3 due today" tone="info" />
          <Stat label="Protected accounts" value="318" href="/ui#table" />
          <Stat label="Protected value" value="€4.2M" note="in 318 registrations" />
          <Stat label="Rejected this month" value="7" href="/ui#table" tone="danger" />
        </Stats>
      </Specimen>
      <Specimen name="Tabs">
        <div className="w-full">
          <Tabs
            label="Record"
            value={tab}
            onChange={setTab}
            items={[
              {
                id: 'timeline',
                label: 'Timeline',
                content: <p className="text-ink-soft">What happened, the newest first.</p>,
              },
              {
                id: 'rulings',
                label: 'Rulings',
                count: 2,
                content: <p className="text-ink-soft">Why it was decided so.</p>,
              },
              {
                id: 'related',
                label: 'Related',
                content: <p className="text-ink-soft">What it hangs together with.</p>,
              },
            ]}
          />
        </div>
      </Specimen>
      <Specimen name="Progress">
        <div className="flex w-full max-w-md flex-col gap-5">
          <Progress label="Reading accounts.csv" value={64} detail="17,428 of 27,230 rows" />
          <Progress label="Waiting for the database" value={null} />
        </div>
      </Specimen>
      <Specimen name="Skeleton">
        <div className="w-full max-w-md">
          <Skeleton width="8rem" height="1.25rem" className="mb-4" />
          <SkeletonText />
        </div>
      </Specimen>
    </>
  )
}
