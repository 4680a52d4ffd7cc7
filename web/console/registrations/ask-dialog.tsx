import { useEffect, useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Checkbox, Dialog, TextArea, toast, useClock } from '../../ui/index.ts'
import { TOUCHED, type VerbDialogProps } from './approve-dialog.tsx'
import { lastDay } from './states.ts'
import { words } from './words-life.ts'

const says = words.ask

type Field = keyof typeof words.fields
const FIELDS = Object.keys(words.fields) as Field[] // the record's own keys

/** Asks the partner in words, and says what it should correct. */
export function AskDialog({ r, open, onClose }: VerbDialogProps) {
  const { zone } = useClock()
  const [question, setQuestion] = useState('')
  const [fields, setFields] = useState<readonly Field[]>([])
  const [asked, setAsked] = useState(false)
  const ask = useApiCommand('registration.ask', {
    also: TOUCHED,
    onDone: ({ reply_due_at }) => {
      toast({
        title: says.done(r.partner.name),
        tone: 'success',
        ...(reply_due_at ? { description: says.until(lastDay(reply_due_at, zone)) } : {}),
      })
      onClose()
    },
  })
  const { reset } = ask
  useEffect(() => {
    if (!open) return
    setQuestion('')
    setFields([])
    setAsked(false)
    reset()
  }, [open, reset])
  const send = () => {
    setAsked(true)
    if (!question.trim()) return document.getElementById('field-question')?.focus()
    ask.mutate({
      params: { id: r.id },
      body: {
        question: question.trim(),
        seen_revision: r.revision,
        ...(fields.length > 0 ? { fields: [...fields] } : {}),
      },
    })
  }
  const missing = asked && !question.trim() ? says.missing : null
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.title(r.partner.name)}
      description={says.body}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" pending={ask.isPending} onClick={send}>
            {says.send}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextArea
          label={says.question}
          hint={says.question_hint(r.partner.name)}
          name="question"
          value={question}
          onChange={setQuestion}
          error={missing ?? fieldErrors(ask.error)['question'] ?? null}
          maxLength={2000}
          rows={4}
          required
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-control/5 font-medium">{says.fields}</legend>
          <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
            {FIELDS.map((field) => (
              <Checkbox
                key={field}
                label={words.fields[field]}
                checked={fields.includes(field)}
                onChange={(on) => setFields(on ? [...fields, field] : fields.filter((one) => one !== field))}
              />
            ))}
          </div>
          <p className="text-xs text-ink-faint">{says.fields_hint}</p>
        </fieldset>
        {ask.error && <ProblemNote error={ask.error} />}
      </div>
    </Dialog>
  )
}
