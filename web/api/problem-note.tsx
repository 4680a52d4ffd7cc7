import type { ReactNode } from 'react'
import { Callout, toast, type Tone } from '../ui/index.ts'
import { problemText } from './problem-text.ts'

/** What stood in the way of a command, where the command stands: what, why, and what to do next. */
export function ProblemNote({ error, actions, tone = 'danger' }: { error: unknown; actions?: ReactNode; tone?: Tone }) {
  const { what, why, next } = problemText(error)
  return (
    <div role="alert">
      <Callout tone={tone} title={<span className="wrap-anywhere">{what}</span>} actions={actions}>
        {[why, next].filter(Boolean).join(' ')}
      </Callout>
    </div>
  )
}

/** The same, where the command left no place behind; `title` says which it was. */
export function toastProblem(error: unknown, title?: string): void {
  const { what, next } = problemText(error)
  const description = [title && what, next].filter(Boolean).join(' ')
  toast({ title: title ?? what, ...(description ? { description } : {}), tone: 'danger' })
}
