import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState, SkeletonText } from '../ui/index.ts'
import type { ApiProblem } from './problem.ts'
import { problemText } from './problem-text.ts'

/** A failed call as a place on the page. */
export function ProblemState({
  error,
  heading = 'h2',
  onRetry,
  actions,
}: {
  error: unknown
  heading?: 'h1' | 'h2'
  onRetry?: () => void
  actions?: ReactNode
}) {
  const { retryable, ...text } = problemText(error)
  return <ErrorState {...text} heading={heading} {...(onRetry && retryable ? { onRetry } : {})} actions={actions} />
}

/** What a query answered, or its skeleton, or what went wrong with the way to try again. */
export function Loaded<T>({
  query,
  skeleton = <SkeletonText lines={5} />,
  heading = 'h2',
  children,
}: {
  query: UseQueryResult<T, ApiProblem>
  skeleton?: ReactNode
  /** `h1` where it stands for the whole page. */
  heading?: 'h1' | 'h2'
  children: (answer: T) => ReactNode
}) {
  // What was read before stays on the screen when reading it again fails.
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ProblemState error={query.error} heading={heading} onRetry={() => void query.refetch()} />
  return <div aria-busy="true">{skeleton}</div>
}
