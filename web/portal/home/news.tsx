import { useApiCommand } from '../../api/hooks.ts'
import { useNewest } from '../../notifications/bell.tsx'
import { groupByRecord } from '../../notifications/groups.ts'
import { paths, withQuery } from '../../paths.ts'
import { Link, RelativeTime, Section } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { words } from './words.ts'

const SHOWN = 3

/** What was told and not yet read, by record; nothing where there is no news. */
export function News() {
  const partner = usePathParam('partner')
  const newest = useNewest()
  const mark = useApiCommand('notification.mark')
  const { rows = [], unread = 0 } = newest.data ?? {}
  const groups = groupByRecord(rows.filter((one) => one.read_at === null)).slice(0, SHOWN)
  if (groups.length === 0) return null
  return (
    <Section
      title={words.news.title}
      aside={
        <Link href={withQuery(paths.portal.notifications(partner), { state: 'unread' })} className="text-sm touch:py-3">
          {words.news.all(unread)}
        </Link>
      }
    >
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {groups.map(({ key, newest: one, rest }) => (
          <li key={key} className="relative flex gap-2.5 py-2.5 hover:bg-sunken/60">
            <span aria-hidden className="mt-1.5 size-2 shrink-0 rounded-full bg-accent" />
            <div className="min-w-0 flex-1">
              <Link
                href={one.path}
                look="plain"
                onClick={() => mark.mutate({ body: { ids: [one, ...rest].map(({ id }) => id) } })}
                className="block text-sm font-medium break-words after:absolute after:inset-0 touch:text-md"
              >
                {one.title}
              </Link>
              <p className="text-xs text-ink-faint touch:text-sm">
                <RelativeTime at={one.at} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
