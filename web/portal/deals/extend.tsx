import { useEffect, useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Dialog, Section, TextArea, toast, useClock } from '../../ui/index.ts'
import { useUrlFlag } from '../../url-state.ts'
import { formatDay } from '../../words/format.ts'
import type { Deal } from '../calls.ts'
import { lastDay } from './state.tsx'
import { words } from './words-life.ts'

const says = words.extend

/** Whether there can be more time, and what became of asking for it. */
export function MoreTime({ deal }: { deal: Deal }) {
  const { zone, now_ms } = useClock()
  const [open, setOpen] = useUrlFlag('extend')
  const { extension } = deal
  if (!extension || (deal.status !== 'approved' && extension.asked.length === 0)) return null
  const able = deal.abilities.includes('extend')
  const isNow = extension.from !== null && Date.parse(extension.from) <= now_ms
  const pending = extension.asked.some(({ status }) => status === 'asked')
  return (
    <Section title={says.title}>
      <div className="flex max-w-2xl flex-col gap-3">
        {deal.status === 'approved' && !pending && (
          <p className="text-ink-soft">
            {extension.left === 0
              ? says.used
              : isNow
                ? `${says.can_now(extension.days)} ${says.evidence}`
                : extension.from && says.can(extension.days, formatDay(extension.from, zone))}
          </p>
        )}
        {extension.asked.map((one) => (
          <div key={one.id}>
            <p className="font-medium">
              {one.status === 'asked'
                ? says.statuses.asked(formatDay(one.answer_due_at ?? one.before_ends_at, zone))
                : one.status === 'granted'
                  ? says.statuses.granted(lastDay(one.ends_at ?? one.before_ends_at, zone))
                  : says.statuses[one.status]}
            </p>
            <p className="whitespace-pre-line text-ink-soft">{one.reason}</p>
            {one.status !== 'granted' &&
              one.because.map((reason) => (
                <p key={reason.check} className="text-ink-soft">
                  {reason.text}
                </p>
              ))}
            {one.answer_reason && <Said text={one.answer_reason} />}
          </div>
        ))}
        {able && isNow && (
          <Button className="w-fit" onClick={() => setOpen(true)}>
            {says.action}
          </Button>
        )}
      </div>
      <AskForTime deal={deal} open={open && able && isNow} onClose={() => setOpen(false)} />
    </Section>
  )
}

function Said({ text }: { text: string }) {
  return <blockquote className="mt-1 border-l-2 border-line-strong pl-3 whitespace-pre-line">{text}</blockquote>
}

function AskForTime({ deal, open, onClose }: { deal: Deal; open: boolean; onClose: () => void }) {
  const { zone } = useClock()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const ask = useApiCommand('registration.extend', {
    also: ['event', 'partner'],
    onDone: ({ extension }) => {
      const [latest] = extension?.asked ?? []
      const title =
        latest?.status === 'granted'
          ? says.granted(lastDay(latest.ends_at ?? latest.before_ends_at, zone))
          : latest?.status === 'declined'
            ? says.declined
            : says.asked
      toast({ title, ...(latest?.status === 'granted' ? { tone: 'success' as const } : {}) })
      onClose()
    },
  })
  const { reset } = ask
  useEffect(() => {
    if (!open) return
    setReason('')
    setTried(false)
    reset()
  }, [open, reset])
  const send = () => {
    setTried(true)
    if (reason.trim()) ask.mutate({ params: { id: deal.id }, body: { reason: reason.trim() } })
    else document.getElementById('field-reason')?.focus()
  }
  const missing = tried && !reason.trim() ? says.missing : null
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.dialog(deal.account.name)}
      description={says.evidence}
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
          label={says.reason}
          hint={says.reason_hint}
          name="reason"
          value={reason}
          onChange={setReason}
          error={missing ?? fieldErrors(ask.error)['reason'] ?? null}
          rows={3}
          maxLength={2000}
          required
        />
        {ask.error && <ProblemNote error={ask.error} />}
      </div>
    </Dialog>
  )
}
