import { Monitor, Smartphone, SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api/client.ts'
import type { Answer } from '../api/contracts.ts'
import { useApiQuery } from '../api/hooks.ts'
import { Loaded } from '../api/loaded.tsx'
import { toastProblem } from '../api/problem-note.tsx'
import { Badge, Button, RelativeTime, Section, toast } from '../ui/index.ts'
import { readUserAgent } from './user-agent.ts'
import { words } from './words.ts'

type Session = Answer<'session.list'>['rows'][number]

function nameOf(session: Session): string {
  const { browser, system } = readUserAgent(session.user_agent)
  if (browser && system) return words.sessions.on(browser, system)
  return session.user_agent.split(/[/ ]/)[0] || words.sessions.unknown
}

/** Every browser in which one is signed in, to be signed out from here. */
export function Sessions() {
  const sessions = useApiQuery('session.list')
  const [ending, setEnding] = useState<ReadonlySet<string>>(new Set())
  const rows = sessions.data?.rows ?? []
  const others = rows.filter((row) => !row.is_current)
  // Not `useApiCommand`: several may be on the way at once, and reading `/me` again for each would be for nothing.
  const end = async (which: readonly Session[], done: string) => {
    setEnding(new Set(which.map((row) => row.id)))
    try {
      for (const row of which) await api('session.revoke', { params: { id: row.id } })
      toast({ title: done })
    } catch (error) {
      toastProblem(error, words.sessions.failed)
    }
    await sessions.refetch()
    setEnding(new Set())
  }
  return (
    <Section
      title={words.sessions.title}
      aside={
        others.length > 1 && (
          <Button size="small" pending={ending.size > 1} onClick={() => void end(others, words.sessions.ended_others)}>
            {words.sessions.end_others}
          </Button>
        )
      }
    >
      <p className="-mt-2 text-ink-soft">{words.sessions.hint}</p>
      <Loaded query={sessions}>
        {() => (
          <ul aria-label={words.sessions.label} className="flex flex-col divide-y divide-line border-y border-line">
            {rows.map((row) => (
              <Row
                key={row.id}
                session={row}
                pending={ending.has(row.id)}
                onEnd={() => void end([row], words.sessions.ended(nameOf(row)))}
              />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}

function Row({ session, pending, onEnd }: { session: Session; pending: boolean; onEnd: () => void }) {
  const name = nameOf(session)
  const { browser, system } = readUserAgent(session.user_agent)
  const Icon = !browser ? SquareTerminal : ['iPhone', 'Android'].includes(system ?? '') ? Smartphone : Monitor
  return (
    <li className="flex items-center gap-3 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {name}
          {session.is_current && <Badge tone="success">{words.sessions.this}</Badge>}
        </p>
        <p className="flex flex-wrap gap-x-1.5 text-xs text-ink-faint touch:text-sm">
          <span>
            {words.sessions.seen} <RelativeTime at={session.last_seen_at} />
          </span>
          <span aria-hidden>·</span>
          <span>
            {words.sessions.since} <RelativeTime at={session.created_at} />
          </span>
          <span aria-hidden>·</span>
          <span className="tabular-nums">{session.address}</span>
        </p>
      </div>
      {!session.is_current && (
        <Button size="small" pending={pending} aria-label={words.sessions.end_name(name)} onClick={onEnd}>
          {words.sessions.end}
        </Button>
      )}
    </li>
  )
}
