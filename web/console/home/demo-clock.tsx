import { useQueryClient } from '@tanstack/react-query'
import { FastForward } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Callout, exactTime, Section, TextField, useClock } from '../../ui/index.ts'
import { locale } from '../../words/words.ts'
import { useMay } from '../may.ts'
import { words as registrations } from '../registrations/words.ts'
import { words } from './words.ts'

const says = words.clock
const STEPS = [1, 7, 30]
const MOST = 400

type Counts = Answer<'registration.count'>['counts']
type Report = { now: string; fired: number; before: Counts | undefined }

/** The business clock of a demo, and how to move it; tells what happened on the way. */
export function DemoClock({ offset_ms }: { offset_ms: number }) {
  const { now_ms, zone } = useClock()
  const may = useMay()
  const client = useQueryClient()
  const [days, setDays] = useState('')
  const [wrong, setWrong] = useState(false)
  const [report, setReport] = useState<Report | null>(null)
  const counts = useApiQuery('registration.count')
  const move = useApiCommand('clock.move', {
    onDone: ({ now, fired }) => {
      setReport({ now, fired, before: counts.data?.counts })
      setDays('')
      // Time is in everything that was read.
      void client.invalidateQueries()
    },
  })
  const go = (count: number) => {
    const fits = Number.isInteger(count) && count >= 1 && count <= MOST
    setWrong(!fits)
    if (fits) move.mutate({ body: { days: count } })
  }
  const ahead = Math.round(offset_ms / 86_400_000)
  return (
    <Section title={says.title}>
      <div className="flex flex-col gap-3">
        <p>
          <span className="block text-md font-semibold tracking-tight tabular-nums">
            {exactTime(new Date(now_ms).toISOString(), zone, locale())}
          </span>
          <span className="text-xs text-ink-faint">{ahead > 0 ? says.ahead(ahead) : says.real}</span>
        </p>
        <p className="text-ink-soft">{says.body}</p>
        {may('clock:move') ? (
          <form
            className="flex flex-wrap items-start gap-2"
            onSubmit={(event) => {
              event.preventDefault()
              go(Number(days))
            }}
          >
            {STEPS.map((step) => (
              <Button
                key={step}
                pending={move.isPending && move.variables.body.days === step}
                disabled={move.isPending}
                onClick={() => go(step)}
              >
                {says.steps(step)}
              </Button>
            ))}
            <TextField
              label={says.other}
              hideLabel
              name="days"
              placeholder={says.other}
              inputMode="numeric"
              autoComplete="off"
              value={days}
              onChange={setDays}
              error={wrong ? says.expected : null}
              className="w-20 grow"
            />
            <Button type="submit" icon={<FastForward aria-hidden className="size-3.5" />} disabled={move.isPending}>
              {says.move}
            </Button>
          </form>
        ) : (
          <p className="text-ink-faint">{says.not_yours}</p>
        )}
        <div aria-live="polite" className="flex flex-col gap-3 empty:hidden">
          {move.isPending && <p className="text-ink-faint">{says.moving}</p>}
          {move.error && <ProblemNote error={move.error} />}
          {report && !move.isPending && <Moved report={report} now={counts.data?.counts} zone={zone} />}
        </div>
      </div>
    </Section>
  )
}

/** How many timers fired, and how many registrations more or fewer stand in each state since. */
function Moved({ report, now, zone }: { report: Report; now: Counts | undefined; zone: string }) {
  const { before } = report
  const states = Object.keys(registrations.statuses) as (keyof Counts)[] // the states are its keys
  const changes =
    before && now ? states.map((state) => ({ state, by: now[state] - before[state] })).filter(({ by }) => by !== 0) : []
  return (
    <Callout tone="info" title={says.moved(exactTime(report.now, zone, locale()))}>
      <p>{says.fired(report.fired)}</p>
      {changes.length > 0 && (
        <ul aria-label={says.changes} className="mt-1 flex flex-col">
          {changes.map(({ state, by }) => (
            <li key={state} className="flex justify-between gap-3">
              <span>{registrations.statuses[state]}</span>
              <span className="font-medium tabular-nums">{by > 0 ? says.more(by) : says.less(-by)}</span>
            </li>
          ))}
        </ul>
      )}
    </Callout>
  )
}
