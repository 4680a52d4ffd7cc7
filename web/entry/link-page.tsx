import { LogIn } from 'lucide-react'
import { useEffect } from 'react'
import { setActing } from '../api/client.ts'
import { useApiCommand } from '../api/hooks.ts'
import { paths, withQuery } from '../paths.ts'
import { Button, ButtonLink } from '../ui/index.ts'
import { usePathParam, useUrlState } from '../url-state.ts'
import { useArrive } from './arrive.ts'
import { EntryFrame, EntryProblem } from './entry-frame.tsx'
import { words } from './words.ts'

const says = words.link

/** Comes in by a link from a mail. By a press, because programs that look mail over open its links too, and would spend it. */
export default function LinkPage() {
  const token = usePathParam('token')
  const [{ next }] = useUrlState()
  const arrive = useArrive()
  const redeem = useApiCommand('session.redeem_link', { onDone: (session) => arrive(session, next) })
  useEffect(() => setActing(null), [])
  if (redeem.error) {
    return (
      <EntryFrame title={says.title}>
        <EntryProblem error={redeem.error} />
        <ButtonLink look="primary" size="large" href={withQuery(paths.signIn(), { next })} className="w-full">
          {says.spent}
        </ButtonLink>
      </EntryFrame>
    )
  }
  return (
    <EntryFrame title={says.title} lead={says.why}>
      <Button
        look="primary"
        size="large"
        className="w-full"
        icon={<LogIn aria-hidden className="size-4" />}
        pending={redeem.isPending || redeem.isSuccess}
        onClick={() => redeem.mutate({ body: { token } })}
        autoFocus
      >
        {says.submit}
      </Button>
    </EntryFrame>
  )
}
