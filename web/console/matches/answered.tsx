import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { paths } from '../../paths.ts'
import { Button, Callout, Dialog, Link, RelativeTime, toast } from '../../ui/index.ts'
import type { Match } from './match-page.tsx'
import { words } from './words.ts'

const says = words.answered

/** What was said, by whom and when, and the way to take it back. */
export function Answered({ match: m, org }: { match: Match; org: string }) {
  const [asking, setAsking] = useState(false)
  const send = useApiCommand('match.take_back', {
    also: ['account', 'event'],
    onDone: () => {
      setAsking(false)
      toast({ title: words.done.taken_back, tone: 'success' })
    },
  })
  if (m.status === 'open') return null
  return (
    <>
      <Callout
        tone={m.status === 'settled' || m.taken_back_at ? 'info' : 'success'}
        title={says[m.status]}
        actions={
          m.abilities.includes('take_back') &&
          !m.merge_id && (
            <Button size="small" onClick={() => setAsking(true)}>
              {says.take_back}
            </Button>
          )
        }
      >
        <p>
          {m.account && <Link href={paths.console.account(org, m.account.id)}>{m.account.name}</Link>}
          {m.account && ', '}
          {m.settled_by ? says.settled_by[m.settled_by] : m.decided_by && says.by(m.decided_by)}{' '}
          {m.decided_at && <RelativeTime at={m.decided_at} />}
        </p>
        {m.merge_id && <p>{says.merge}</p>}
        {m.taken_back_at && <p>{says.taken_back}</p>}
      </Callout>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={says.take_back_title}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{words.confirm.no}</Button>
            <Button
              look="primary"
              pending={send.isPending}
              onClick={() => send.mutate({ params: { id: m.id }, body: {} })}
            >
              {says.take_back}
            </Button>
          </>
        }
      >
        <p>{says.take_back_body}</p>
        {send.error && <ProblemNote error={send.error} />}
      </Dialog>
    </>
  )
}
