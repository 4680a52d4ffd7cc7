import { Check, CircleAlert, Minus, X } from 'lucide-react'
import { cx, RelativeTime, useClock } from '../ui/index.ts'
import { formatDay } from '../words/format.ts'
import type { Request } from './state.tsx'
import { words } from './words.ts'

type Stage = Request['path'][number]
type Step = Stage['steps'][number]

/** The way of a request: its stages one under the other, what is asked at the same time side by side. */
export function Chain({ path }: { path: readonly Stage[] }) {
  return (
    <ol aria-label={words.path} className="flex flex-col">
      {path.map((stage, index) => (
        <li key={stage.stage} className="relative flex gap-3 pb-5 last:pb-0">
          {index < path.length - 1 && (
            <span
              aria-hidden
              className={cx(
                'absolute top-6 bottom-0 left-3 w-px',
                stage.state === 'done' ? 'bg-accent' : 'bg-line-strong',
              )}
            />
          )}
          <Dot stage={stage} />
          <div className="grid min-w-0 flex-1 gap-x-8 gap-y-4 sm:grid-flow-col sm:auto-cols-fr">
            {stage.steps.map((step) => (
              <StepView key={step.id} step={step} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}

function Dot({ stage }: { stage: Stage }) {
  const failed = stage.steps.some((step) => step.status === 'rejected')
  return (
    <span
      aria-hidden
      className={cx(
        'relative z-1 flex size-6 shrink-0 items-center justify-center rounded-full border text-xs font-semibold tabular-nums',
        failed
          ? 'border-danger-fill bg-danger-fill text-on-accent'
          : stage.state === 'done'
            ? 'border-accent bg-accent text-on-accent'
            : stage.state === 'open'
              ? 'border-2 border-accent bg-surface text-accent-ink'
              : 'border-line-strong bg-surface text-ink-faint',
      )}
    >
      {failed ? (
        <X className="size-3.5" strokeWidth={3} />
      ) : stage.state === 'done' ? (
        <Check className="size-3.5" strokeWidth={3} />
      ) : stage.state === 'dropped' ? (
        <Minus className="size-3.5" />
      ) : (
        stage.stage
      )}
    </span>
  )
}

const stateLook: Record<Step['status'], string> = {
  waiting: 'text-ink-faint',
  open: 'text-accent-ink',
  approved: 'text-success',
  rejected: 'text-danger',
  dropped: 'text-ink-faint',
}

function StepView({ step }: { step: Step }) {
  const { zone } = useClock()
  const isLast = step.status === 'open' || step.status === 'waiting'
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span
          className={cx('font-medium', (step.status === 'waiting' || step.status === 'dropped') && 'text-ink-soft')}
        >
          {step.name}
        </span>
        <span className={cx('text-sm', stateLook[step.status])}>{words.states[step.status]}</span>
        {step.status === 'open' && step.opened_at && (
          <span className="text-sm text-ink-faint">
            {words.since} <RelativeTime at={step.opened_at} />
          </span>
        )}
        {step.closed_at && step.status !== 'dropped' && (
          <span className="text-sm text-ink-faint">
            <RelativeTime at={step.closed_at} />
          </span>
        )}
      </p>
      {isLast && step.due_at && (
        <p className="text-sm text-ink-faint">{words.answer_by(formatDay(step.due_at, zone))}</p>
      )}
      {step.who && isLast && (
        <p className="text-sm text-ink-faint">
          {words.asked}: {step.who}. {words.needs(step.needs)}
        </p>
      )}
      {step.is_escalated && isLast && <p className="text-sm text-warn">{words.escalated}</p>}
      {step.is_short && (
        <p className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {words.short}
        </p>
      )}
      {step.asked.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-sm">
          {step.asked.map((one) => (
            <li
              key={`${one.name} ${one.for_name ?? ''}`}
              className={cx('min-w-0', one.state === 'released' && 'text-ink-faint')}
            >
              <span className={cx(one.is_me && 'font-medium')}>{one.name}</span>
              {one.for_name && <span className="text-ink-faint"> {words.for(one.for_name)}</span>}
              {one.answer && (
                <span className={one.answer === 'approved' ? 'text-success' : 'text-danger'}>
                  {' '}
                  · {words.said[one.answer]}
                </span>
              )}
              {one.state === 'released' && <span> · {words.released}</span>}
              {one.state === 'asked' && words.whys[one.why] && (
                <span className="text-ink-faint"> · {words.whys[one.why]}</span>
              )}
              {one.note && <span className="block wrap-anywhere text-ink-soft">“{one.note}”</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
