import { useEffect, useState } from 'react'
import { useApiCommand } from '../api/hooks.ts'
import { ProblemNote } from '../api/problem-note.tsx'
import { fieldErrors } from '../api/problem-text.ts'
import { PickFiles } from '../files/pick-files.tsx'
import type { SentFile } from '../files/send-file.ts'
import { Button, DateField, Dialog, Select, TextArea, toast, useToday } from '../ui/index.ts'
import { words } from './words.ts'

export type ActivityKind = keyof typeof words.kinds
const KINDS = Object.keys(words.kinds) as ActivityKind[] // the record's own keys
/** As many as the server takes with one activity. */
const EVIDENCE_MAX = 10

/** Puts on record what was done about a deal: by its partner, or by the org for it. */
export function LogActivity({
  registration_id,
  title,
  done,
  open,
  onClose,
}: {
  registration_id: string
  title: string
  /** What is said once it is logged. */
  done: string
  open: boolean
  onClose: () => void
}) {
  const today = useToday()
  const [kind, setKind] = useState<ActivityKind>('call')
  const [day, setDay] = useState(today)
  const [note, setNote] = useState('')
  const [files, setFiles] = useState<readonly SentFile[]>([])
  const [sending, setSending] = useState(false)
  const log = useApiCommand('registration.log_activity', {
    also: ['event', 'timeline'],
    onDone: () => {
      toast({ title: done, tone: 'success' })
      onClose()
    },
  })
  const { reset } = log
  useEffect(() => {
    if (!open) return
    setKind('call')
    setDay(today)
    setNote('')
    setFiles([])
    setSending(false)
    reset()
  }, [open, reset, today])
  const send = () =>
    log.mutate({
      params: { id: registration_id },
      body: {
        kind,
        happened_on: day,
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(files.length > 0 ? { file_ids: files.map((file) => file.id) } : {}),
      },
    })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" pending={log.isPending || sending} aria-disabled={!day} onClick={send}>
            {words.send}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Select
          label={words.kind}
          name="kind"
          value={kind}
          onChange={setKind}
          options={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        />
        <DateField
          label={words.day}
          name="happened_on"
          value={day}
          onChange={setDay}
          max={today}
          error={fieldErrors(log.error)['happened_on'] ?? null}
        />
        <TextArea
          label={words.note}
          hint={words.note_hint}
          name="note"
          optional
          value={note}
          onChange={setNote}
          rows={3}
          maxLength={4000}
        />
        <PickFiles
          label={words.evidence}
          name="evidence"
          most={EVIDENCE_MAX}
          files={files}
          onChange={setFiles}
          onBusy={setSending}
        />
        {log.error && <ProblemNote error={log.error} />}
      </div>
    </Dialog>
  )
}
