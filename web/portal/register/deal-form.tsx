import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { fieldErrors, problemText } from '../../api/problem-text.ts'
import { paths, withQuery } from '../../paths.ts'
import { Button, ButtonLink, Callout, ErrorSummary, useClock, type FieldProblem } from '../../ui/index.ts'
import { useGo, usePathParam } from '../../url-state.ts'
import type { Form } from '../calls.ts'
import { bodyOf, checkDraft, fieldsOf, isEmpty, problemsByField, type FieldName, type Problems } from './check.ts'
import { DealField } from './deal-fields.tsx'
import { dropDraft, emptyDraft, keepDraft, keptDraft, type Draft } from './draft.ts'
import { words } from './words.ts'

/** The day in the program's zone, as a business date. */
function useToday(): string {
  const { now_ms, zone } = useClock()
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now_ms)
}

/** The form itself: what the program asks for, and the rest behind "More". */
export function DealForm({ form }: { form: Form }) {
  const partner = usePathParam('partner')
  const go = useGo()
  const today = useToday()
  const [kept] = useState(() => keptDraft(partner))
  const [note, setNote] = useState(kept !== null)
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft(form.currency), ...kept })
  const [problems, setProblems] = useState<Problems>({})
  // What was wrong when it was last sent: it stays while it is being put right, and leads from field to field.
  const [summary, setSummary] = useState<readonly FieldProblem[]>([])
  const [tries, setTries] = useState(0)
  const done = useRef(false)
  const { required, more } = fieldsOf(form)
  const [isOpen, setIsOpen] = useState(() =>
    more.some((name) => kept && !isEmpty({ ...emptyDraft(form.currency), ...kept }, name)),
  )
  const submit = useApiCommand('registration.submit', {
    also: ['partner'],
    onDone: (deal) => {
      done.current = true
      dropDraft(partner)
      go(withQuery(paths.portal.register(partner), { answered: deal.id }), 'replace')
    },
    onProblem: (problem) => tell(problemsByField(fieldErrors(problem))),
  })
  useEffect(() => {
    if (!done.current) keepDraft(partner, draft)
  }, [partner, draft])

  const tell = (found: Problems) => {
    setProblems(found)
    setTries((before) => before + 1)
    if (more.some((name) => found[name])) setIsOpen(true)
    setSummary(
      [...required, ...more].flatMap((name) => {
        const message = found[name]
        return message ? [{ path: name, label: words.fields[name], message }] : []
      }),
    )
  }
  const change = (patch: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...patch }))
    // A sentence about what stood there before helps nobody any more.
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in patch))))
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    const found = checkDraft(draft, required, today)
    tell(found)
    submit.reset()
    if (Object.keys(found).length === 0) submit.mutate({ body: bodyOf(draft, [...required, ...more]) })
  }
  const startAnew = () => {
    setDraft(emptyDraft(form.currency))
    tell({})
    setNote(false)
    submit.reset()
  }
  const fields = (names: readonly FieldName[], isRequired: boolean) =>
    names.map((name) => (
      <DealField key={name} {...{ name, form, draft, problems, today }} required={isRequired} onChange={change} />
    ))
  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-5 pt-2">
      {note && (
        <Callout
          tone="neutral"
          title={words.draft.kept}
          actions={<Button onClick={startAnew}>{words.draft.drop}</Button>}
        >
          {words.draft.why}
        </Callout>
      )}
      <ErrorSummary title={words.wrong(summary.length)} problems={summary} attempt={tries} />
      {submit.error && summary.length === 0 && <Refusal error={submit.error} partner={partner} />}
      {fields(required, true)}
      {more.length > 0 && (
        <details
          open={isOpen}
          onToggle={(event) => setIsOpen(event.currentTarget.open)}
          className="group border-t border-line pt-2"
        >
          <summary className="flex h-control list-none items-center gap-1.5 rounded-md font-medium text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
            {words.more}
          </summary>
          <div className="flex flex-col gap-5 pt-3">{fields(more, false)}</div>
        </details>
      )}
      <Button type="submit" look="primary" size="large" pending={submit.isPending} className="w-full">
        {words.submit}
      </Button>
    </form>
  )
}

/** What stood in the way beyond the fields; where that is an open deal of one's own, the way to it. */
function Refusal({ error, partner }: { error: unknown; partner: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const { what, next } = problemText(error)
  const open = /\breg_[0-9a-z]+\b/.exec(what)?.[0]
  return (
    <div ref={box} role="alert" tabIndex={-1}>
      <Callout
        tone="danger"
        title={words.refused}
        actions={open && <ButtonLink href={paths.portal.deal(partner, open)}>{words.open_it}</ButtonLink>}
      >
        {what.replace(/:? reg_[0-9a-z]+/, '')} {next}
      </Callout>
    </div>
  )
}
