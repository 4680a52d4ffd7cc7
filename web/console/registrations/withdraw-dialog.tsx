import { useEffect, useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Dialog, TextArea, toast, useClock } from '../../ui/index.ts'
import { TOUCHED, type VerbDialogProps } from './approve-dialog.tsx'
import { Consequence } from './consequence.tsx'
import { lastDay } from './states.ts'
import { words } from './words.ts'

const says = words.decide

/** Asks before a registration is taken back, which cannot be undone. */
export function WithdrawDialog({ r, open, onClose }: VerbDialogProps) {
  const { zone } = useClock()
  const [reason, setReason] = useState('')
  const params = { id: r.id }
  const withdraw = useApiCommand('registration.withdraw', {
    also: TOUCHED,
    onDone: ({ account }) => {
      toast({ title: says.withdrawn_toast(account.name) })
      onClose()
    },
  })
  const tried = useApiQuery(
    'registration.withdraw',
    { params, body: {}, dry_run: true },
    { enabled: open && !withdraw.isPending },
  )
  const { reset } = withdraw
  useEffect(() => {
    if (!open) return
    setReason('')
    reset()
  }, [open, reset])
  const loses =
    r.status === 'approved' && r.protection
      ? says.withdraw_approved(lastDay(r.protection.ends_at, zone))
      : says.withdraw_open
  return (
    <Dialog
      open={open}
      onClose={onClose}
      confirms
      title={says.withdraw_title(r.account.name)}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button
            look="danger"
            pending={withdraw.isPending}
            disabled={!tried.data}
            onClick={() => withdraw.mutate({ params, body: reason.trim() ? { reason: reason.trim() } : {} })}
          >
            {says.withdraw}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Consequence tried={tried} tone="warn" title={loses}>
          {says.withdraw_body}
        </Consequence>
        {tried.data && (
          <TextArea
            label={says.withdraw_reason}
            hint={says.withdraw_hint}
            name="reason"
            optional
            value={reason}
            onChange={setReason}
            maxLength={2000}
          />
        )}
        {withdraw.error && <ProblemNote error={withdraw.error} />}
      </div>
    </Dialog>
  )
}
