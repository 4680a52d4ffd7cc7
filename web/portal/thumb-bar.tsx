import { Bell, Ellipsis, MessageSquareMore, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { PersonMenu } from '../frame/person-menu.tsx'
import { words as frameWords } from '../frame/words.ts'
import { useNewest } from '../notifications/bell.tsx'
import { words as notices } from '../notifications/words.ts'
import { paths } from '../paths.ts'
import { cx, Link } from '../ui/index.ts'
import { otherEntries, thumbEntries } from './entries.ts'
import { words } from './words.ts'

const cell =
  'relative flex h-14 w-full flex-col items-center justify-center gap-0.5 text-xs focus-visible:-outline-offset-2'
const look = (current: boolean) => (current ? 'font-medium text-accent-ink' : 'text-ink-faint')

type Props = { partner: string; isCurrent: (href: string) => boolean; onSearch: () => void }

/** The portal by the thumb: what is done daily, the news, and one place for the rest. */
export function ThumbBar({ partner, isCurrent, onSearch }: Props) {
  const unread = useNewest().data?.unread ?? 0
  const others = otherEntries.map(({ to, label, Icon }) => ({ href: to(partner), label, icon: <Icon aria-hidden /> }))
  const requests = {
    href: paths.portal.requests(partner),
    label: words.requests,
    icon: <MessageSquareMore aria-hidden />,
  }
  const rest = [requests, ...others].map((one) => ({ ...one, current: isCurrent(one.href) }))
  const search = { label: frameWords.search, icon: <Search aria-hidden />, onPick: onSearch }
  return (
    <nav
      aria-label={frameWords.navigation}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pr-[env(safe-area-inset-right)] pb-[env(safe-area-inset-bottom)] pl-[env(safe-area-inset-left)] md:hidden"
    >
      <ul className="mx-auto grid max-w-md grid-cols-5">
        {thumbEntries.map(({ to, short, Icon }) => (
          <Cell key={short} href={to(partner)} current={isCurrent(to(partner))}>
            <Icon aria-hidden className="size-5" />
            <span className="max-w-full truncate">{short}</span>
          </Cell>
        ))}
        <Cell href={paths.portal.notifications(partner)} current={isCurrent(paths.portal.notifications(partner))}>
          <span className="relative">
            <Bell aria-hidden className="size-5" />
            {unread > 0 && (
              <span
                aria-hidden
                className="absolute -top-1 left-3 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[0.625rem] font-semibold text-on-accent tabular-nums"
              >
                {notices.count(unread)}
              </span>
            )}
          </span>
          <span className="max-w-full truncate">
            {words.news}
            {unread > 0 && <span className="sr-only">, {words.unread(unread)}</span>}
          </span>
        </Cell>
        <li>
          <PersonMenu
            sessionsHref={paths.portal.sessions(partner)}
            place="fixed inset-auto right-2 bottom-[calc(4rem+env(safe-area-inset-bottom))]"
            more={[search, ...rest]}
            trigger={
              <button type="button" className={cx(cell, look(rest.some((one) => one.current)))}>
                <Ellipsis aria-hidden className="size-5" />
                {words.more}
              </button>
            }
          />
        </li>
      </ul>
    </nav>
  )
}

function Cell({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <li>
      <Link href={href} look="plain" aria-current={current ? 'page' : undefined} className={cx(cell, look(current))}>
        {children}
      </Link>
    </li>
  )
}
