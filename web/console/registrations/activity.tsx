import { useEffect, useState } from 'react'
import { CalendarCheck } from 'lucide-react'
import { useApiCommand, useApiPages } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { ProblemState } from '../../api/loaded.tsx'
import {
  Button,
  Callout,
  DateField,
  Dialog,
  EmptyState,
  Select,
  SkeletonText,
  Badge,
  TextArea,
  Timeline,
  toast,
  useClock,
} from '../../ui/index.ts'
import { PickFiles } from '../../files/pick-files.tsx'
import type { SentFile } from '../../files/send-file.ts'
import { formatDate } from '../../words/format.ts'
import type { VerbDialogProps } from './approve-dialog.tsx'
import { localDay } from './local-day.ts'
import { lastDay, type Registration } from './states.ts'
import { words } from './words-life.ts'

const says = words.activity
type Kind = keyof typeof words.kinds
const KINDS = Object.keys(words.kinds) as Kind[] // the record's own keys
/** As many as the server takes with one activity. */
const EVIDENCE_MAX = 10

/** What was done about a registration, the latest first, and the clock that it keeps. */
export function Activity({ registration: r }: { registration: Registration }) {
  const [logging, setLogging] = useState(false)
  const list = useApiPages('registration.activities', { params: { id: r.id }, query: { limit: 25 } })
  const log = r.abilities.includes('log_activity') && (
    <Button size="small" className="w-fit" onClick={() => setLogging(true)}>
      {says.log}
    </Button>
  )
  return (
    <div className="flex flex-col gap-4">
      <FollowUp registration={r} />
      {list.error && !list.rows ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.rows ? (
        <SkeletonText lines={4} />
      ) : list.rows.length === 0 ? (
        <EmptyState icon={<CalendarCheck />} title={says.empty_title} actions={log}>
          {says.empty}
        </EmptyState>
      ) : (
        <>
          {log}
          <Timeline
            label={says.tab}
            entries={list.rows.map((one) => ({
              id: one.id,
              title: (
                <span className="inline-flex flex-wrap items-center gap-2">
                  <span className="font-medium">{words.kinds[one.kind]}</span>
                  {one.counts && <Badge tone="success">{says.counts}</Badge>}
                </span>
              ),
              when: formatDate(one.happened_on),
              tone: one.counts ? ('success' as const) : ('neutral' as const),
              detail: (
                <>
                  {one.note && <p className="whitespace-pre-line">{one.note}</p>}
                  {one.logged_by && <p className="text-xs text-ink-faint">{one.logged_by}</p>}
                </>
              ),
            }))}
          />
          {list.more && (
            <Button size="small" className="w-fit" pending={list.isFetchingNextPage} onClick={list.more}>
              {says.more}
            </Button>
          )}
        </>
      )}
      <LogDialog r={r} org="" open={logging} onClose={() => setLogging(false)} />
    </div>
  )
}

/** By when the partner follows up, from when that counts, and what makes it good again. */
function FollowUp({ registration: { follow_up, follow_up_terms } }: { registration: Registration }) {
  const { zone } = useClock()
  if (!follow_up?.due_at || !follow_up_terms) return null
  const kinds = follow_up_terms.counts.map((kind) => words.kinds[kind].toLowerCase()).join(', ')
  const { slipped_at } = follow_up
  return (
    <Callout
      tone={slipped_at ? 'danger' : 'neutral'}
      title={(slipped_at ? says.slipped : says.due)(lastDay(follow_up.due_at, zone))}
    >
      {slipped_at && <p>{says.slipped_body}</p>}
      <p>{says.rule(follow_up_terms.within_days, kinds)}</p>
    </Callout>
  )
}

/** Puts on record, for the partner, what was done. */
function LogDialog({ r, open, onClose }: VerbDialogProps) {
  const { zone, now_ms } = useClock()
  const today = localDay(now_ms, zone)
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
  const wrong = fieldErrors(log.error)
  const send = () =>
    log.mutate({
      params: { id: r.id },
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
      title={says.log_title(r.account.name)}
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
          error={wrong['happened_on'] ?? null}
        />
        <TextArea label={says.note} name="note" optional value={note} onChange={setNote} maxLength={4000} />
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
