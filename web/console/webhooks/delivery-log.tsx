import { useApiPages } from '../../api/hooks.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { EmptyState, RelativeTime, Section, Status, ViewTabs, type Column } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { DeliveryDrawer } from './delivery-drawer.tsx'
import { deliveryTones, type Delivery, type Webhook } from './states.ts'
import { words } from './words.ts'

const says = words.log
const VIEWS = ['all', 'waiting', 'delivered', 'failed'] as const

const columns: readonly Column<Delivery>[] = [
  {
    id: 'event',
    header: says.columns.event,
    cell: (delivery) => <code className="font-mono text-xs">{delivery.event_type}</code>,
  },
  {
    id: 'state',
    header: says.columns.state,
    card: 'aside',
    cell: ({ state }) => <Status tone={deliveryTones[state]}>{says.states[state]}</Status>,
  },
  {
    id: 'answer',
    header: says.columns.answer,
    cell: ({ status, problem }) =>
      problem ? (
        <span className="line-clamp-2 text-danger">{problem}</span>
      ) : (
        <span className="tabular-nums">{status ?? '–'}</span>
      ),
  },
  { id: 'attempts', header: says.columns.attempts, from: 'lg', cell: ({ attempts }) => String(attempts) },
  {
    id: 'at',
    header: says.columns.at,
    cell: ({ created_at, next_at, attempts }) => (
      <span className="flex flex-col">
        <RelativeTime at={created_at} />
        {next_at && attempts > 0 && (
          <span className="text-xs text-ink-faint">
            {says.next} <RelativeTime at={next_at} />
          </span>
        )}
      </span>
    ),
  },
]

/** What was sent to one endpoint. The view and the open delivery stand in the address. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const { membership } = useActing()
  const [url, setUrl] = useUrlState()
  const view = VIEWS.find((one) => one === url['view']) ?? 'all'
  const list = useApiPages('webhook.deliveries', {
    params: { id: webhook.id },
    query: view === 'all' ? {} : { state: view },
  })
  const here = paths.console.webhook(membership.org.slug, webhook.id)
  const at = (one: (typeof VIEWS)[number]) => withQuery(here, { view: one === 'all' ? null : one })
  return (
    <Section title={says.title} aside={<span className="text-xs text-ink-faint">{says.meta}</span>}>
      <ViewTabs
        label={says.title}
        views={VIEWS.map((one) => ({ id: one, label: says.views[one], href: at(one), current: one === view }))}
      />
      <div className="-mx-4 sm:-mx-4">
        <PagedTable
          list={list}
          label={says.title}
          columns={columns}
          rowKey={(delivery) => delivery.id}
          rowName={(delivery) => delivery.event_type}
          rowHref={(delivery) => withQuery(here, { view: view === 'all' ? null : view, open: delivery.id })}
          openKey={url['open'] ?? null}
          skeletonRows={4}
          empty={
            <EmptyState title={view === 'all' ? says.empty.title : says.empty_filtered.title}>
              {view === 'all' ? says.empty.body : says.empty_filtered.body}
            </EmptyState>
          }
        />
      </div>
      <DeliveryDrawer
        webhook_id={webhook.id}
        delivery_id={url['open'] ?? null}
        onClose={() => setUrl({ open: null })}
      />
    </Section>
  )
}
