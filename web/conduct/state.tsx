import type { Answer } from '../api/contracts.ts'
import { RelativeTime, Status, StatusPath, useClock, type PathStep, type Tone } from '../ui/index.ts'
import { formatDay } from '../words/format.ts'
import { words } from './words.ts'

export type Case = Answer<'conduct_case.get'>
export type CaseRow = Answer<'conduct_case.list'>['rows'][number]
export type CaseStatus = CaseRow['status']

const tones: Record<CaseStatus, Tone> = {
  found: 'warn',
  notified: 'info',
  answered: 'warn',
  silent: 'warn',
  dismissed: 'neutral',
  noted: 'neutral',
  warned: 'warn',
  proposed: 'warn',
  suspended: 'danger',
  lifted: 'neutral',
  lapsed: 'neutral',
}

export function CaseMark({ status, side }: { status: CaseStatus; side: 'org' | 'partner' }) {
  return <Status tone={tones[status]}>{side === 'org' ? words.statuses[status] : words.own[status]}</Status>
}

/** The last day of what holds until a midnight. */
export function lastDay(until: string, zone: string): string {
  return formatDay(new Date(Date.parse(until) - 1).toISOString(), zone)
}

const STATES = { done: 'done', now: 'current', next: 'upcoming', skipped: 'upcoming' } as const

/** The way of a case: what happened, where it stands, what comes next and by when. */
export function CasePath({ of, guidance }: { of: Case; guidance?: string }) {
  const { zone } = useClock()
  const steps: PathStep[] = of.path
    .filter((step) => step.state !== 'skipped')
    .map((step) => ({
      id: step.key,
      label: step.name,
      state: STATES[step.state],
      note: (
        <>
          {step.by && <span className="block">{step.by}</span>}
          {step.at && <RelativeTime at={step.at} />}
          {step.due_at && (
            <span className="block">
              {step.key === 'effect' ? words.until(lastDay(step.due_at, zone)) : words.by(lastDay(step.due_at, zone))}
            </span>
          )}
        </>
      ),
    }))
  return (
    <StatusPath label={words.path} steps={steps} guidance={guidance && <p className="text-ink-soft">{guidance}</p>} />
  )
}
