import { useEffect, useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiPages } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { series } from '../../../kit/words.ts'
import { Button, Dialog, RelativeTime, Section, TextArea, toast } from '../../ui/index.ts'
import { ListFoot } from '../lists/list-foot.tsx'
import type { Account } from './account-form.ts'
import { MERGED } from './merge-drawer.tsx'
import { words as account } from './words.ts'
import { movedInWords, words } from './words-merge.ts'

type Merge = Answer<'merge.list'>['rows'][number]
const says = words.merged

/** What was merged into the account, and where it was merged to before; each can be undone while nothing stands on it. */
export function MergedFrom({ account: of }: { account: Account }) {
  const list = useApiPages('merge.list', { query: { account_id: of.id, limit: 10 } })
  const [undoing, setUndoing] = useState<Merge | null>(null)
  const [open, setOpen] = useState(false)
  if (!list.rows || list.rows.length === 0) return null
  return (
    <Section title={says.title}>
      <ul className="flex flex-col divide-y divide-line">
        {list.rows.map((merge) => (
          <Line
            key={merge.id}
            merge={merge}
            of={of}
            onUndo={() => {
              setUndoing(merge)
              setOpen(true)
            }}
          />
        ))}
      </ul>
      {list.more && <ListFoot count={list.rows.length} more={list.more} pending={list.isFetchingNextPage} />}
      {undoing && <UndoDialog merge={undoing} open={open} onClose={() => setOpen(false)} />}
    </Section>
  )
}

function Line({ merge, of, onUndo }: { merge: Merge; of: Account; onUndo: () => void }) {
  const { loser, winner, merged_by, merged_at, reason, undone_at, undone_by, kept } = merge
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-48">
        <p className={undone_at ? 'text-ink-faint line-through' : 'font-medium'}>
          {loser.id === of.id ? says.into(winner.name) : loser.name}
        </p>
        <p className="text-xs text-ink-faint">
          {says.line(merged_by)} <RelativeTime at={merged_at} />
          {undone_at && undone_by && (
            <>
              . {says.undone(undone_by)} <RelativeTime at={undone_at} />
            </>
          )}
        </p>
        <p className="text-ink-soft wrap-anywhere">{merge.undo_reason ?? reason}</p>
        {kept.length > 0 && (
          <p className="text-xs text-ink-faint">
            {words.kept.title}: {series(kept.map(keptInWords))}
          </p>
        )}
      </div>
      {merge.abilities.includes('undo') && <Button onClick={onUndo}>{words.undo}</Button>}
    </li>
  )
}

const fieldNames: Readonly<Record<string, string>> = account.fields

function keptInWords(kept: Merge['kept'][number]): string {
  if (kept.code === 'ended') return words.kept.ended
  if (kept.code === 'field_changed') return words.kept.field_changed(fieldNames[kept.field] ?? kept.field)
  return words.kept[kept.code](movedInWords(kept) ?? kept.noun)
}

function UndoDialog({ merge, open, onClose }: { merge: Merge; open: boolean; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const undo = useApiCommand('merge.undo', {
    also: MERGED,
    onDone: ({ loser }) => {
      toast({ title: words.undoing.done(loser.name), tone: 'success' })
      onClose()
    },
  })
  const { reset } = undo
  useEffect(() => {
    if (!open) return
    setReason('')
    setAsked(false)
    reset()
  }, [open, reset])
  const send = () => {
    setAsked(true)
    if (!reason.trim()) return document.getElementById('field-undo_reason')?.focus()
    undo.mutate({ params: { id: merge.id }, body: { reason: reason.trim() } })
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.undoing.title(merge.loser.name)}
      description={words.undoing.body}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" pending={undo.isPending} onClick={send}>
            {words.undoing.submit}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextArea
          label={words.undoing.reason}
          name="undo_reason"
          required
          value={reason}
          onChange={setReason}
          maxLength={2000}
          error={asked && !reason.trim() ? words.undoing.reason_asked : (fieldErrors(undo.error)['reason'] ?? null)}
        />
        {undo.error && <ProblemNote error={undo.error} />}
      </div>
    </Dialog>
  )
}
