import { BellOff, Check, Ellipsis, Mail } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../api/contracts.ts'
import { useApiCommand } from '../api/hooks.ts'
import { toastProblem } from '../api/problem-note.tsx'
import { Badge, cx, IconButton, Link, Menu, RelativeTime, toast } from '../ui/index.ts'
import type { Group } from './groups.ts'
import { words } from './words.ts'

export type Notice = Answer<'notification.list'>['rows'][number]

function failed(error: unknown): void {
  toastProblem(error, words.failed)
}

/** One record and what is told of it. Following it marks all of it as read. */
export function NoticeItem({ group, onGo }: { group: Group<Notice>; onGo?: (() => void) | undefined }) {
  const { newest, rest } = group
  const [open, setOpen] = useState(false)
  const mark = useApiCommand('notification.mark', { onProblem: failed })
  const mute = useApiCommand('notification.mute', {
    onProblem: failed,
    onDone: ({ muted }) => toast({ title: (muted ? words.muted_toast : words.unmuted_toast)(newest.title) }),
  })
  const unread = newest.read_at === null
  const ids = [newest, ...rest].map((one) => one.id)
  const follow = () => {
    if (unread) mark.mutate({ body: { ids } })
    onGo?.()
  }
  return (
    <li className={cx('group relative flex gap-2.5 px-3 py-3 hover:bg-sunken/60', !unread && 'text-ink-soft')}>
      <span aria-hidden className={cx('mt-1.5 size-2 shrink-0 rounded-full', unread && 'bg-accent')} />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link
            href={newest.path}
            look="plain"
            onClick={follow}
            className={cx(
              'min-w-0 text-sm break-words after:absolute after:inset-0 touch:text-md',
              unread ? 'font-semibold text-ink' : 'font-medium',
            )}
          >
            {unread && <span className="sr-only">{words.views.unread}: </span>}
            {newest.title}
          </Link>
          {newest.asks && unread && <Badge tone="accent">{newest.action}</Badge>}
          {newest.muted && <Badge icon={<BellOff aria-hidden />}>{words.muted}</Badge>}
        </p>
        <p className="text-sm break-words text-ink-soft">{newest.text}</p>
        <p className="relative z-1 flex flex-wrap items-center gap-x-3 text-xs text-ink-faint">
          <RelativeTime at={newest.at} />
          {rest.length > 0 && (
            <button
              type="button"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
              className="rounded-sm underline decoration-line-strong underline-offset-3 hover:text-ink touch:min-h-11"
            >
              {words.earlier(rest.length)}
            </button>
          )}
        </p>
        {open && (
          <ul className="mt-1 flex flex-col gap-1.5 border-l border-line pl-3">
            {rest.map((one) => (
              <li key={one.id} className="text-sm">
                <span className="font-medium">{one.title}</span>{' '}
                <span className="text-xs text-ink-faint">
                  <RelativeTime at={one.at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className="relative z-1 -my-1">
        <Menu
          trigger={
            <IconButton
              bare
              size="small"
              label={words.more_of(newest.title)}
              icon={<Ellipsis aria-hidden className="size-4" />}
            />
          }
          items={[
            {
              kind: 'action',
              id: 'mark',
              label: unread ? words.mark_read : words.mark_unread,
              icon: unread ? <Check /> : <Mail />,
              onPick: () => mark.mutate({ body: { ids, read: unread } }),
            },
            {
              kind: 'action',
              id: 'mute',
              label: newest.muted ? words.unmute : words.mute,
              icon: <BellOff />,
              onPick: () => mute.mutate({ body: { subject: newest.subject.id, muted: !newest.muted } }),
            },
          ]}
        />
      </span>
    </li>
  )
}
