import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { useActing } from '../../session.tsx'
import { Button, Dialog, GuardedButton, Skeleton, TextArea, toast } from '../../ui/index.ts'
import type { Deal } from '../calls.ts'
import { words } from './words.ts'

const says = words.withdraw

/** Takes a deal back, after showing what that does: the server is asked first without doing it. */
export function WithdrawButton({ deal }: { deal: Deal }) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const { may } = useActing()
  const trial = useApiCommand('registration.withdraw')
  const withdraw = useApiCommand('registration.withdraw', {
    also: ['event', 'partner'],
    onDone: () => {
      setOpen(false)
      toast({ title: says.done(deal.account.name) })
    },
  })
  const does = says.does[deal.status]
  if (!does && !open) return null
  const call = { params: { id: deal.id }, body: reason.trim() ? { reason: reason.trim() } : {} }
  const begin = () => {
    withdraw.reset()
    trial.mutate({ ...call, dry_run: true })
    setOpen(true)
  }
  const problem = trial.error ?? withdraw.error
  return (
    <>
      <GuardedButton onClick={begin} whyNot={!may('registration:withdraw') ? says.not_yours : null}>
        {says.action}
      </GuardedButton>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        confirms
        title={says.title(deal.account.name)}
        description={does}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>{says.keep}</Button>
            <Button
              look="danger"
              pending={withdraw.isPending}
              disabled={!trial.data}
              onClick={() => withdraw.mutate(call)}
            >
              {says.confirm}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <div aria-live="polite" aria-busy={trial.isPending}>
            {trial.isPending && <Skeleton height="1rem" />}
            {trial.data && <p className="text-ink-soft">{says.final}</p>}
            {problem && <ProblemNote error={problem} />}
          </div>
          <TextArea
            label={says.reason}
            hint={says.reason_hint}
            optional
            value={reason}
            onChange={setReason}
            rows={2}
            maxLength={2000}
          />
        </div>
      </Dialog>
    </>
  )
}
