import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../api/hooks.ts'
import { Loaded } from '../api/loaded.tsx'
import { ProblemNote } from '../api/problem-note.tsx'
import type { Answer } from '../api/contracts.ts'
import { PickFiles } from '../files/pick-files.tsx'
import type { SentFile } from '../files/send-file.ts'
import { Button, Callout, Link, RadioGroup, Stepper, TextArea, toast, useClock } from '../ui/index.ts'
import { formatDay } from '../words/format.ts'
import { words } from './words.ts'

const says = words.form
const FILES_MOST = 10

export type Disputed = { ruling_id: string } | { conflict_id: string }

/** Says that one disagrees: first why, then what comes of it, and only then is it sent. */
export function DisagreeForm({
  subject,
  hrefOf,
  onDone,
}: {
  subject: Disputed
  hrefOf: (id: string) => string
  onDone: (dispute: Answer<'dispute.open'>) => void
}) {
  const form = useApiQuery('dispute.form', { query: subject })
  return (
    <Loaded query={form}>
      {(it) =>
        it.may ? (
          <Steps subject={subject} form={it} onDone={onDone} />
        ) : (
          <Callout
            tone="info"
            title={it.why_not ?? says.open_already}
            actions={it.live && <Link href={hrefOf(it.live)}>{says.see}</Link>}
          />
        )
      }
    </Loaded>
  )
}

function Steps({
  subject,
  form,
  onDone,
}: {
  subject: Disputed
  form: Answer<'dispute.form'>
  onDone: (dispute: Answer<'dispute.open'>) => void
}) {
  const [step, setStep] = useState<'why' | 'send'>('why')
  const [ground, setGround] = useState<string | null>(null)
  const [statement, setStatement] = useState('')
  const [files, setFiles] = useState<readonly SentFile[]>([])
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState(false)
  const send = useApiCommand('dispute.open', {
    also: ['hold', 'registration', 'timeline', 'event'],
    onDone: (answer) => {
      toast({ title: says.sent, tone: 'success' })
      onDone(answer)
    },
  })
  const complete = ground !== null && statement.trim() !== ''
  const next = () => {
    setAsked(true)
    if (complete && !busy) setStep('send')
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (step === 'why') return next()
        if (!ground) return
        const file_ids = files.map(({ id }) => id)
        send.mutate({
          body: { ...subject, ground, statement: statement.trim(), ...(file_ids.length > 0 ? { file_ids } : {}) },
        })
      }}
    >
      <Stepper
        label={says.steps.label}
        steps={[
          { id: 'why', label: says.steps.why },
          { id: 'send', label: says.steps.send },
        ]}
        current={step}
        onGo={() => setStep('why')}
      />
      {step === 'why' ? (
        <>
          <RadioGroup
            label={says.ground}
            name="ground"
            value={ground}
            onChange={setGround}
            options={form.grounds.map(({ key, name }) => ({ value: key, label: name }))}
            error={asked && !ground ? says.ground_missing : null}
          />
          <TextArea
            label={says.statement}
            hint={says.statement_hint}
            name="statement"
            value={statement}
            onChange={setStatement}
            error={asked && !statement.trim() ? says.statement_missing : null}
            maxLength={8000}
            rows={6}
          />
          <PickFiles
            label={says.files}
            name="evidence"
            most={FILES_MOST}
            files={files}
            onChange={setFiles}
            onBusy={setBusy}
          />
          {asked && busy && <p role="status">{says.wait}</p>}
          <div>
            <Button type="submit" look="primary" className="max-sm:w-full">
              {says.next}
            </Button>
          </div>
        </>
      ) : (
        <>
          <Happens form={form} />
          {send.error && <ProblemNote error={send.error} />}
          <div className="flex flex-wrap gap-2 max-sm:flex-col-reverse">
            <Button onClick={() => setStep('why')}>{says.back}</Button>
            <Button type="submit" look="primary" pending={send.isPending}>
              {says.send}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}

function Happens({ form }: { form: Answer<'dispute.form'> }) {
  const { zone } = useClock()
  return (
    <>
      {form.holds.length > 0 && (
        <section className="flex flex-col gap-1.5">
          <h2 className="text-sm">{says.holds}</h2>
          <ul className="list-disc pl-5 text-ink-soft">
            {form.holds.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
      <section className="flex flex-col gap-1.5">
        <h2 className="text-sm">{says.happens}</h2>
        <ol className="list-decimal pl-5">
          {form.steps.map(({ text, by }) => (
            <li key={text} className="py-0.5">
              {text}
              {by && <span className="text-ink-faint"> {says.by(formatDay(by, zone))}</span>}
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}
