import { useRef, useState } from 'react'
import type { CallInput } from '../../api/client.ts'
import { useApiCommand } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { useActing } from '../../session.tsx'
import { Button, Callout, GuardedButton, TextArea, useClock } from '../../ui/index.ts'
import { useForm, type Deal } from '../calls.ts'
import { CorrectionField, correctionsOf, draftOf, type Correctable, type CorrectionDraft } from './corrections.tsx'
import { lastDay } from './state.tsx'
import { useArrived } from './use-arrived.ts'
import { words } from './words-life.ts'

const says = words.answer
const ALL = Object.keys(words.fields) as Correctable[] // the record's own keys

/** The org's question with a place to answer it: what it wants corrected is laid out, the rest is a tap away. */
export function AnswerForm({ deal, onDone }: { deal: Deal; onDone: (thanks: string) => void }) {
  const { membership, may } = useActing()
  const { zone } = useClock()
  const { question } = deal
  const fields = useForm().data?.tracks.find(({ key }) => key === deal.track.key)?.fields ?? []
  const asked = question?.fields ?? []
  const [answer, setAnswer] = useState('')
  const [all, setAll] = useState(false)
  const [tried, setTried] = useState(false)
  const [draft, setDraft] = useState<CorrectionDraft>(() => draftOf(deal))
  const send = useApiCommand('registration.answer', {
    also: ['event', 'partner'],
    onDone: ({ status }) => onDone(says.decided[status] ?? says.done),
  })
  const place = useRef<HTMLElement>(null)
  useArrived(place)
  if (!question) return null
  const wrong = fieldErrors(send.error)
  // A track without questions of its own has nothing of them to correct.
  const shown = (all ? ALL : asked).filter((field) => field !== 'answers' || fields.length > 0)
  const { corrections, problems } = correctionsOf(deal, draft, shown, fields)
  const submit = () => {
    setTried(true)
    if (!answer.trim()) return document.getElementById('field-answer')?.focus()
    if (Object.keys(problems).length > 0) return
    const body: CallInput<'registration.answer'>['body'] = { answer: answer.trim() }
    send.mutate({
      params: { id: deal.id },
      body: Object.keys(corrections).length > 0 ? { ...body, corrections } : body,
    })
  }
  return (
    <section ref={place} aria-label={says.asks(membership.org.name)} className="flex scroll-mt-20 flex-col gap-4">
      <Callout tone="warn" title={says.asks(membership.org.name)}>
        <p className="whitespace-pre-line">{question.text}</p>
        {deal.reply_due_at && <p className="mt-1 text-sm">{says.until(lastDay(deal.reply_due_at, zone))}</p>}
      </Callout>
      <TextArea
        label={says.answer}
        name="answer"
        value={answer}
        onChange={setAnswer}
        error={(tried && !answer.trim() ? says.missing : wrong['answer']) ?? null}
        rows={4}
        maxLength={2000}
        required
      />
      {shown.length > 0 && (
        <fieldset className="flex flex-col gap-4">
          <legend className="mb-1 font-medium">{says.correct}</legend>
          <p className="text-sm text-ink-faint">{says.correct_hint}</p>
          {shown.map((field) => (
            <CorrectionField
              key={field}
              field={field}
              deal={deal}
              draft={draft}
              onChange={(change) => setDraft({ ...draft, ...change })}
              error={(tried ? problems[field] : null) ?? wrong[`corrections.${field}`] ?? null}
              own={{ fields, problems: ownProblems(tried ? problems : {}, wrong) }}
            />
          ))}
        </fieldset>
      )}
      {send.error && <ProblemNote error={send.error} />}
      <div className="flex flex-wrap gap-2">
        <GuardedButton
          look="primary"
          className="max-sm:w-full"
          pending={send.isPending}
          whyNot={may('registration:answer') ? null : says.not_yours}
          onClick={submit}
        >
          {says.send}
        </GuardedButton>
        {!all && (
          <Button look="ghost" onClick={() => setAll(true)}>
            {says.more}
          </Button>
        )}
      </div>
    </section>
  )
}

/** What is wrong with the form's own fields, found here or by the server, by the names that they have in the form. */
function ownProblems(
  found: Readonly<Record<string, string | undefined>>,
  wrong: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const told = Object.entries(wrong).map(([path, said]) => [path.replace(/^corrections\./, ''), said])
  return { ...Object.fromEntries(told), ...found }
}
