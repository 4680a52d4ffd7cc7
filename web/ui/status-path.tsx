import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { words } from './words.ts'

export type PathStep = {
  id: string
  label: string
  state: 'done' | 'current' | 'upcoming' | 'failed'
  note?: ReactNode
}

/** Where a record stands on its way, and under it what to do there. */
export function StatusPath({
  label,
  steps,
  guidance,
}: {
  label: string
  steps: readonly PathStep[]
  guidance?: ReactNode
}) {
  return (
    <div className="flex flex-col gap-3">
      <ol aria-label={label} className="flex flex-col sm:flex-row">
        {steps.map((step, index) => (
          <li
            key={step.id}
            aria-current={step.state === 'current' ? 'step' : undefined}
            className="relative flex flex-1 items-start gap-2 pb-3 last:pb-0 sm:flex-col sm:gap-1.5 sm:pr-3 sm:pb-0"
          >
            {index < steps.length - 1 && (
              <span
                aria-hidden
                className={cx(
                  'absolute max-sm:top-5 max-sm:bottom-0 max-sm:left-2.5 max-sm:w-px sm:top-2.5 sm:right-0 sm:left-6 sm:h-px',
                  step.state === 'done' ? 'bg-accent' : 'bg-line-strong',
                )}
              />
            )}
            <span
              aria-hidden
              className={cx(
                'relative z-1 flex size-5 shrink-0 items-center justify-center rounded-full border',
                step.state === 'done' && 'border-accent bg-accent text-on-accent',
                step.state === 'current' && 'border-2 border-accent bg-surface',
                step.state === 'upcoming' && 'border-line-strong bg-surface',
                step.state === 'failed' && 'border-danger-fill bg-danger-fill text-on-accent',
              )}
            >
              {step.state === 'done' && <Check className="size-3" strokeWidth={3} />}
              {step.state === 'failed' && <X className="size-3" strokeWidth={3} />}
              {step.state === 'current' && <span className="size-2 rounded-full bg-accent" />}
            </span>
            <span className="min-w-0 sm:pr-2">
              <span className={cx('block', step.state === 'upcoming' ? 'text-ink-faint' : 'font-medium')}>
                {step.label}
                <span className="sr-only"> ({words.steps[step.state]})</span>
              </span>
              {step.note && <span className="block text-xs text-ink-faint">{step.note}</span>}
            </span>
          </li>
        ))}
      </ol>
      {guidance}
    </div>
  )
}
