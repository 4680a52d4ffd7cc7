import type { ReactNode } from 'react'
import type { ApiProblem } from '../../api/problem.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Callout, Skeleton, type Tone } from '../../ui/index.ts'
import { words } from './words.ts'

type Tried = { isPending: boolean; error: ApiProblem | null }

/** What a dry run answered, before anything is done: the consequence, or the refusal in words. */
export function Consequence({
  tried,
  tone,
  title,
  children,
}: {
  tried: Tried
  tone: Tone
  title: string
  children?: ReactNode
}) {
  return (
    <div aria-live="polite">
      {tried.isPending ? (
        <div className="flex flex-col gap-2 rounded-lg bg-sunken px-3.5 py-3">
          <span className="sr-only">{words.decide.trying}</span>
          <Skeleton width="60%" />
          <Skeleton width="85%" />
        </div>
      ) : tried.error ? (
        <ProblemNote error={tried.error} />
      ) : (
        <Callout tone={tone} title={title}>
          {children}
        </Callout>
      )}
    </div>
  )
}
