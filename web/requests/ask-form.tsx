import { useEffect, useState, type FormEvent, type ReactNode } from 'react'
import { useApiCommand, useApiQuery } from '../api/hooks.ts'
import { Loaded } from '../api/loaded.tsx'
import { fieldErrors } from '../api/problem-text.ts'
import { ProblemNote } from '../api/problem-note.tsx'
import {
  Button,
  Callout,
  DateField,
  ErrorSummary,
  MoneyField,
  RadioGroup,
  Skeleton,
  TextArea,
  TextField,
  toast,
  useClock,
  useToday,
  type FieldProblem,
} from '../ui/index.ts'
import { formatDay } from '../words/format.ts'
import { emptyDraft, readDraft, type Body, type Draft, type FieldName, type Kind } from './draft.ts'
import { lastDay, type Request } from './state.tsx'
import { words } from './words.ts'

const says = words.form

/** What it is asked for: a deal, or a partner as such. */
export type About = { registration_id?: string; partner_id?: string }

/** Asks for something special: the kind, what the program wants to know, and who will be asked, before it is sent. */
export function AskForm({ about, onDone }: { about: About; onDone: (request: Request) => void }) {
  const form = useApiQuery('request.form', { query: about })
  return (
    <Loaded query={form}>
      {({ kinds, currency }) => {
        const offered = kinds.filter((kind) => about.registration_id || !kind.needs_registration)
        return offered.length === 0 ? (
          <p className="text-ink-soft">{says.nothing}</p>
        ) : (
          <Fields kinds={offered} currency={currency} about={about} onDone={onDone} />
        )
      }}
    </Loaded>
  )
}

function Fields(props: { kinds: readonly Kind[]; currency: string; about: About; onDone: (request: Request) => void }) {
  const { kinds, currency, about, onDone } = props
  const [key, setKey] = useState(() => kinds.find((kind) => kind.may)?.key ?? '')
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(currency))
  const [summary, setSummary] = useState<readonly FieldProblem[]>([])
  const [tries, setTries] = useState(0)
  const kind = kinds.find((one) => one.key === key && one.may)
  const read = kind ? readDraft(draft, kind) : null
  const tell = (found: Readonly<Record<string, string | undefined>>) => {
    setTries((before) => before + 1)
    setSummary(
      Object.entries(found).flatMap(([path, message]) =>
        message ? [{ path, message, label: words.fields[path as FieldName] ?? path }] : [],
      ),
    )
  }
  const submit = useApiCommand('request.submit', {
    also: ['event', 'timeline', 'registration'],
    onDone: (request) => {
      toast({ title: request.status === 'approved' ? says.sent_approved : says.sent, tone: 'success' })
      onDone(request)
    },
    onProblem: (problem) => tell(fieldErrors(problem)),
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!kind || !read) return
    tell(read.problems)
    submit.reset()
    if (Object.keys(read.problems).length === 0) submit.mutate({ body: { kind: kind.key, ...about, ...read.asked } })
  }
  const errorOf = (field: FieldName) => summary.find((one) => one.path === field)?.message ?? null
  const change = (patch: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...patch }))
    setSummary((before) => before.filter((one) => !(one.path in patch)))
  }
  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-5">
      <ErrorSummary title={says.wrong(summary.length)} problems={summary} attempt={tries} />
      {submit.error && summary.length === 0 && <ProblemNote error={submit.error} />}
      <RadioGroup
        label={words.fields.kind}
        value={key}
        onChange={(next) => {
          setKey(next)
          setSummary([])
        }}
        options={kinds.map((one) => ({
          value: one.key,
          label: one.name,
          disabled: !one.may,
          hint: one.may ? one.purpose : one.why_not,
        }))}
      />
      {kind?.fields.map((field) => (
        <AskField
          key={field}
          field={field}
          draft={draft}
          error={errorOf(field)}
          optional={!kind.required.includes(field)}
          onChange={change}
        />
      ))}
      {kind && read && <Preview body={{ kind: kind.key, ...about, ...withoutWords(read.asked) }} />}
      <div>
        <Button type="submit" look="primary" pending={submit.isPending} disabled={!kind} className="max-sm:w-full">
          {says.submit}
        </Button>
      </div>
    </form>
  )
}

/** Whatever is written changes nothing about who is asked: the preview need not come anew at each letter. */
function withoutWords({ reason: _, clause: __, needed_on: ___, ...numbers }: Partial<Body>): Partial<Body> {
  return numbers
}

function AskField(props: {
  field: FieldName
  draft: Draft
  error: string | null
  optional: boolean
  onChange: (patch: Partial<Draft>) => void
}) {
  const { field, draft, error, optional, onChange } = props
  const today = useToday()
  const shared = { label: words.fields[field], name: field, error, optional }
  if (field === 'amount')
    return (
      <MoneyField
        {...shared}
        value={draft.amount}
        currencies={[draft.amount.currency]}
        onChange={(amount) => onChange({ amount })}
        className="max-w-64"
      />
    )
  const text = { ...shared, value: draft[field], onChange: (value: string) => onChange({ [field]: value }) }
  if (field === 'needed_on') return <DateField {...text} min={today} className="max-w-64" />
  if (field === 'reason' || field === 'clause') return <TextArea {...text} maxLength={4000} rows={3} />
  const isDays = field === 'environment_days'
  return (
    <TextField
      {...text}
      inputMode={isDays ? 'numeric' : 'decimal'}
      autoComplete="off"
      after={isDays ? words.days_unit : words.percent}
      className="max-w-48"
    />
  )
}

/** Who would be asked and by when, as it stands. */
function Preview({ body }: { body: Body }) {
  const { zone } = useClock()
  const settled = useSettled(body)
  const preview = useApiQuery('request.preview', { body: settled }, { keep: true })
  const { data } = preview
  return (
    <section
      aria-live="polite"
      aria-busy={preview.isFetching}
      className="flex flex-col gap-2 border-t border-line pt-4"
    >
      <h2 className="text-md">{says.preview}</h2>
      {preview.error ? (
        <ProblemNote error={preview.error} />
      ) : !data ? (
        <Skeleton height="2.5rem" />
      ) : data.outcome === 'in_review' ? (
        <>
          <ol className="flex flex-col gap-2">
            {data.path.map(({ steps }, index) => (
              <li key={steps.map((step) => step.name).join()} className="flex gap-2.5">
                <Number>{index + 1}</Number>
                <div className="min-w-0">
                  {steps.map((step) => (
                    <p key={step.name}>
                      <span className="font-medium">{step.name}</span>
                      {step.asked.length > 0 && <span className="text-ink-soft"> · {step.asked.join(', ')}</span>}
                      <span className="text-ink-faint"> · {words.answer_by(formatDay(step.due_at, zone))}</span>
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ol>
          <p className="text-ink-soft">
            {data.text} {data.answer_due_at && says.then(formatDay(data.answer_due_at, zone))}
          </p>
        </>
      ) : (
        <Callout
          tone={data.outcome === 'approved' ? 'success' : 'warn'}
          title={data.outcome === 'approved' ? says.at_once : says.not_possible}
        >
          {[data.text, data.way_to_yes, data.valid_until && says.ends(lastDay(data.valid_until, zone))]
            .filter(Boolean)
            .join(' ')}
        </Callout>
      )}
    </section>
  )
}

function Number({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden
      className="flex size-5 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink tabular-nums"
    >
      {children}
    </span>
  )
}

/** The value once nobody has typed for a moment. */
function useSettled(value: Body): Body {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Body), 250) // what was written a line above
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
