import type { ReactNode } from 'react'
import { useApiPages } from '../api/hooks.ts'
import { ProblemState } from '../api/loaded.tsx'
import type { Answer } from '../api/contracts.ts'
import { Button, Link, RelativeTime, SkeletonText, Timeline } from '../ui/index.ts'
import { words } from './timeline-words.ts'

export type Happening = Answer<'timeline.read'>['rows'][number]

const PAGE = 30

/** What happened to a record and to what belongs to it, in words, the newest first. */
export function RecordTimeline({
  subject,
  version,
  hrefOf,
}: {
  /** The record's id. */
  subject: string
  /** Of the program: only what happened to this version. */
  version?: number
  /** Where a thing that belongs to it is looked at; null where it has no page. */
  hrefOf?: (subject: Happening['subject']) => string | null
}) {
  const query = { subject, limit: PAGE, ...(version === undefined ? {} : { version }) }
  const list = useApiPages('timeline.read', { query })
  if (list.error && !list.rows) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.rows) return <SkeletonText lines={5} />
  if (list.rows.length === 0 && !list.more) return <p className="text-ink-soft">{words.empty}</p>
  return (
    <div className="flex flex-col gap-4">
      <Timeline
        label={words.label}
        entries={list.rows.map((row) => ({
          id: row.id,
          title: <span className="font-medium">{row.text}</span>,
          when: <RelativeTime at={row.at} />,
          tone: row.tone,
          detail: detailOf(row, subject, hrefOf),
        }))}
      />
      {list.more && (
        <Button size="small" className="w-fit" pending={list.isFetchingNextPage} onClick={list.more}>
          {words.more}
        </Button>
      )}
    </div>
  )
}

/** To what it happened, where that is not the record itself, and what was said. */
function detailOf(
  { subject: of, detail }: Happening,
  subject: string,
  hrefOf: ((subject: Happening['subject']) => string | null) | undefined,
): ReactNode {
  // Who reads of a partner, or of an account, knows that half of the name.
  const known = subject.startsWith('ptr_')
    ? [of.title]
    : subject.startsWith('acc_')
      ? [of.beside ?? of.title]
      : [of.title, of.beside]
  const name = of.id === subject || of.title === null ? null : known.filter(Boolean).join(' · ')
  const href = name === null ? null : (hrefOf?.(of) ?? null)
  if (name === null && detail === null) return null
  return (
    <>
      {name !== null && <p>{href ? <Link href={href}>{name}</Link> : name}</p>}
      {detail !== null && <p className="whitespace-pre-line">{detail}</p>}
    </>
  )
}
