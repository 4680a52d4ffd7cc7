import { useEffect, useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { paths } from '../../paths.ts'
import { Button, ButtonLink, Dialog, TextArea, toast, useClock } from '../../ui/index.ts'
import { Consequence } from './consequence.tsx'
import { lastDay, protectionDays, type Registration } from './states.ts'
import { words } from './words.ts'

const says = words.decide

export type VerbDialogProps = { r: Registration; org: string; open: boolean; onClose: () => void }

/** Nouns that a decision changes besides the registration. */
export const TOUCHED = ['account', 'partner', 'event', 'ruling'] as const

/** The id of the claim that a refusal names. */
function claimIn(detail: string | undefined): string | null {
  return /reg_[0-9a-f]{32}/.exec(detail ?? '')?.[0] ?? null
}

/** Asks before approving: first shows what it would do. Where an earlier claim stands in the way, asks why to go past it. */
export function ApproveDialog({ r, org, open, onClose }: VerbDialogProps) {
  const { zone } = useClock()
  const [note, setNote] = useState('')
  const [override, setOverride] = useState('')
  const params = { id: r.id }
  const approve = useApiCommand('registration.approve', {
    also: TOUCHED,
    onDone: ({ account, protection }) => {
      toast({
        title: says.approved_toast(account.name),
        tone: 'success',
        ...(protection ? { description: says.approved_until(lastDay(protection.ends_at, zone)) } : {}),
      })
      onClose()
    },
  })
  // What is being done need not be tried any more.
  const asking = open && !approve.isPending
  const plain = useApiQuery('registration.approve', { params, body: {}, dry_run: true }, { enabled: asking })
  const overrides = plain.error?.code === 'registration.override_needed'
  // Any reason shows what going past the earlier claim would do; the one that is kept is written below.
  const past = useApiQuery(
    'registration.approve',
    { params, body: { override_reason: '?' }, dry_run: true },
    { enabled: asking && overrides },
  )
  const tried = overrides ? past : plain
  const { reset } = approve
  useEffect(() => {
    if (!open) return
    setNote('')
    setOverride('')
    reset()
  }, [open, reset])
  const protection = tried.data?.protection
  const claim = overrides ? claimIn(plain.error?.message) : null
  const send = () =>
    approve.mutate({
      params,
      body: {
        seen_revision: r.revision,
        ...(note.trim() ? { reason: note.trim() } : {}),
        ...(overrides ? { override_reason: override.trim() } : {}),
      },
    })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      confirms
      title={says.approve_title(r.account.name)}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button
            look="primary"
            pending={approve.isPending}
            // Not `disabled`: it takes the focus while the trial is still on its way.
            aria-disabled={!tried.data || (overrides && !override.trim())}
            onClick={send}
          >
            {says.approve}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Consequence
          tried={tried}
          tone="success"
          title={protection ? says.protection(lastDay(protection.ends_at, zone)) : says.approve}
        >
          {protection && says.protection_body(r.partner.name, protectionDays(protection))}
        </Consequence>
        {overrides && plain.error && (
          <>
            <ProblemNote
              error={plain.error}
              tone="warn"
              actions={
                claim && (
                  <ButtonLink size="small" href={paths.console.registration(org, claim)}>
                    {says.override_open}
                  </ButtonLink>
                )
              }
            />
            <TextArea
              label={says.override}
              hint={says.override_hint}
              name="override_reason"
              value={override}
              onChange={setOverride}
              maxLength={2000}
              required
            />
          </>
        )}
        {tried.data && (
          <TextArea
            label={says.note}
            hint={says.note_hint}
            name="reason"
            optional
            value={note}
            onChange={setNote}
            maxLength={2000}
          />
        )}
        {approve.error && <ProblemNote error={approve.error} />}
      </div>
    </Dialog>
  )
}
