import type { Answer } from '../../api/contracts.ts'
import { useApiPages } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, Dialog, Link, RelativeTime, SkeletonText } from '../../ui/index.ts'
import { useState } from 'react'
import { BulkDialog } from './bulk-dialog.tsx'
import { words } from './desk-words.ts'
import { words as room } from './words.ts'

const says = words.bulk
type Left = Answer<'bulk.rows'>['rows'][number]

/** States in which each verb can be done: only such rows are offered again. */
const FROM = {
  approve: ['in_review', 'info_requested'],
  reject: ['in_review', 'info_requested'],
  ask: ['in_review'],
  assign: ['in_review', 'info_requested', 'queued', 'approved', 'converted'],
} as const

/** The rows that a run left, each with what changed, and the way to do again what still can be done. */
export function BulkLeft({
  run,
  onClose,
  onStarted,
}: {
  run: Answer<'bulk.get'>
  onClose: () => void
  onStarted: (id: string) => void
}) {
  const { membership } = useActing()
  const [again, setAgain] = useState(false)
  const changed = useApiPages('bulk.rows', { params: { id: run.id }, query: { state: 'changed', limit: 200 } })
  const refused = useApiPages('bulk.rows', { params: { id: run.id }, query: { state: 'refused', limit: 200 } })
  const rows = changed.rows && refused.rows ? [...changed.rows, ...refused.rows] : undefined
  const from: readonly string[] = FROM[run.verb]
  const offered = changed.rows?.filter((row) => from.includes(row.now.status)) ?? []
  const error = changed.error ?? refused.error
  if (again)
    return (
      <BulkDialog
        verb={run.verb}
        target={{
          kind: 'rows',
          rows: offered.map((row) => ({ id: row.registration_id, revision: row.now.revision })),
        }}
        onClose={onClose}
        onStarted={onStarted}
      />
    )
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={says.left_title(run.counts.changed + run.counts.refused)}
      description={says.left_body}
      actions={
        <>
          <Button onClick={onClose}>{says.close}</Button>
          {offered.length > 0 && (
            <Button look="primary" onClick={() => setAgain(true)}>
              {says.again(offered.length)}
            </Button>
          )}
        </>
      }
    >
      {error && <ProblemState error={error} onRetry={() => void changed.refetch()} />}
      {!rows && !error && <SkeletonText lines={4} />}
      <ul className="flex flex-col">
        {rows?.map((row) => (
          <li key={row.registration_id} className="border-b border-line py-2 last:border-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <Link href={paths.console.registration(membership.org.slug, row.registration_id)}>{row.account}</Link>
              <span className="text-xs text-ink-faint">{row.partner}</span>
            </p>
            <p className="text-ink-soft">{why(row)}</p>
            {row.state === 'changed' && (
              <p className="text-xs text-ink-faint">
                <RelativeTime at={row.now.changed_at} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function why(row: Left): string {
  if (row.state === 'changed') return says.changed(room.statuses[row.seen.status], room.statuses[row.now.status])
  return row.why ? `${row.why.says} ${row.why.next}` : ''
}
