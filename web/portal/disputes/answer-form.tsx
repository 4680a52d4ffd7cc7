import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { PickFiles } from '../../files/pick-files.tsx'
import type { SentFile } from '../../files/send-file.ts'
import { Button, TextArea, toast } from '../../ui/index.ts'
import { words } from './words.ts'

const says = words.answer
const FILES_MOST = 10

/** The question that waits, and the place to answer it, with proof. */
export function AnswerForm({ id, question }: { id: string; question: string }) {
  const [text, setText] = useState('')
  const [files, setFiles] = useState<readonly SentFile[]>([])
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState(false)
  const send = useApiCommand('dispute.answer', {
    also: ['timeline', 'event'],
    onDone: () => toast({ title: says.sent, tone: 'success' }),
  })
  return (
    <form
      noValidate
      className="flex flex-col gap-3 rounded-lg bg-warn-soft px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        const file_ids = files.map((file) => file.id)
        if (text.trim() && !busy)
          send.mutate({ params: { id }, body: { text: text.trim(), ...(file_ids.length > 0 ? { file_ids } : {}) } })
      }}
    >
      <p>
        <span className="font-medium">{says.title}: </span>
        {question}
      </p>
      <TextArea
        label={says.label}
        hint={words.private}
        name="answer"
        value={text}
        onChange={setText}
        error={asked && !text.trim() ? says.missing : null}
        maxLength={8000}
        rows={4}
      />
      <PickFiles label={says.files} name="proof" most={FILES_MOST} files={files} onChange={setFiles} onBusy={setBusy} />
      {send.error && <ProblemNote error={send.error} />}
      <div>
        <Button type="submit" look="primary" pending={send.isPending || busy} className="max-sm:w-full">
          {says.send}
        </Button>
      </div>
    </form>
  )
}
