import { BellRing } from 'lucide-react'
import { useApiCommand } from '../api/hooks.ts'
import { Loaded } from '../api/loaded.tsx'
import { Button, EmptyState, Link, SkeletonText } from '../ui/index.ts'
import { useNewest } from './bell.tsx'
import { groupByRecord } from './groups.ts'
import { NoticeItem } from './notice-item.tsx'
import { useNoticePlaces } from './place.ts'
import { words } from './words.ts'

/** What stands in the bell's panel: the newest, by record. */
export default function Panel({ onGo }: { onGo: () => void }) {
  const newest = useNewest()
  const places = useNoticePlaces()
  const mark = useApiCommand('notification.mark')
  return (
    <div className="flex flex-col">
      <div className="sticky top-0 z-2 flex items-center gap-2 border-b border-line bg-raised px-3 py-2">
        <h2 className="flex-1 text-sm font-semibold">{words.title}</h2>
        {(newest.data?.unread ?? 0) > 0 && (
          <Button
            size="small"
            look="ghost"
            pending={mark.isPending}
            onClick={() => mark.mutate({ body: { until: new Date().toISOString() } })}
          >
            {words.mark_all}
          </Button>
        )}
      </div>
      <Loaded query={newest} skeleton={<SkeletonText lines={4} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState icon={<BellRing />} title={words.empty.title}>
              {words.empty.body}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {groupByRecord(rows).map((group) => (
                <NoticeItem key={group.key} group={group} onGo={onGo} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="sticky bottom-0 z-2 flex items-center justify-between gap-3 border-t border-line bg-raised px-3 py-2 text-sm">
        <Link href={places.list} onClick={onGo} className="touch:py-3">
          {words.all}
        </Link>
        <Link href={places.settings} look="quiet" onClick={onGo} className="text-ink-faint touch:py-3">
          {words.settings}
        </Link>
      </div>
    </div>
  )
}
