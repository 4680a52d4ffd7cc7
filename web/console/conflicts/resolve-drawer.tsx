import { useEffect, useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import type { Input } from '../../api/contracts.ts'
import type { Conflict } from '../../conflicts/state.tsx'
import { Button, Drawer, RadioGroup, Section, Select, TextArea, toast } from '../../ui/index.ts'
import { words } from './words.ts'

const says = words.resolve
type Body = Input<'conflict.resolve'>['body']
type Role = NonNullable<Body['role']>

const RESOLUTIONS = ['stands_aside', 'shared', 'upheld_direct'] as const
const ROLES: readonly Role[] = ['influences', 'implements', 'resells', 'sourced']

/** Decides a conflict: what happens, why, and before that what it would do. */
export function ResolveDrawer({
  conflict: c,
  open,
  onClose,
}: {
  conflict: Conflict
  open: boolean
  onClose: () => void
}) {
  const [resolution, setResolution] = useState<Body['resolution']>(c.advice?.resolution ?? 'stands_aside')
  const [opportunity, setOpportunity] = useState<'close' | 'hand_over'>('close')
  const [role, setRole] = useState<Role>('influences')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const resolve = useApiCommand('conflict.resolve', {
    also: ['event', 'timeline', 'opportunity', 'participant', 'registration'],
    onDone: () => {
      toast({ title: says.done, tone: 'success' })
      onClose()
    },
  })
  const { data: tried, error: refused, mutate: tryIt } = useApiCommand('conflict.resolve')
  useEffect(() => {
    if (!open) return
    // The same verb, everything but the commit; its reason is not written yet.
    const body = { resolution, opportunity, role, reason: '…' }
    tryIt({ params: { id: c.id }, body, dry_run: true })
  }, [open, c.id, resolution, opportunity, role, tryIt])
  const send = () => {
    setAsked(true)
    if (!reason.trim()) return document.getElementById('field-reason')?.focus()
    const body = { resolution, opportunity, role, reason: reason.trim(), seen_revision: c.revision }
    resolve.mutate({ params: { id: c.id }, body })
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={says.title}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" pending={resolve.isPending} onClick={send}>
            {says.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-6">
        {c.advice && <p className="text-ink-soft">{c.advice.text}</p>}
        <RadioGroup
          label={says.choice}
          name="resolution"
          value={resolution}
          onChange={setResolution}
          options={RESOLUTIONS.map((value) => ({ value, label: says[value], hint: says[`${value}_hint`] }))}
        />
        {resolution === 'stands_aside' && (
          <RadioGroup
            label={says.what}
            name="opportunity"
            value={opportunity}
            onChange={setOpportunity}
            options={[
              { value: 'close', label: says.close },
              { value: 'hand_over', label: says.hand_over },
            ]}
          />
        )}
        {resolution === 'shared' && (
          <Select
            label={says.role}
            value={role}
            onChange={setRole}
            options={ROLES.map((value) => ({ value, label: says.roles[value] }))}
          />
        )}
        <TextArea
          label={says.reason}
          hint={says.reason_hint}
          name="reason"
          value={reason}
          onChange={setReason}
          error={asked && !reason.trim() ? says.missing : null}
          maxLength={4000}
          rows={4}
        />
        <Section title={says.preview}>
          {refused ? (
            <ProblemNote error={refused} />
          ) : tried ? (
            <ul className="flex list-disc flex-col gap-1 pl-5 text-ink-soft">
              {tried.effects.map((effect) => (
                <li key={effect.code}>{effect.text}</li>
              ))}
            </ul>
          ) : (
            <p className="text-ink-faint">{says.previewing}</p>
          )}
        </Section>
        {resolve.error && <ProblemNote error={resolve.error} />}
      </div>
    </Drawer>
  )
}
