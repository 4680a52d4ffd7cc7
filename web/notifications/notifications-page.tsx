import { BellRing, CheckCheck, Settings2 } from 'lucide-react'
import { useApiCommand, useApiPages, useApiQuery } from '../api/hooks.ts'
import { ProblemState } from '../api/loaded.tsx'
import { withQuery } from '../paths.ts'
import { Button, ButtonLink, EmptyState, PageHeader, SkeletonText, ViewTabs } from '../ui/index.ts'
import { useUrlState } from '../url-state.ts'
import { groupByRecord } from './groups.ts'
import { NoticeItem } from './notice-item.tsx'
import { useNoticePlaces } from './place.ts'
import { words } from './words.ts'

/** Everything that somebody was told, unread first, by record. */
export default function NotificationsPage() {
  const [{ state: asked }] = useUrlState()
  const state = asked === 'unread' ? 'unread' : 'all'
  const places = useNoticePlaces()
  const list = useApiPages('notification.list', { query: { state, language: 'en' } })
  const unread = useApiQuery('notification.list', { query: { limit: 1, language: 'en' } }).data?.unread ?? 0
  const mark = useApiCommand('notification.mark')
  const empty = state === 'unread' ? words.none_unread : words.empty
  return (
    <div className="max-w-3xl px-4 sm:px-6 in-data-[density=calm]:px-0!">
      <PageHeader
        title={words.title}
        meta={words.why}
        actions={
          <>
            {unread > 0 && (
              <Button
                icon={<CheckCheck aria-hidden className="size-4" />}
                pending={mark.isPending}
                onClick={() => mark.mutate({ body: { until: new Date().toISOString() } })}
              >
                {words.mark_all}
              </Button>
            )}
            <ButtonLink href={places.settings} icon={<Settings2 aria-hidden className="size-4" />}>
              {words.settings}
            </ButtonLink>
          </>
        }
      >
        <ViewTabs
          label={words.views.label}
          views={[
            { href: places.list, label: words.views.all, current: state === 'all' },
            {
              href: withQuery(places.list, { state: 'unread' }),
              label: words.views.unread,
              current: state === 'unread',
              ...(unread > 0 ? { count: words.count(unread) } : {}),
            },
          ]}
        />
      </PageHeader>
      {list.error && !list.rows ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.rows ? (
        <div aria-busy="true">
          <SkeletonText lines={8} />
        </div>
      ) : list.rows.length === 0 ? (
        <EmptyState icon={<BellRing />} title={empty.title}>
          {empty.body}
        </EmptyState>
      ) : (
        <ul className="-mx-3 divide-y divide-line">
          {groupByRecord(list.rows).map((group) => (
            <NoticeItem key={group.key} group={group} />
          ))}
        </ul>
      )}
      {list.more && (
        <Button className="mx-auto mt-4 flex" pending={list.isFetchingNextPage} onClick={list.more}>
          {words.more}
        </Button>
      )}
    </div>
  )
}
