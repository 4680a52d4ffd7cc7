import { useEffect, useRef } from 'react'
import { fieldId } from './field.tsx'

export type FieldProblem = { path: string; label?: string; message: string }

/**
 * All that is wrong with a form, at once, above it; each line leads to its field. Takes the focus once for each attempt
 * that fails, never while somebody mends what it lists. Shows nothing when nothing is wrong.
 */
export function ErrorSummary({
  title,
  problems,
  attempt,
}: {
  title: string
  problems: readonly FieldProblem[]
  /** How often the form has been sent. */
  attempt: number
}) {
  const box = useRef<HTMLDivElement>(null)
  const told = useRef(0)
  const failed = problems.length > 0
  useEffect(() => {
    const again = attempt !== told.current
    if (again && failed) box.current?.focus()
    if (failed || attempt === 0) told.current = attempt
  }, [failed, attempt])
  if (!failed) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded-lg border border-danger-dot/40 bg-danger-soft px-4 py-3 text-danger"
    >
      <h2 className="text-sm">{title}</h2>
      <ul className="mt-1 flex flex-col items-start">
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.message}`}>
            <a
              href={`#${fieldId(problem.path)}`}
              className="block py-0.5 underline underline-offset-3 touch:py-2.75"
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(fieldId(problem.path))?.focus()
              }}
            >
              {problem.label ? `${problem.label}: ${problem.message}` : problem.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
