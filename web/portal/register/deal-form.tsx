import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { fieldErrors, problemText } from '../../api/problem-text.ts'
import { HeldPrices } from '../../forms/held-prices.tsx'
import { OwnFields } from '../../forms/own-fields.tsx'
import { answersFrom } from '../../forms/typed.ts'
import { words as formWords } from '../../forms/words.ts'
import { paths, withQuery } from '../../paths.ts'
import { Button, ButtonLink, Callout, ErrorSummary, useToday, type FieldProblem } from '../../ui/index.ts'
import { useGo, usePathParam } from '../../url-state.ts'
import type { Form } from '../calls.ts'
import {
  bodyOf,
  checkDraft,
  fieldsOf,
  isEmpty,
  problemsByField,
  trackOf,
  type FieldName,
  type FormTrack,
  type Problems,
} from './check.ts'
import { DealField } from './deal-fields.tsx'
import { dropDraft, emptyDraft, keepDraft, keptDraft, type Draft } from './draft.ts'
import { goToNextField } from './next-field.ts'
import { TenderFields } from './tender-fields.tsx'
import { words } from './words.ts'

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
  const track = trackOf(form, draft)
  const { required, more } = fieldsOf(form, track)
  const own = track?.fields ?? []
  const [isOpen, setIsOpen] = useState(
    () =>
      Boolean(kept?.products?.length) ||
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
    if (more.some((name) => found[name]) || found['products']) setIsOpen(true)
    const labels: [string, string][] = [
      ...[...required, ...more].map((name): [string, string] => [name, words.fields[name]]),
      ...own.map(({ key, label }): [string, string] => [`answers.${key}`, label.replace(/[?:.]$/, '')]),
      ['tender_reference', words.tender.reference],
      ['products', formWords.products],
    ]
    setSummary(
      labels.flatMap(([path, label]) => {
        const message = found[path]
        return message ? [{ path, label, message }] : []
      }),
    )
  }
  const change = (patch: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...patch }))
    // A sentence about what stood there before helps nobody any more.
    setProblems((before) =>
      Object.fromEntries(
        Object.entries(before).filter(
          ([name]) => !(name in patch) && !('answers' in patch && name.startsWith('answers.')),
        ),
      ),
    )
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    const { answers, problems: wrong } = answersFrom(own, draft.answers, { side: 'partner', currency: form.currency })
    const found = { ...checkDraft(draft, required, today), ...wrong }
    tell(found)
    submit.reset()
    if (Object.keys(found).length === 0) submit.mutate({ body: bodyOf(draft, [...required, ...more], answers) })
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
  const voluntary = own.filter((field) => !field.required)
  const ownFields = (asked: FormTrack['fields']) => (
    <OwnFields
      fields={asked}
      typed={draft.answers}
      errors={problems}
      currency={form.currency}
      onChange={(answers) => change({ answers })}
    />
  )
  return (
    <form noValidate onSubmit={send} onKeyDown={goToNextField} className="flex flex-col gap-5 pt-2">
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
      {ownFields(own.filter((field) => field.required))}
      <TenderFields form={form} draft={draft} problems={problems} onChange={change} />
      {more.length + voluntary.length + form.priced_products.length > 0 && (
        <details
          open={isOpen}
          onToggle={(event) => setIsOpen(event.currentTarget.open)}
          className="group border-t border-line pt-2"
        >
          <summary className="flex h-control list-none items-center gap-1.5 rounded-md font-medium text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
            {words.more}
          </summary>
          <div className="flex flex-col gap-5 pt-3">
            {ownFields(voluntary)}
            <HeldPrices
              products={form.priced_products}
              value={draft.products}
              error={problems['products'] ?? null}
              onChange={(products) => change({ products })}
            />
            {fields(more, false)}
          </div>
        </details>
      )}
      {/* On a phone it stays in sight, above the bar, however long the form is. */}
      <div className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 -mx-4 border-t border-line bg-surface px-4 py-2.5 md:static md:mx-0 md:border-0 md:p-0">
        <Button type="submit" look="primary" size="large" pending={submit.isPending} className="w-full">
          {words.submit}
        </Button>
      </div>
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
