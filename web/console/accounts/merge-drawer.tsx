import { useEffect, useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote, toastProblem } from '../../api/problem-note.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, Drawer, TextArea, toast, type Suggestion } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import type { Account } from './account-form.ts'
import { AccountField } from './account-field.tsx'
import { MergePreview, type Resolve } from './merge-preview.tsx'
import { words } from './words-merge.ts'

/** What a merge changes on the screen. */
export const MERGED = ['account', 'merge', 'registration', 'opportunity', 'request', 'conflict', 'consent', 'timeline']

const BLANK: Resolve = { end: [], keep_tax_id: null, despite_word: false }

/** Two names for one company: which account stays, side by side, what moves, and what has to be decided before. */
export function MergeDrawer({ account, open, onClose }: { account: Account; open: boolean; onClose: () => void }) {
  const { membership } = useActing()
  const org = membership.org.slug
  const go = useGo()
  const [into, setInto] = useState<Suggestion | null>(null)
  const [reason, setReason] = useState('')
  const [resolve, setResolve] = useState<Resolve>(BLANK)
  const [asked, setAsked] = useState(false)
  const params = { id: account.id }
  const resolved = {
    end: resolve.end.map(({ registration }) => registration.id),
    keep_tax_id: resolve.keep_tax_id !== null,
    despite_word: resolve.despite_word,
  }
  const undo = useUndo()
  const merge = useApiCommand('account.merge', {
    also: MERGED,
    onDone: (made) => {
      onClose()
      toast({
        title: words.done(made.loser.name, made.winner.name),
        tone: 'success',
        action: { label: words.undo, onPick: () => undo(made) },
      })
      go(paths.console.account(org, made.winner.id))
    },
  })
  // Any reason shows what it would do; the one that is kept is written below.
  const tried = useApiQuery(
    'account.merge',
    { params, body: { into: into?.value ?? '', reason: '?', resolve: resolved }, dry_run: true },
    { enabled: open && into !== null && !merge.isPending, keep: true },
  )
  const { reset } = merge
  useEffect(() => {
    if (!open) return
    setInto(null)
    setReason('')
    setResolve(BLANK)
    setAsked(false)
    reset()
  }, [open, reset])
  const stopped = tried.data?.status === 'stopped'
  const send = () => {
    setAsked(true)
    if (!into || !reason.trim())
      return document.getElementById(into ? 'field-merge_reason' : 'field-merge_into')?.focus()
    merge.mutate({ params, body: { into: into.value, reason: reason.trim(), resolve: resolved } })
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={words.title(account.name)}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            look="primary"
            pending={merge.isPending}
            disabled={into !== null && (tried.isPending || stopped || tried.error !== null)}
            onClick={send}
          >
            {words.submit}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <AccountField
          label={words.into}
          hint={words.into_hint}
          name="merge_into"
          value={into}
          onChange={(next) => {
            setInto(next)
            setResolve(BLANK)
          }}
          without={[account.id]}
          empty={words.into_empty}
          error={asked && !into ? words.choose : null}
        />
        {into && (
          <MergePreview account={account} into={into.value} tried={tried} resolve={resolve} onResolve={setResolve} />
        )}
        <TextArea
          label={words.reason}
          name="merge_reason"
          required
          value={reason}
          onChange={setReason}
          maxLength={2000}
          error={asked && !reason.trim() ? words.reason_asked : (fieldErrors(merge.error)['reason'] ?? null)}
        />
        {merge.error && <ProblemNote error={merge.error} />}
      </div>
    </Drawer>
  )
}

/** Undoes a merge straight from the toast that told of it. */
function useUndo(): (made: Pick<Answer<'account.merge'>, 'id' | 'loser'>) => void {
  const { membership } = useActing()
  const go = useGo()
  const undo = useApiCommand('merge.undo', {
    also: MERGED,
    onDone: ({ loser }) => {
      toast({ title: words.undoing.done(loser.name), tone: 'success' })
      go(paths.console.account(membership.org.slug, loser.id))
    },
    onProblem: (problem) => toastProblem(problem),
  })
  return ({ id }) => undo.mutate({ params: { id }, body: { reason: words.undoing.done_by_toast } })
}
