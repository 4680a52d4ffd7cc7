import { useEffect, useRef } from 'react'
import { fieldId } from './field.tsx'

export type FieldProblem = { path: string; label?: string; message: string }

/**
 * All that is wrong with a form, at once, above it; takes the focus when it appears, and each line leads to its field.
 * Shows nothing when nothing is wrong.
 */
export function ErrorSummary({ title, problems }: { title: string; problems: readonly FieldProblem[] }) {
  const box = useRef<HTMLDivElement>(null)
  const key = problems.map((problem) => `${problem.path} ${problem.message}`).join('\n')
  useEffect(() => {
    if (key) box.current?.focus()
  }, [key])
  if (problems.length === 0) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded-lg border border-danger-dot/40 bg-danger-soft px-4 py-3 text-danger"
    >
      <h2 className="text-sm">{title}</h2>
      <ul className="mt-1 flex list-disc flex-col gap-0.5 pl-4">
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.message}`}>
            <a
              href={`#${fieldId(problem.path)}`}
              className="underline underline-offset-3"
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
