import { Check } from 'lucide-react'
import { cx } from './cx.ts'
import { words } from './words.ts'

export type Step = { id: string; label: string }

/** The steps of a wizard; those done can be gone back to. */
export function Stepper({
  label,
  steps,
  current,
  onGo,
}: {
  label: string
  steps: readonly Step[]
  current: string
  onGo?: (id: string) => void
}) {
  const here = steps.findIndex((step) => step.id === current)
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {steps.map((step, index) => {
          const done = index < here
          const inside = (
            <>
              <span
                aria-hidden
                className={cx(
                  'flex size-5 items-center justify-center rounded-full text-xs font-semibold tabular-nums',
                  done
                    ? 'bg-accent-soft text-accent-ink'
                    : index === here
                      ? 'bg-accent text-on-accent'
                      : 'bg-neutral-soft text-ink-faint',
                )}
              >
                {done ? <Check className="size-3" strokeWidth={3} /> : index + 1}
              </span>
              <span
                className={cx(
                  index === here ? 'font-medium text-ink' : 'text-ink-faint',
                  index !== here && 'max-sm:sr-only',
                )}
              >
                {step.label}
              </span>
              <span className="sr-only">({words.steps[done ? 'done' : index === here ? 'current' : 'upcoming']})</span>
            </>
          )
          return (
            <li key={step.id} aria-current={index === here ? 'step' : undefined} className="flex items-center gap-2">
              {done && onGo ? (
                <button
                  type="button"
                  onClick={() => onGo(step.id)}
                  className="flex min-h-control-small items-center gap-1.5 rounded-md px-1 hover:bg-sunken"
                >
                  {inside}
                </button>
              ) : (
                <span className="flex min-h-control-small items-center gap-1.5 px-1">{inside}</span>
              )}
              {index < steps.length - 1 && <span aria-hidden className="h-px w-4 bg-line-strong sm:w-8" />}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
