import { useEffect, useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Callout, Dialog, GuardedButton, TextArea, toast, useClock } from '../../ui/index.ts'
import { formatDay } from '../../words/format.ts'
import { TOUCHED, type VerbDialogProps } from './approve-dialog.tsx'
import { Consequence } from './consequence.tsx'
import { lastDay, type Registration } from './states.ts'
import { words } from './words-life.ts'

const says = words.extension

/** The time that a partner asks for: why, what the program says of it, and the answer that is owed. */
export function ExtensionAsked({ registration: r }: { registration: Registration }) {
  const { zone } = useClock()
  const [answer, setAnswer] = useState<'grant' | 'decline' | null>(null)
  const asked = r.extension?.asked.find(({ status }) => status === 'asked')
  if (!asked || !r.extension) return null
  const whyNot = r.abilities.includes('grant_extension') ? null : says.not_yours
  const doubts = asked.because.filter((reason) => reason.verdict === 'noted')
  const dialog = { r, org: '', onClose: () => setAnswer(null) }
  return (
    <section aria-label={says.title}>
      <Callout
        tone="info"
        title={says.asked(r.partner.name, r.extension.days)}
        actions={
          <>
            <GuardedButton size="small" whyNot={whyNot} onClick={() => setAnswer('decline')}>
              {says.decline}
            </GuardedButton>
            <GuardedButton size="small" look="primary" whyNot={whyNot} onClick={() => setAnswer('grant')}>
              {says.grant}
            </GuardedButton>
          </>
        }
      >
        <blockquote className="whitespace-pre-line">{asked.reason}</blockquote>
        {doubts.map((reason) => (
          <p key={reason.check} className="mt-1">
            {reason.text}
          </p>
        ))}
        {asked.answer_due_at && <p className="mt-1">{says.due(formatDay(asked.answer_due_at, zone))}</p>}
      </Callout>
      <GrantDialog {...dialog} open={answer === 'grant'} />
      <DeclineDialog {...dialog} open={answer === 'decline'} />
    </section>
  )
}

function GrantDialog({ r, open, onClose }: VerbDialogProps) {
  const { zone } = useClock()
  const [note, setNote] = useState('')
  const params = { id: r.id }
  const grant = useApiCommand('registration.grant_extension', {
    also: TOUCHED,
    onDone: () => {
      toast({ title: says.granted(r.account.name), tone: 'success' })
      onClose()
    },
  })
  const tried = useApiQuery(
    'registration.grant_extension',
    { params, body: {}, dry_run: true },
    { enabled: open && !grant.isPending },
  )
  const { reset } = grant
  useEffect(() => {
    if (!open) return
    setNote('')
    reset()
  }, [open, reset])
  const ends_at = tried.data?.protection?.ends_at
  return (
    <Dialog
      open={open}
      onClose={onClose}
      confirms
      title={says.grant_title(r.account.name)}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            look="primary"
            pending={grant.isPending}
            aria-disabled={!tried.data}
            onClick={() => grant.mutate({ params, body: note.trim() ? { reason: note.trim() } : {} })}
          >
            {says.grant}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Consequence
          tried={tried}
          tone="success"
          title={ends_at ? says.grant_does(lastDay(ends_at, zone)) : says.grant}
        >
          {says.grant_body}
        </Consequence>
        <TextArea label={says.note} name="reason" optional value={note} onChange={setNote} maxLength={2000} />
        {grant.error && <ProblemNote error={grant.error} />}
      </div>
    </Dialog>
  )
}

function DeclineDialog({ r, open, onClose }: VerbDialogProps) {
  const [reason, setReason] = useState('')
  const [sent, setSent] = useState(false)
  const decline = useApiCommand('registration.decline_extension', {
    also: TOUCHED,
    onDone: () => {
      toast({ title: says.declined(r.account.name) })
      onClose()
    },
  })
  const { reset } = decline
  useEffect(() => {
    if (!open) return
    setReason('')
    setSent(false)
    reset()
  }, [open, reset])
  const send = () => {
    setSent(true)
    if (reason.trim()) decline.mutate({ params: { id: r.id }, body: { reason: reason.trim() } })
    else document.getElementById('field-reason')?.focus()
  }
  const missing = sent && !reason.trim() ? words.reason_asked : null
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.decline_title(r.account.name)}
      description={says.decline_body}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="danger" pending={decline.isPending} onClick={send}>
            {says.decline}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextArea
          label={words.lose.reason}
          hint={words.reason_reads(r.partner.name)}
          name="reason"
          value={reason}
          onChange={setReason}
          error={missing ?? fieldErrors(decline.error)['reason'] ?? null}
          maxLength={2000}
          required
        />
        {decline.error && <ProblemNote error={decline.error} />}
      </div>
    </Dialog>
  )
}
