import { Mails } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiPages, useApiQuery } from '../../api/hooks.ts'
import { toastProblem } from '../../api/problem-note.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  ButtonLink,
  Callout,
  Dialog,
  EmptyState,
  PageHeader,
  RelativeTime,
  Status,
  toast,
  ViewTabs,
  type Column,
  type Tone,
} from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { WallClock } from '../../wall-clock.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { words } from './words.ts'

type Mail = Answer<'mail.list'>['rows'][number]

const says = words.mails
const tones: Record<Mail['state'], Tone> = {
  queued: 'info',
  sending: 'accent',
  sent: 'success',
  unknown: 'warn',
  failed: 'danger',
  kept: 'neutral',
  forgotten: 'neutral',
}
const VIEWS = ['queued', 'unknown', 'failed', 'kept'] as const

/** Outgoing mail by what became of it, and the decisions that only a person takes. */
export default function MailsPage() {
  const { membership } = useActing()
  const here = paths.console.mails(membership.org.slug)
  const [{ state: asked }] = useUrlState()
  const state = VIEWS.find((one) => one === asked) ?? null
  const [twice, setTwice] = useState<Mail | null>(null)
  const list = useApiPages('mail.list', { query: state ? { state } : {} })
  const summary = useApiQuery('mail.list', { query: { limit: 1 } }).data
  const onProblem = (problem: unknown) => {
    toastProblem(problem, says.failed)
  }
  const send = useApiCommand('mail.send', { onProblem, onDone: () => toast({ title: says.sent }) })
  const forget = useApiCommand('mail.forget', { onProblem, onDone: () => toast({ title: says.forgotten }) })
  const settle = useApiCommand('mail.settle_kept', {
    onProblem,
    onDone: ({ mails }) => toast({ title: says.kept.done(mails) }),
  })
  const ask = (mail: Mail) => (mail.state === 'unknown' ? setTwice(mail) : send.mutate({ params: { id: mail.id } }))
  return (
    <WallClock>
      <div className="px-4 sm:px-6">
        <PageHeader title={says.title} meta={says.meta}>
          <ViewTabs
            label={says.views.label}
            views={[
              { href: here, label: says.views.all, current: state === null },
              ...VIEWS.map((one) => ({
                href: withQuery(here, { state: one }),
                label: says.views[one],
                current: state === one,
                ...(summary && (summary.counts[one] ?? 0) > 0 ? { count: summary.counts[one] ?? 0 } : {}),
              })),
            ]}
          />
        </PageHeader>
        {summary && (
          <Decisions
            summary={summary}
            here={here}
            pending={settle.isPending}
            onKept={(what) => settle.mutate({ body: { what } })}
          />
        )}
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={says.title}
          columns={columns(ask, (mail) => forget.mutate({ params: { id: mail.id } }))}
          rowKey={(mail) => mail.id}
          rowName={(mail) => mail.subject}
          skeletonRows={6}
          empty={
            <EmptyState icon={<Mails />} title={says.empty.title}>
              {says.empty.body}
            </EmptyState>
          }
        />
      </div>
      <Dialog
        open={twice !== null}
        onClose={() => setTwice(null)}
        title={says.twice.title}
        description={says.twice.body}
        confirms
        actions={
          <>
            <Button onClick={() => setTwice(null)}>{says.twice.no}</Button>
            <Button
              look="primary"
              onClick={() => {
                if (twice) send.mutate({ params: { id: twice.id } })
                setTwice(null)
              }}
            >
              {says.send}
            </Button>
          </>
        }
      />
    </WallClock>
  )
}

function Decisions({
  summary,
  here,
  pending,
  onKept,
}: {
  summary: Answer<'mail.list'>
  here: string
  pending: boolean
  onKept: (what: 'send' | 'forget') => void
}) {
  const { counts, has_server } = summary
  const [kept, unknown] = [counts.kept ?? 0, counts.unknown ?? 0]
  return (
    <div className="flex flex-col gap-2 pb-3">
      {!has_server && (
        <Callout tone="info" title={says.no_server.title}>
          {says.no_server.body}
        </Callout>
      )}
      {has_server && kept > 0 && (
        <Callout
          tone="warn"
          title={says.kept.title(kept)}
          actions={
            <>
              <Button size="small" pending={pending} onClick={() => onKept('forget')}>
                {says.kept.forget}
              </Button>
              <Button size="small" look="primary" pending={pending} onClick={() => onKept('send')}>
                {says.kept.send}
              </Button>
            </>
          }
        >
          {says.kept.body}
        </Callout>
      )}
      {unknown > 0 && (
        <Callout
          tone="warn"
          title={says.unknown.title(unknown)}
          actions={
            <ButtonLink size="small" href={withQuery(here, { state: 'unknown' })}>
              {says.unknown.show}
            </ButtonLink>
          }
        >
          {says.unknown.body}
        </Callout>
      )}
    </div>
  )
}

const columns = (onSend: (mail: Mail) => void, onForget: (mail: Mail) => void): readonly Column<Mail>[] => [
  { id: 'subject', header: says.columns.subject, cell: (mail) => <span className="break-words">{mail.subject}</span> },
  {
    id: 'to',
    header: says.columns.to,
    cell: (mail) => (
      <span className="block max-w-64 truncate" title={mail.to.email}>
        {mail.to.name || mail.to.email}
      </span>
    ),
  },
  {
    id: 'state',
    header: says.columns.state,
    card: 'aside',
    cell: (mail) => <Status tone={tones[mail.state]}>{says.states[mail.state]}</Status>,
  },
  {
    id: 'why',
    header: says.columns.why,
    from: 'md',
    cell: (mail) => (
      <span className="block max-w-80 text-xs break-words text-ink-soft">
        {mail.too_late && mail.abilities.length > 0 ? `${says.too_late}. ` : ''}
        {mail.problem}
        {mail.next_try_at && (
          <>
            {mail.problem ? ' ' : ''}
            {says.next} <RelativeTime at={mail.next_try_at} />
          </>
        )}
      </span>
    ),
  },
  { id: 'at', header: says.columns.at, align: 'end', cell: (mail) => <RelativeTime at={mail.created_at} /> },
  {
    id: 'actions',
    header: says.columns.actions,
    align: 'end',
    cell: (mail) => (
      <span className="flex flex-wrap justify-end gap-1">
        {mail.abilities.includes('send') && (
          <Button size="small" aria-label={says.send_of(mail.subject)} onClick={() => onSend(mail)}>
            {says.send}
          </Button>
        )}
        {mail.abilities.includes('forget') && (
          <Button size="small" look="ghost" aria-label={says.forget_of(mail.subject)} onClick={() => onForget(mail)}>
            {says.forget}
          </Button>
        )}
      </span>
    ),
  },
]
