import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand, useApiPages, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { ProblemNote } from '../../api/problem-note.tsx'
import {
  Button,
  Callout,
  Dialog,
  Progress,
  RelativeTime,
  Section,
  Skeleton,
  Stat,
  Stats,
  Table,
  type Column,
} from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import { ListFoot } from '../lists/list-foot.tsx'
import { WallClock } from '../../wall-clock.tsx'
import type { Answer } from '../../api/contracts.ts'
import type { Import } from './fields.ts'
import { words } from './words.ts'

const says = words.run.undo
type Kept = Answer<'import.kept_rows'>['rows'][number]

/** Opens what undoing would do; until when it can be done stands beside it. */
export function UndoButton({ it }: { it: Import }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button icon={<Undo2 aria-hidden className="size-4" />} onClick={() => setAsking(true)}>
        {says.action}
      </Button>
      {it.undo_until && (
        <span className="text-xs text-ink-faint">
          <WallClock>
            {says.until} <RelativeTime at={it.undo_until} />
          </WallClock>
        </span>
      )}
      {asking && <UndoDialog it={it} onClose={() => setAsking(false)} />}
    </>
  )
}

function UndoDialog({ it, onClose }: { it: Import; onClose: () => void }) {
  const preview = useApiQuery('import.preview_undo', { params: { id: it.id } })
  const undo = useApiCommand('import.undo', { onDone: onClose })
  const found = preview.data
  const nothing = found !== undefined && found.removed + found.restored === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={says.title}
      actions={
        <>
          <Button onClick={onClose}>{says.keep}</Button>
          <Button
            look="danger"
            pending={undo.isPending}
            disabled={!found || nothing}
            onClick={() => undo.mutate({ params: { id: it.id } })}
          >
            {says.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {undo.error && <ProblemNote error={undo.error} />}
        <Loaded query={preview} skeleton={<Skeleton className="h-24" />}>
          {(would) => (
            <>
              <Stats>
                <Stat label={says.removed} value={formatNumber(would.removed)} />
                <Stat label={says.restored} value={formatNumber(would.restored)} />
                <Stat
                  label={says.kept}
                  value={formatNumber(would.kept)}
                  {...(would.kept > 0 ? { tone: 'warn' as const } : {})}
                />
              </Stats>
              {nothing && <Callout tone="warn" title={says.nothing} />}
              {would.reasons.length > 0 && (
                <div className="flex flex-col gap-1">
                  <p className="text-ink-soft">{says.why}</p>
                  <ul className="flex flex-col">
                    {would.reasons.map((reason) => (
                      <li key={reason.why} className="flex justify-between gap-4 border-t border-line py-1.5">
                        <span className="first-letter:uppercase">{reason.why}</span>
                        <span className="text-ink-soft tabular-nums">{says.rows(reason.count)}</span>
                      </li>
                    ))}
                  </ul>
                </div>
              )}
            </>
          )}
        </Loaded>
      </div>
    </Dialog>
  )
}

/** How far the undo is, and in the end what it did and what it had to leave. */
export function Undone({ it }: { it: Import }) {
  const done = it.undone ?? { removed: 0, restored: 0, kept: 0 }
  const touched = it.created + it.updated
  if (it.state === 'undoing') {
    const so_far = done.removed + done.restored + done.kept
    return (
      <div className="max-w-2xl">
        <Progress
          label={says.undoing}
          value={touched > 0 ? Math.min(100, (so_far / touched) * 100) : null}
          detail={words.of(so_far, touched)}
        />
      </div>
    )
  }
  return (
    <>
      <Callout tone="success" title={says.undone}>
        {says.result(done.removed, done.restored, done.kept)}
      </Callout>
      {done.kept > 0 && <KeptRows it={it} />}
    </>
  )
}

const columns: readonly Column<Kept>[] = [
  { id: 'name', header: says.record, cell: (row) => <span className="font-medium">{row.name}</span> },
  {
    id: 'why',
    header: says.reason,
    cell: (row) => <span className="inline-block first-letter:uppercase">{row.why}</span>,
  },
  {
    id: 'line',
    header: words.preview.example.line,
    align: 'end',
    cell: (row) => formatNumber(row.line),
    card: 'aside',
  },
]

function KeptRows({ it }: { it: Import }) {
  const kept = useApiPages('import.kept_rows', { params: { id: it.id } })
  return (
    <Section title={says.kept_title}>
      <div className="-mx-4 sm:-mx-6">
        <Table
          label={says.kept_title}
          columns={columns}
          rows={kept.rows}
          rowKey={(row) => `${row.line}`}
          rowName={(row) => row.name}
          skeletonRows={3}
        />
        <ListFoot count={kept.rows?.length ?? 0} more={kept.more} pending={kept.isFetchingNextPage} />
      </div>
    </Section>
  )
}
