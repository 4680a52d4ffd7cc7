import { ChevronsUpDown, Search } from 'lucide-react'
import { membershipName, PersonMenu, roleName } from '../frame/person-menu.tsx'
import { words as frameWords } from '../frame/words.ts'
import { NoticeBell } from '../notifications/bell.tsx'
import { paths } from '../paths.ts'
import { usePathname } from '../router/place.ts'
import { useActing } from '../session.tsx'
import { Avatar, commandKey, cx, Kbd, Link } from '../ui/index.ts'
import { useUrlState } from '../url-state.ts'
import { currentEntry, navigation, reachable } from './navigation.tsx'
import { useWaiting } from './waiting.ts'
import { words } from './words.ts'

/** The console's navigation; beside the page, or in a drawer on a small screen. */
export function Sidebar({ onSearch, onGo }: { onSearch: () => void; onGo?: () => void }) {
  const { membership, person, may } = useActing()
  const pathname = usePathname()
  const [{ view }] = useUrlState()
  const waiting = useWaiting()
  const groups = reachable(navigation(membership.org.slug), may)
  const current = currentEntry(groups, pathname, view)
  return (
    <div className="flex h-full min-h-0 flex-col text-sm">
      <div className="mx-2 mt-2 flex items-center gap-1">
        <Link
          href={paths.console.home(membership.org.slug)}
          look="plain"
          onClick={onGo}
          className="flex h-10 min-w-0 flex-1 items-center gap-2.5 rounded-md px-2 font-semibold tracking-tight hover:bg-pressed/60"
        >
          <Avatar name={membership.org.name} size={24} square />
          <span className="truncate">{membership.org.name}</span>
        </Link>
        {!onGo && <NoticeBell place="fixed inset-auto top-3 left-62" />}
      </div>
      <button
        type="button"
        onClick={onSearch}
        className="mx-2 mt-1 flex h-control items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-ink-faint shadow-low hover:text-ink"
      >
        <Search aria-hidden className="size-4" />
        <span className="flex-1 text-left">{frameWords.search}</span>
        <span className="flex gap-0.5 touch:hidden">
          <Kbd>{commandKey()}</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <nav aria-label={frameWords.navigation} className="mt-3 min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {groups.map((group) => (
          <div key={group.id} className="mb-3">
            {group.label && (
              <h2 className="px-2 pb-1 text-xs font-medium tracking-normal text-ink-faint">{group.label}</h2>
            )}
            <ul className="flex flex-col gap-px">
              {group.entries.map((entry) => (
                <li key={entry.id}>
                  <Link
                    href={entry.href}
                    look="plain"
                    onClick={onGo}
                    aria-current={entry.id === current ? 'page' : undefined}
                    className={cx(
                      'flex h-8 items-center gap-2.5 rounded-md px-2 transition-colors touch:h-11 [&>svg]:size-4 [&>svg]:shrink-0',
                      entry.id === current
                        ? 'bg-pressed font-medium text-ink [&>svg]:text-accent-ink'
                        : 'text-ink-soft hover:bg-pressed/60 hover:text-ink [&>svg]:text-ink-faint',
                    )}
                  >
                    {entry.icon}
                    <span className="flex-1 truncate">{entry.label}</span>
                    {(waiting[entry.id] ?? 0) > 0 && (
                      <span className="rounded-full bg-accent-soft px-1.5 text-xs font-medium text-accent-ink tabular-nums">
                        <span aria-hidden>{waiting[entry.id]}</span>
                        <span className="sr-only">{words.waiting(waiting[entry.id] ?? 0)}</span>
                      </span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="border-t border-line p-2">
        <PersonMenu
          place="fixed inset-auto bottom-16 left-2"
          sessionsHref={paths.console.sessions(membership.org.slug)}
          trigger={
            <button
              type="button"
              className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-pressed/60"
            >
              <Avatar name={person.name} size={28} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{person.name}</span>
                <span className="block truncate text-xs text-ink-faint">
                  {roleName(membership.role)} · {membershipName(membership)}
                </span>
              </span>
              <span className="sr-only">{frameWords.account_menu}</span>
              <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
            </button>
          }
        />
      </div>
    </div>
  )
}
