import type { Dispute } from './state.tsx'
import { RelativeTime } from '../ui/index.ts'
import { words } from './words.ts'

type Message = Dispute['parties'][number]['messages'][number]

/** What was written between the org and one side, the oldest first. `reader` is who reads it. */
export function Conversation({
  messages,
  reader,
  other,
}: {
  messages: readonly Message[]
  reader: 'org' | 'partner'
  other: string
}) {
  if (messages.length === 0) return <p className="text-ink-faint">{words.messages.none}</p>
  return (
    <ul className="flex max-w-2xl flex-col gap-3">
      {messages.map((one) => (
        <li key={one.id} className={one.side === reader ? 'pl-6 sm:pl-12' : 'pr-6 sm:pr-12'}>
          <p className="flex flex-wrap items-baseline gap-x-2 text-xs text-ink-faint">
            <span className="font-medium text-ink-soft">
              {one.is_mine ? words.messages.you : one.by || (one.side === reader ? words.messages.org : other)}
            </span>
            {one.kind === 'question' && <span>{words.messages.question}</span>}
            <RelativeTime at={one.written_at} />
          </p>
          <p className="wrap-anywhere whitespace-pre-line">{one.text}</p>
        </li>
      ))}
    </ul>
  )
}
