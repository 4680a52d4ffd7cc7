import { useEffect, useState } from 'react'
import { useApiCommand, useApiPages } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { useActing } from '../../session.tsx'
import {
  Badge,
  Button,
  Callout,
  DateField,
  Dialog,
  Section,
  Select,
  SkeletonText,
  TextArea,
  Timeline,
  toast,
  useClock,
} from '../../ui/index.ts'
import { PickFiles } from '../../files/pick-files.tsx'
import type { SentFile } from '../../files/send-file.ts'
import { useUrlFlag } from '../../url-state.ts'
import { formatDate } from '../../words/format.ts'
import type { Deal } from '../calls.ts'
import { dateIn, lastDay } from './state.tsx'
import { words } from './words-life.ts'

const says = words.follow_up
type Kind = keyof typeof words.kinds
const KINDS = Object.keys(words.kinds) as Kind[] // the record's own keys
/** As many as the server takes with one activity. */
const EVIDENCE_MAX = 10

/** By when to follow up, from when that counts, what was done, and a place to log it. */
export function StayingInTouch({ deal }: { deal: Deal }) {
  const [logging, setLogging] = useUrlFlag('log')
  const { membership } = useActing()
  const list = useApiPages('registration.activities', { params: { id: deal.id }, query: { limit: 10 } })
  const able = deal.abilities.includes('log_activity')
  if (!able && list.rows?.length === 0) return null
  return (
    <Section title={says.title}>
      <div className="flex max-w-2xl flex-col gap-4">
        <FollowUp deal={deal} />
        {able && (
          <Button className="w-fit" onClick={() => setLogging(true)}>
            {says.log}
          </Button>
        )}
        {!list.rows && !list.error && <SkeletonText lines={2} />}
        {list.rows?.length === 0 && <p className="text-ink-faint">{says.empty}</p>}
        {list.rows && list.rows.length > 0 && (
          <Timeline
            label={says.title}
            entries={list.rows.map((one) => ({
              id: one.id,
              title: (
                <span className="inline-flex flex-wrap items-center gap-2">
                  {words.kinds[one.kind]}
                  {one.counts && deal.follow_up_terms && <Badge tone="success">{says.counts}</Badge>}
                </span>
              ),
              when: formatDate(one.happened_on),
              tone: one.counts ? ('success' as const) : ('neutral' as const),
              detail: (
                <>
                  {one.note && <p className="whitespace-pre-line">{one.note}</p>}
                  {one.by_org && <p className="text-sm text-ink-faint">{says.by_org(membership.org.name)}</p>}
                </>
              ),
            }))}
          />
        )}
        {list.more && (
          <Button className="w-fit" pending={list.isFetchingNextPage} onClick={list.more}>
            {says.more}
          </Button>
        )}
      </div>
      <LogActivity deal={deal} open={logging && able} onClose={() => setLogging(false)} />
    </Section>
  )
}

function FollowUp({ deal: { follow_up, follow_up_terms } }: { deal: Deal }) {
  const { zone } = useClock()
  const { membership } = useActing()
  if (!follow_up?.due_at || !follow_up_terms) return null
  const day = lastDay(follow_up.due_at, zone)
  const kinds = follow_up_terms.counts.map((kind) => words.kinds[kind].toLowerCase()).join(', ')
  return (
    <Callout
      tone={follow_up.slipped_at ? 'danger' : 'info'}
      title={follow_up.slipped_at ? says.slipped(day) : says.due(day)}
    >
      {follow_up.slipped_at && <p>{says.slipped_body(membership.org.name)}</p>}
      <p>{says.rule(follow_up_terms.within_days, kinds)}</p>
    </Callout>
  )
}

function LogActivity({ deal, open, onClose }: { deal: Deal; open: boolean; onClose: () => void }) {
  const { zone, now_ms } = useClock()
  const today = dateIn(now_ms, zone)
  const [kind, setKind] = useState<Kind>('call')
  const [day, setDay] = useState(today)
  const [note, setNote] = useState('')
  const [files, setFiles] = useState<readonly SentFile[]>([])
  const [sending, setSending] = useState(false)
  const log = useApiCommand('registration.log_activity', {
    also: ['event', 'timeline'],
    onDone: () => {
      toast({ title: says.done, tone: 'success' })
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
      params: { id: deal.id },
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
      title={says.log_title(deal.account.name)}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" pending={log.isPending || sending} aria-disabled={!day} onClick={send}>
            {says.send}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Select
          label={says.kind}
          name="kind"
          value={kind}
          onChange={setKind}
          options={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        />
        <DateField
          label={says.day}
          name="happened_on"
          value={day}
          onChange={setDay}
          max={today}
          error={fieldErrors(log.error)['happened_on'] ?? null}
        />
        <TextArea
          label={says.note}
          hint={says.note_hint}
          name="note"
          optional
          value={note}
          onChange={setNote}
          rows={3}
          maxLength={4000}
        />
        <PickFiles
          label={says.evidence}
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
