import { useEffect, useRef } from 'react'
import { useApiQuery } from '../api/hooks.ts'
import { paths } from '../paths.ts'
import { Button, ButtonLink, Callout } from '../ui/index.ts'
import { EntryFrame } from './entry-frame.tsx'
import { words } from './words.ts'

const says = words.sent

/** A link has been asked for. In a demo, the mailbox in which it lies. */
export function LinkSent({ email, minutes, onAgain }: { email: string; minutes: number; onAgain: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const demo = useApiQuery('mailbox.read').data !== undefined
  return (
    <EntryFrame title={says.title}>
      <div ref={box} role="status" tabIndex={-1} className="flex flex-col gap-2 text-ink-soft">
        <p>{says.body(email, minutes)}</p>
        <p>{says.nothing}</p>
      </div>
      {demo && (
        <Callout tone="neutral" actions={<ButtonLink href={paths.mailbox()}>{says.mailbox}</ButtonLink>}>
          {says.mailbox_why}
        </Callout>
      )}
      <Button onClick={onAgain} className="w-full">
        {says.again}
      </Button>
    </EntryFrame>
  )
}
