import { useEffect, useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Dialog, TextArea, toast } from '../../ui/index.ts'
import { TOUCHED, type VerbDialogProps } from './approve-dialog.tsx'
import { words } from './words.ts'

const says = words.decide

/** Asks for the reason that the partner will read. */
export function RejectDialog({ r, open, onClose }: VerbDialogProps) {
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const params = { id: r.id }
  const reject = useApiCommand('registration.reject', {
    also: TOUCHED,
    onDone: ({ account }) => {
      toast({ title: says.rejected_toast(account.name) })
      onClose()
    },
  })
  // Refusals are shown before anybody writes a reason in vain.
  const tried = useApiQuery(
    'registration.reject',
    { params, body: { reason: '?' }, dry_run: true },
    { enabled: open && !reject.isPending },
  )
  const { reset } = reject
  useEffect(() => {
    if (!open) return
    setReason('')
    setAsked(false)
    reset()
  }, [open, reset])
  const send = () => {
    setAsked(true)
    if (reason.trim()) reject.mutate({ params, body: { reason: reason.trim(), seen_revision: r.revision } })
    else document.getElementById('field-reason')?.focus()
  }
  const missing = asked && !reason.trim() ? says.reason_asked : null
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.reject_title(r.account.name)}
      description={says.rejected_body}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button look="danger" pending={reject.isPending} disabled={tried.error !== null} onClick={send}>
            {says.reject}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {tried.error ? (
          <ProblemNote error={tried.error} />
        ) : (
          <TextArea
            label={says.reason}
            hint={says.reason_reads(r.partner.name)}
            name="reason"
            value={reason}
            onChange={setReason}
            error={missing ?? fieldErrors(reject.error)['reason'] ?? null}
            maxLength={2000}
            rows={4}
            required
          />
        )}
        {reject.error && <ProblemNote error={reject.error} />}
      </div>
    </Dialog>
  )
}
