import { useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Answer } from '../../api/contracts.ts'
import { invalidate, useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Button } from '../../ui/index.ts'
import { BulkLeft } from './bulk-left.tsx'
import { words } from './desk-words.ts'

const says = words.bulk
type Run = Answer<'bulk.get'>

const isOver = (run: Run | undefined) => run !== undefined && run.state !== 'held' && run.state !== 'running'

/** A run in bulk while it can be taken back, while it goes on, and what became of it. It stands in the address. */
export function BulkProgress({
  id,
  onClose,
  onStarted,
}: {
  id: string
  onClose: () => void
  onStarted: (id: string) => void
}) {
  const client = useQueryClient()
  const one = useApiQuery('bulk.get', { params: { id } })
  const run = one.data
  const over = isOver(run)
  const { refetch } = one
  const [looking, setLooking] = useState(false)
  // Hints tell when it begins and ends; in between it is asked, for the bar.
  useEffect(() => {
    if (over) {
      void invalidate(client, ['registration'])
      return
    }
    const timer = setInterval(() => void refetch(), 500)
    return () => clearInterval(timer)
  }, [over, refetch, client])
  const cancel = useApiCommand('bulk.cancel', { also: ['registration'] })
  const undo = useApiCommand('bulk.undo', { onDone: (next) => onStarted(next.id) })
  if (!run) return null
  const { counts } = run
  const left = counts.changed + counts.refused
  const params = { id: run.id }
  return (
    <div
      role="region"
      aria-label={says.progress}
      className="sticky bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100%-2rem)] flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-raised px-3 py-1.5 shadow-high"
    >
      <span role="status" className="font-medium tabular-nums">
        {run.state === 'held' ? <Held run={run} /> : said(run)}
      </span>
      {run.state === 'running' && (
        <span aria-hidden className="h-1.5 w-32 overflow-hidden rounded-full bg-pressed">
          <span
            className="block h-full rounded-full bg-accent transition-[width] duration-300"
            style={{ width: `${((counts.total - counts.waiting) / counts.total) * 100}%` }}
          />
        </span>
      )}
      {run.problem && <span className="text-danger">{run.problem}</span>}
      {over && left > 0 && (
        <Button size="small" onClick={() => setLooking(true)}>
          {says.show}
        </Button>
      )}
      {(run.abilities.includes('cancel') || run.abilities.includes('stop')) && (
        <Button size="small" pending={cancel.isPending} onClick={() => cancel.mutate({ params })}>
          {run.state === 'held' ? says.undo : says.stop}
        </Button>
      )}
      {run.abilities.includes('undo') && (
        <Button size="small" pending={undo.isPending} onClick={() => undo.mutate({ params })}>
          {says.undo}
        </Button>
      )}
      {over && (
        <Button size="small" look="ghost" onClick={onClose}>
          {says.close}
        </Button>
      )}
      {looking && <BulkLeft run={run} onClose={() => setLooking(false)} onStarted={onStarted} />}
    </div>
  )
}

function said(run: Run): string {
  const { counts } = run
  if (run.state === 'running') return says.running(says.verbs[run.verb], counts.total - counts.waiting, counts.total)
  if (run.state === 'cancelled') return says.cancelled
  if (run.undoes) return says.undone
  const left = counts.changed + counts.refused
  const parts = [says.result(counts.done, says.results[run.verb])]
  if (left > 0) parts.push(says.left(left))
  if (run.state === 'stopped') parts.push(says.stopped)
  return parts.join(' · ')
}

/** Counts down in the browser's time from when it was first seen, so that a clock that is off does no harm. */
function Held({ run }: { run: Run }) {
  const [begun] = useState(() => Date.now())
  const [now, setNow] = useState(begun)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const hold_ms = Date.parse(run.starts_at) - Date.parse(run.created_at)
  const seconds = Math.max(0, Math.ceil((hold_ms - (now - begun)) / 1000))
  return (
    <>
      <span className="sr-only">{says.titles[run.verb](run.counts.total)}</span>
      {/* Read aloud once, not every second. */}
      <span aria-hidden>{says.starts(says.verbs[run.verb], run.counts.total, seconds)}</span>
    </>
  )
}
