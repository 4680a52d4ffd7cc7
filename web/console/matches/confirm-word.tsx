import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { paths } from '../../paths.ts'
import { useGoing } from '../../router/router.tsx'
import { Button, Dialog, toast } from '../../ui/index.ts'
import type { Match } from './match-page.tsx'
import { words } from './words.ts'

const says = words.confirm

/** What somebody is about to say of a match. */
export type Word =
  | { verdict: 'same'; account_id: string; name: string }
  | { verdict: 'other'; account_id?: string; name?: string }

const ALSO = ['registration', 'account', 'opportunity', 'merge', 'event', 'ruling']

/** Says what comes of the word, takes it, and goes to the next question. */
export function ConfirmWord({
  match: m,
  word,
  org,
  onClose,
}: {
  match: Match
  word: Word | null
  org: string
  onClose: () => void
}) {
  const { go } = useGoing()
  const send = useApiCommand('match.decide', {
    also: ALSO,
    onDone: (after, { body }) => {
      onClose()
      const done =
        after.status === 'open'
          ? words.done.ruled_out
          : body?.verdict === 'same'
            ? words.done.same(after.account?.name ?? '')
            : words.done.other
      toast({
        title: done,
        tone: 'success',
        ...(after.status !== 'open' && !m.next_id ? { description: words.done.last } : {}),
      })
      if (after.status === 'open') return
      go(m.next_id ? paths.console.match(org, m.next_id) : paths.console.matches(org))
    },
  })
  const { noun } = m.subject
  const left = m.beside.filter((one) => !one.is_ruled_out)
  const is_last = left.length === 1 && left[0]?.account_id === word?.account_id
  const is_one = word?.verdict === 'other' && word.account_id !== undefined && !is_last
  return (
    <Dialog
      open={word !== null}
      onClose={() => {
        send.reset()
        onClose()
      }}
      title={
        word?.verdict === 'same'
          ? says.same_title(word.name)
          : is_one
            ? says.not_this_title(word.name ?? '')
            : says.other_title
      }
      actions={
        <>
          <Button onClick={onClose}>{says.no}</Button>
          <Button
            look="primary"
            pending={send.isPending}
            onClick={() =>
              word &&
              send.mutate({
                params: { id: m.id },
                body: {
                  verdict: word.verdict,
                  ...(word.account_id ? { account_id: word.account_id } : {}),
                  seen_revision: m.revision,
                },
              })
            }
          >
            {says.yes}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{word?.verdict === 'same' ? says.same[noun] : is_one ? says.not_this : says.other[noun]}</p>
        <p className="text-ink-soft">{says.sticks}</p>
        {send.error && <ProblemNote error={send.error} />}
      </div>
    </Dialog>
  )
}
