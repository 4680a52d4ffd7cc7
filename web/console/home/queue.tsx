import { Inbox } from 'lucide-react'
import { ProblemState } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import { ButtonLink, EmptyState, Link, Section, Table } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { columnsOf } from '../registrations/columns.tsx'
import { useRows } from '../registrations/rows.ts'
import { stateOf } from '../registrations/views.ts'
import { words } from './words.ts'

const says = words.queue
const SHOWN = 8
const APPROVALS = stateOf('approvals')

/** The decisions that wait, the soonest deadline first. */
export function Queue({ org }: { org: string }) {
  const { rows, error, retry } = useRows(APPROVALS)
  const may = useMay()
  const all = withQuery(paths.console.registrations(org), { view: 'approvals' })
  return (
    <Section title={says.title} aside={rows && rows.length > SHOWN && <Link href={all}>{says.all(rows.length)}</Link>}>
      {rows && rows.length > 0 && !may('registration:approve') && <p className="-mt-2 text-ink-faint">{says.cannot}</p>}
      <div className="-mx-4">
        <Table
          label={says.label}
          columns={columnsOf('account', 'partner', 'advice', 'clock', 'amount')}
          rows={rows?.slice(0, SHOWN)}
          rowKey={(row) => row.id}
          rowName={(row) => row.account.name}
          rowHref={(row) => paths.console.registration(org, row.id)}
          skeletonRows={5}
          error={error && !rows ? <ProblemState error={error} onRetry={retry} /> : undefined}
          empty={
            <EmptyState
              icon={<Inbox />}
              title={says.empty.title}
              actions={<ButtonLink href={paths.console.registrations(org)}>{says.empty.action}</ButtonLink>}
            >
              {says.empty.body}
            </EmptyState>
          }
        />
      </div>
    </Section>
  )
}
