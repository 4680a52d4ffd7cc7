import { FileUp, Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useApiPages } from '../../api/hooks.ts'
import { useActing } from '../../session.tsx'
import { Button, EmptyState, GuardedButton, PageHeader, RelativeTime, type Column } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import { formatNumber } from '../../words/format.ts'
import { ExportMenu } from '../lists/export-menu.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import type { ImportRow } from './fields.ts'
import { MappingsDialog } from './mappings-dialog.tsx'
import { useImportPlaces } from './places.ts'
import { ImportState } from './states.tsx'
import { words } from './words.ts'

const POLL_MS = 1500

function count(id: 'created' | 'updated' | 'unchanged' | 'refused'): Column<ImportRow> {
  const begun = (row: ImportRow) => row.state !== 'uploaded' && row.state !== 'mapped'
  return {
    id,
    header: words.columns[id],
    align: 'end',
    ...(id === 'refused' ? {} : { from: 'lg' as const, card: 'hide' as const }),
    cell: (row) =>
      begun(row) ? (
        <span
          className={id === 'refused' && row.refused > 0 ? 'text-danger' : row[id] === 0 ? 'text-ink-faint' : undefined}
        >
          {formatNumber(row[id])}
        </span>
      ) : (
        <span className="text-ink-faint">{words.none}</span>
      ),
  }
}

const columns: readonly Column<ImportRow>[] = [
  { id: 'file', header: words.columns.file, cell: (row) => row.file_name },
  {
    id: 'object',
    header: words.columns.object,
    cell: (row) => <span className="text-ink-soft">{words.objects[row.object]}</span>,
  },
  { id: 'state', header: words.columns.state, cell: (row) => <ImportState row={row} />, card: 'aside' },
  count('created'),
  count('updated'),
  count('unchanged'),
  count('refused'),
  {
    id: 'when',
    header: words.columns.when,
    from: 'md',
    card: 'hide',
    cell: (row) => (
      <span className="text-ink-soft">
        <RelativeTime at={row.created_at} />
      </span>
    ),
  },
]

/** Every import, those that run with how far they are. */
export default function ImportsPage() {
  const { may } = useActing()
  const places = useImportPlaces()
  const [managing, setManaging] = useState(false)
  const go = useGo()
  const list = useApiPages('import.list')
  const { refetch } = list
  const running = list.rows?.some((row) => row.state === 'running' || row.state === 'undoing') ?? false
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => void refetch(), POLL_MS)
    return () => clearInterval(timer)
  }, [running, refetch])
  const upload = (
    <GuardedButton
      look="primary"
      icon={<Upload aria-hidden className="size-4" />}
      whyNot={may('import:run') ? null : words.not_yours}
      onClick={() => go(places.one('new'))}
    >
      {words.new}
    </GuardedButton>
  )
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={places.is_partner ? words.title_partner : words.title}
          meta={places.is_partner ? words.meta_partner : words.meta}
          actions={
            <>
              <Button onClick={() => setManaging(true)}>{words.mappings.action}</Button>
              {!places.is_partner && <ExportMenu list="imports" />}
              {upload}
            </>
          }
        />
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.label}
          columns={columns}
          rowKey={(row) => row.id}
          rowName={(row) => row.file_name}
          rowHref={(row) => places.one(row.id)}
          skeletonRows={4}
          empty={
            <EmptyState icon={<FileUp />} title={words.empty.title} actions={upload}>
              {places.is_partner ? words.empty.partner : words.empty.body}
            </EmptyState>
          }
        />
      </div>
      {managing && <MappingsDialog onClose={() => setManaging(false)} />}
    </>
  )
}
