import { problemText } from '../../api/problem-text.ts'
import { Callout } from '../../ui/index.ts'

/** What stood in the way of a command, inside its dialog. */
export function ProblemNote({ error }: { error: unknown }) {
  const { what, next } = problemText(error)
  return (
    <div role="alert">
      <Callout tone="danger" title={what}>
        {next}
      </Callout>
    </div>
  )
}
