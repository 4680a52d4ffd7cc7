import { RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Copyable } from './copyable.tsx'
import { words } from './words.ts'

export type ErrorWords = {
  /** What happened. */
  what: string
  why?: string | null
  /** What to do next. */
  next?: string | null
  request_id?: string | null
}

/** Something did not work: what, why, what to do, and the id by which somebody can look it up. */
export function ErrorState({
  what,
  why,
  next,
  request_id,
  heading: Heading = 'h2',
  onRetry,
  actions,
}: ErrorWords & {
  /** `h1` where it is all there is of the page. */
  heading?: 'h1' | 'h2'
  onRetry?: () => void
  actions?: ReactNode
}) {
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center px-6 py-14 text-center">
      <div aria-hidden className="mb-4 flex size-11 items-center justify-center rounded-lg bg-danger-soft text-danger">
        <TriangleAlert className="size-5" />
      </div>
      <Heading className="text-md">{what}</Heading>
      {why && <p className="mt-1 text-ink-soft">{why}</p>}
      {next && <p className="mt-1 text-ink-soft">{next}</p>}
      {(onRetry || actions) && (
        <div className="mt-5 flex flex-wrap justify-center gap-2">
          {onRetry && (
            <Button icon={<RotateCw aria-hidden className="size-3.5" />} onClick={onRetry}>
              {words.retry}
            </Button>
          )}
          {actions}
        </div>
      )}
      {request_id && (
        <p className="mt-5 flex items-center gap-1.5 text-xs text-ink-faint">
          {words.request_id} <Copyable value={request_id} what={words.request_id} />
        </p>
      )}
    </div>
  )
}
