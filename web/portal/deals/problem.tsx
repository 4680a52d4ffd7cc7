import { problemText } from '../../api/problem-text.ts'
import { Callout } from '../../ui/index.ts'

/** A failed call in words: what, and what to do next. */
export function Problem({ error }: { error: unknown }) {
  const { what, next } = problemText(error)
  return (
    <Callout tone="danger" title={what}>
      {next}
    </Callout>
  )
}
