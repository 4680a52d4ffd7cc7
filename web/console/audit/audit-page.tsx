import { FileClock, Lock, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useApiPages } from '../../api/hooks.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, EmptyState, PageHeader, RelativeTime, Tooltip, type Column } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { ExportMenu } from '../lists/export-menu.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { WallClock } from '../../wall-clock.tsx'
import { AuditDrawer } from './audit-drawer.tsx'
import { readChange } from './changes.ts'
import { AuditFilters, isFiltered, queryOf } from './filters.tsx'
import { SealState } from './seal-state.tsx'
import { subjectName, verbName, type AuditRow } from './subject.ts'
import { valueText } from './value-text.ts'
import { VerifyDialog } from './verify-dialog.tsx'
import { words } from './words.ts'

const columns: readonly Column<AuditRow>[] = [
  { id: 'what', header: words.columns.what, cell: (row) => verbName(row.verb) },
  {
    id: 'subject',
    header: words.columns.subject,
    cell: (row) => <span className="text-ink-soft">{subjectName(row)}</span>,
    from: 'md',
    card: 'hide',
  },
  {
    id: 'change',
    header: words.columns.change,
    from: 'lg',
    card: 'hide',
    cell: (row) => <span className="text-ink-faint">{inShort(row)}</span>,
  },
  { id: 'who', header: words.columns.who, cell: (row) => row.actor.name },
  { id: 'at', header: words.columns.at, cell: (row) => <RelativeTime at={row.recorded_at} />, card: 'aside' },
  {
    id: 'seal',
    header: words.columns.seal,
    align: 'end',
    from: 'md',
    card: 'hide',
    cell: (row) => <Seal row={row} />,
  },
]

/** The change in a few words: a state and the next, or the names of the fields. */
function inShort(row: AuditRow): string {
  const { differences, told } = readChange(row.change)
  const [first] = differences
  if (first && first.field === null) {
    const [before, after] = [first.before, first.after].map((value) =>
      value === undefined ? '' : valueText(value, 'UTC'),
    )
    return before ? words.became(before, after ?? '') : (after ?? '')
  }
  if (!isEdit(row.verb)) return ''
  const fields = differences.map((one) => one.field)
  return told.length > 0 ? words.told(told.length) : fields.slice(0, 3).join(', ') + (fields.length > 3 ? '…' : '')
}

const isEdit = (verb: string) => /_?edited$|changed$|published$/.test(verb)

function Seal({ row }: { row: AuditRow }) {
  if (row.seq === null) return <span className="text-xs text-ink-faint">{words.unsealed}</span>
  return (
    <Tooltip text={words.sealed(row.seq)}>
      <span
        tabIndex={0}
        className="relative z-1 inline-flex items-center gap-1.5 rounded-sm text-ink-faint tabular-nums"
      >
        {row.seq}
        <Lock aria-hidden className="size-3 text-success" />
      </span>
    </Tooltip>
  )
}

/** Who did what, and that nobody changed it since. Filters and the open row stand in the address. */
export default function AuditPage() {
  const { membership, zone } = useActing()
  const [url, setUrl] = useUrlState()
  const [verifying, setVerifying] = useState(false)
  const list = useApiPages('audit.list', { query: { limit: 50, ...queryOf(url, zone) } })
  const here = paths.console.audit(membership.org.slug)
  const open = list.rows?.find((row) => row.id === url['open']) ?? null
  const filtered = isFiltered(url)
  return (
    <WallClock>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          meta={<SealState />}
          actions={
            <>
              <ExportMenu list="audit" filter={queryOf(url, zone)} />
              <Button icon={<ShieldCheck aria-hidden className="size-4" />} onClick={() => setVerifying(true)}>
                {words.verify.action}
              </Button>
            </>
          }
        />
        <AuditFilters />
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.label}
          columns={columns}
          rowKey={(row) => row.id}
          rowName={(row) => verbName(row.verb)}
          rowHref={(row) => withQuery(here, { ...url, open: row.id })}
          openKey={open?.id ?? null}
          skeletonRows={12}
          empty={
            <EmptyState icon={<FileClock />} title={filtered ? words.empty.filtered.title : words.empty.title}>
              {filtered ? words.empty.filtered.body : words.empty.body}
            </EmptyState>
          }
        />
      </div>
      <AuditDrawer row={open} onClose={() => setUrl({ open: null })} />
      <VerifyDialog open={verifying} onClose={() => setVerifying(false)} />
    </WallClock>
  )
}
