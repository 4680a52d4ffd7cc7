import { Compass } from 'lucide-react'
import { ProblemState } from '../api/loaded.tsx'
import { paths } from '../paths.ts'
import { Button, ButtonLink, EmptyState, Skeleton, SkeletonText } from '../ui/index.ts'
import { words } from './words.ts'

/** The page's code is on its way. */
export function PageSkeleton() {
  return (
    <div aria-busy="true" className="px-4 pt-5 sm:px-6">
      <Skeleton width="11rem" height="1.25rem" className="mb-6" />
      <SkeletonText lines={6} />
    </div>
  )
}

/** Nobody knows yet which shell it will be. */
export function ShellSkeleton() {
  return (
    <div aria-busy="true" className="mx-auto max-w-3xl px-4 pt-16">
      <Skeleton width="40%" height="1.25rem" className="mb-6" />
      <SkeletonText lines={5} />
    </div>
  )
}

export function NotFoundPage() {
  return (
    <main id="main" tabIndex={-1}>
      <title>{`${words.not_found.title} · Tributary`}</title>
      <EmptyState
        icon={<Compass />}
        heading="h1"
        title={words.not_found.title}
        actions={<ButtonLink href={paths.start()}>{words.not_found.action}</ButtonLink>}
      >
        {words.not_found.body}
      </EmptyState>
    </main>
  )
}

/** A call failed on which the whole page depends. */
export function FaultPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <main id="main" tabIndex={-1}>
      <ProblemState heading="h1" error={error} onRetry={onRetry} />
    </main>
  )
}

/** A page that stopped: says so in its place, with the shell around it still working. */
export function PageError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <ProblemState
      heading="h1"
      error={error}
      onRetry={onRetry}
      actions={<Button onClick={() => window.location.reload()}>{words.reload}</Button>}
    />
  )
}
