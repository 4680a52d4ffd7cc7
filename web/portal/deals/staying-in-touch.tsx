import { LogActivity } from '../../activities/log-activity.tsx'
import { words as activity } from '../../activities/words.ts'
import { useApiPages } from '../../api/hooks.ts'
import { useActing } from '../../session.tsx'
import { Badge, Button, Callout, Section, SkeletonText, Timeline, useClock } from '../../ui/index.ts'
import { useUrlFlag } from '../../url-state.ts'
import { formatDate } from '../../words/format.ts'
import type { Deal } from '../calls.ts'
import { lastDay } from './state.tsx'
import { words } from './words-life.ts'

const says = words.follow_up

/** By when to follow up, from when that counts, what was done, and a place to log it. */
export function StayingInTouch({ deal }: { deal: Deal }) {
  const [logging, setLogging] = useUrlFlag('log')
  const { membership } = useActing()
  const list = useApiPages('registration.activities', { params: { id: deal.id }, query: { limit: 10 } })
  const able = deal.abilities.includes('log_activity')
  if (!able && list.rows?.length === 0) return null
  return (
    <Section title={says.title}>
      <div className="flex max-w-2xl flex-col gap-4">
        <FollowUp deal={deal} />
        {able && (
          <Button className="w-fit" onClick={() => setLogging(true)}>
            {says.log}
          </Button>
        )}
        {!list.rows && !list.error && <SkeletonText lines={2} />}
        {list.rows?.length === 0 && <p className="text-ink-faint">{says.empty}</p>}
        {list.rows && list.rows.length > 0 && (
          <Timeline
            label={says.title}
            entries={list.rows.map((one) => ({
              id: one.id,
              title: (
                <span className="inline-flex flex-wrap items-center gap-2">
                  {activity.kinds[one.kind]}
                  {one.counts && deal.follow_up_terms && <Badge tone="success">{says.counts}</Badge>}
                </span>
              ),
              when: formatDate(one.happened_on),
              tone: one.counts ? ('success' as const) : ('neutral' as const),
              detail: (
                <>
                  {one.note && <p className="whitespace-pre-line">{one.note}</p>}
                  {one.by_org && <p className="text-sm text-ink-faint">{says.by_org(membership.org.name)}</p>}
                </>
              ),
            }))}
          />
        )}
        {list.more && (
          <Button className="w-fit" pending={list.isFetchingNextPage} onClick={list.more}>
            {says.more}
          </Button>
        )}
      </div>
      <LogActivity
        registration_id={deal.id}
        title={says.log_title(deal.account.name)}
        done={says.done}
        open={logging && able}
        onClose={() => setLogging(false)}
      />
    </Section>
  )
}

function FollowUp({ deal: { follow_up, follow_up_terms } }: { deal: Deal }) {
  const { zone } = useClock()
  const { membership } = useActing()
  if (!follow_up?.due_at || !follow_up_terms) return null
  const day = lastDay(follow_up.due_at, zone)
  const kinds = follow_up_terms.counts.map((kind) => activity.kinds[kind].toLowerCase()).join(', ')
  return (
    <Callout
      tone={follow_up.slipped_at ? 'danger' : 'info'}
      title={follow_up.slipped_at ? says.slipped(day) : says.due(day)}
    >
      {follow_up.slipped_at && <p>{says.slipped_body(membership.org.name)}</p>}
      <p>{says.rule(follow_up_terms.within_days, kinds)}</p>
    </Callout>
  )
}
