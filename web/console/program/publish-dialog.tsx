import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { problemText, type ProblemWords } from '../../api/problem-text.ts'
import { ApiProblem } from '../../api/problem.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  Callout,
  DateField,
  Dialog,
  dayIn,
  exactTime,
  RadioGroup,
  Section,
  Skeleton,
  TextArea,
  TextField,
  toast,
  useClock,
} from '../../ui/index.ts'
import { instantIn } from '../zone.ts'
import { Changes } from './changes.tsx'
import { FindingList } from './findings.tsx'
import type { Version } from './standing.tsx'
import { words } from './words.ts'

const says = words.publish
const PAUSE_MS = 300

type Trial =
  | { state: 'trying' }
  | { state: 'would' }
  | { state: 'would_not'; text: ProblemWords; fields: readonly string[] }

/** Publishes a draft: from when, why, and what changes by it; tried before it is done. */
export function PublishDialog({ version, open, onClose }: { version: Version; open: boolean; onClose: () => void }) {
  const { zone } = useActing()
  const { now_ms, locale } = useClock()
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [date, setDate] = useState('')
  const [time, setTime] = useState('00:00')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const n = version.version
  const today = dayIn(now_ms, zone)
  useEffect(() => {
    if (!open) return
    setWhen('now')
    setDate('')
    setTime('00:00')
    setNote(version.note)
    setTried(false)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only opening starts anew
  }, [open])
  const effective_at = when === 'later' ? instantIn(date, time, zone) : null
  const ready = when === 'now' || effective_at !== null
  const trial = useTrial(open && ready, n, version.revision, effective_at)
  const publish = useApiCommand('program.publish', {
    also: ['registration', 'partner'],
    onDone: (done) => {
      const later =
        done.status === 'scheduled' && done.effective_at
          ? says.done_later(exactTime(done.effective_at, zone, locale))
          : says.done_now
      toast({ title: says.done(n), description: later })
      onClose()
    },
  })
  const go = () => {
    setTried(true)
    if (!ready || !note.trim()) return
    publish.mutate({ params: { n }, body: { note: note.trim(), ...(effective_at ? { effective_at } : {}) } })
  }
  const problem = publish.error ? problemText(publish.error) : null
  return (
    <Dialog
      open={open}
      onClose={onClose}
      wide
      title={says.title(n)}
      description={says.body}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button look="primary" pending={publish.isPending} disabled={trial?.state === 'would_not'} onClick={go}>
            {says.go}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <RadioGroup
          row
          label={says.when}
          value={when}
          onChange={setWhen}
          options={[
            { value: 'now', label: says.now },
            { value: 'later', label: says.later },
          ]}
        />
        {when === 'later' && (
          <div className="flex flex-wrap items-start gap-3">
            <DateField
              className="w-44"
              label={says.date}
              value={date}
              min={today}
              onChange={setDate}
              error={tried && !effective_at ? says.date_missing : null}
            />
            <TextField className="w-28" label={says.time} type="time" value={time} onChange={setTime} />
            <p className="basis-full text-xs text-ink-faint">{says.zone(zone)}</p>
          </div>
        )}
        <TextArea
          label={says.note}
          name="note"
          hint={says.note_hint}
          value={note}
          onChange={setNote}
          rows={2}
          maxLength={2000}
          error={tried && !note.trim() ? says.note_missing : null}
        />
        {problem && (
          <div role="alert">
            <Callout tone="danger" title={problem.what}>
              {problem.next}
            </Callout>
          </div>
        )}
        <div aria-live="polite">{trial && !problem && <TrialSays trial={trial} version={version} />}</div>
        <WhatChanges version={version} open={open} />
      </div>
    </Dialog>
  )
}

/** Asks the server to publish and to take it back: what would it say? */
function useTrial(wanted: boolean, n: number, revision: number, effective_at: string | null): Trial | null {
  const [trial, setTrial] = useState<Trial | null>(null)
  useEffect(() => {
    if (!wanted) return setTrial(null)
    setTrial({ state: 'trying' })
    const stop = new AbortController()
    const ask = async () => {
      try {
        // The note is not what is tried here.
        const body = { note: says.note, ...(effective_at ? { effective_at } : {}) }
        await api('program.publish', { params: { n }, dry_run: true, signal: stop.signal, body })
        setTrial({ state: 'would' })
      } catch (error) {
        if (stop.signal.aborted) return
        const fields = error instanceof ApiProblem ? error.fields.map((field) => field.message) : []
        setTrial({ state: 'would_not', text: problemText(error), fields })
      }
    }
    const timer = setTimeout(() => void ask(), PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [wanted, n, revision, effective_at])
  return trial
}

function TrialSays({ trial, version }: { trial: Trial; version: Version }) {
  if (trial.state === 'trying') return <p className="text-ink-faint">{says.trying}</p>
  if (trial.state === 'would_not') {
    return (
      <Callout tone="danger" title={says.would_not}>
        <p>{trial.text.what}</p>
        {trial.fields.length > 0 ? (
          <ul className="mt-1 list-disc pl-4">
            {trial.fields.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        ) : (
          <p>{trial.text.next}</p>
        )}
      </Callout>
    )
  }
  const warnings = version.findings.filter((one) => one.level === 'warning')
  return (
    <Callout tone="success" title={says.would}>
      {warnings.length > 0 && <FindingList findings={warnings} />}
    </Callout>
  )
}

function WhatChanges({ version, open }: { version: Version; open: boolean }) {
  const versions = useApiQuery('program.list_versions', { query: { limit: 100 } }, { enabled: open })
  const inForce = versions.data?.rows.find((row) => row.status === 'in_force')
  const diff = useApiQuery(
    'program.diff',
    { query: { from: inForce?.version ?? 1, to: version.version } },
    { enabled: open && inForce !== undefined },
  )
  return (
    <Section
      title={says.changes}
      aside={inForce && <span className="text-xs text-ink-faint">{says.against(inForce.version)}</span>}
    >
      {!versions.data || (inForce && !diff.data && !diff.error) ? (
        <Skeleton width="60%" />
      ) : !inForce ? (
        <p className="text-ink-soft">{says.first}</p>
      ) : diff.error ? (
        <p className="text-danger">{problemText(diff.error).what}</p>
      ) : diff.data?.changes.length === 0 ? (
        <p className="text-ink-soft">{says.same}</p>
      ) : (
        <Changes changes={diff.data?.changes ?? []} sections={version.sections} label={says.changes} />
      )}
    </Section>
  )
}
