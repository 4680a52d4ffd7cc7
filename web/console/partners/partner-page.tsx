import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { Loaded, ProblemState } from '../../api/loaded.tsx'
import { countryName } from '../../../kit/countries.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Avatar,
  Badge,
  Copyable,
  GuardedButton,
  KeyFields,
  Link,
  PageHeader,
  RelativeTime,
  Section,
  Skeleton,
  SkeletonText,
  Stat,
  Stats,
  Table,
} from '../../ui/index.ts'
import { useVisited } from '../../frame/recent.ts'
import { words as happened } from '../../frame/timeline-words.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDate, formatNumber } from '../../words/format.ts'
import { ListFoot } from '../lists/list-foot.tsx'
import { useMay } from '../may.ts'
import { RecordHistory } from '../record-history.tsx'
import { columnsOf } from '../registrations/columns.tsx'
import { RegisterDrawer } from '../registrations/register-drawer.tsx'
import { viewWith } from '../registrations/views.ts'
import { words as registrations } from '../registrations/words.ts'
import { PartnerConduct } from './conduct.tsx'
import { EditPartner } from './edit-partner.tsx'
import { Enrollments } from './enrollments.tsx'
import { PartnerPeople } from './people.tsx'
import type { Partner } from './standing.tsx'
import { words } from './words.ts'

const says = words.fields

/** One partner: its tracks, its deals in numbers, its people. */
export default function PartnerPage() {
  const id = usePathParam('id')
  const one = useApiQuery('partner.get', { params: { id } })
  return (
    <div className="px-4 sm:px-6">
      <Loaded
        heading="h1"
        query={one}
        skeleton={
          <div className="flex flex-col gap-6 pt-6">
            <Skeleton width="14rem" height="1.25rem" />
            <SkeletonText lines={8} />
          </div>
        }
      >
        {(partner) => <Record partner={partner} onStale={() => void one.refetch()} />}
      </Loaded>
    </div>
  )
}

function Record({ partner, onStale }: { partner: Partner; onStale: () => void }) {
  const { membership } = useActing()
  const org = membership.org.slug
  useVisited('partner', partner.id, partner.name)
  const may = useMay()
  const [open, setOpen] = useState<'edit' | 'register' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <PageHeader
        title={partner.name}
        crumbs={[{ label: words.title, href: paths.console.partners(org) }]}
        mark={partner.labels.map((label) => (
          <Badge key={label}>{label}</Badge>
        ))}
        meta={<Copyable value={partner.id} what={words.record.reference} show={`${partner.id.slice(0, 16)}…`} />}
        actions={
          <>
            <GuardedButton
              icon={<Pencil aria-hidden className="size-3.5" />}
              whyNot={partner.abilities.includes('edit') ? null : words.edit.not_yours}
              onClick={() => setOpen('edit')}
            >
              {words.edit.action}
            </GuardedButton>
            <GuardedButton
              look="primary"
              icon={<Plus aria-hidden className="size-4" />}
              whyNot={may('registration:submit') ? null : registrations.register.not_yours}
              onClick={() => setOpen('register')}
            >
              {words.registrations.register}
            </GuardedButton>
          </>
        }
      />
      <div className="flex flex-col gap-6 pt-2">
        <Numbers partner={partner} org={org} />
        <div className="grid gap-x-8 gap-y-8 border-t border-line pt-5 lg:grid-cols-[18rem_minmax(0,1fr)] xl:grid-cols-[18rem_minmax(0,1fr)_15rem]">
          <div className="max-lg:order-2">
            <Properties partner={partner} />
          </div>
          <div className="flex min-w-0 flex-col gap-8">
            <Enrollments partner={partner} />
            <PartnerConduct partner_id={partner.id} org={org} />
            <Deals partner={partner} org={org} />
            <Section title={happened.title}>
              <RecordHistory subject={partner.id} />
            </Section>
          </div>
          <div className="max-lg:order-3 lg:max-xl:col-start-2">
            <PartnerPeople partner={partner} />
          </div>
        </div>
      </div>
      <EditPartner partner={partner} open={open === 'edit'} onClose={close} onStale={onStale} />
      <RegisterDrawer open={open === 'register'} onClose={close} partner={{ value: partner.id, label: partner.name }} />
    </>
  )
}

const SHOWN = [
  ['in_review', words.numbers.open],
  ['queued', words.numbers.queued],
  ['approved', words.numbers.approved],
  ['rejected', words.numbers.rejected],
  ['expired', words.numbers.ended],
  ['withdrawn', words.numbers.withdrawn],
] as const

/** How many of its registrations stand in each state; each number leads to its rows. */
function Numbers({ partner, org }: { partner: Partner; org: string }) {
  return (
    <Stats>
      {SHOWN.map(([status, label]) => (
        <Stat
          key={status}
          label={label}
          value={formatNumber(partner.registrations[status] ?? 0)}
          href={withQuery(paths.console.registrations(org), { view: viewWith(status), partner: partner.id })}
        />
      ))}
    </Stats>
  )
}

function Properties({ partner }: { partner: Partner }) {
  const { manager } = partner
  return (
    <Section title={words.record.properties}>
      <KeyFields
        fields={[
          {
            label: says.manager_id,
            value: manager ? (
              <span className="inline-flex items-center gap-2">
                <Avatar name={manager.name} size={20} />
                {manager.name}
              </span>
            ) : (
              words.no_manager
            ),
          },
          { label: words.domain, value: partner.domain ?? words.none },
          { label: says.country, value: partner.country ? countryName(partner.country) : words.none },
          ...(partner.joined_on ? [{ label: says.joined_on, value: formatDate(partner.joined_on) }] : []),
          { label: says.slug, value: partner.slug },
          { label: says.created, value: <RelativeTime at={partner.created_at} /> },
        ]}
      />
    </Section>
  )
}

function Deals({ partner, org }: { partner: Partner; org: string }) {
  const list = useApiPages('registration.list', { query: { partner_id: partner.id, limit: 10 } })
  return (
    <Section
      title={words.registrations.title}
      aside={
        <Link href={withQuery(paths.console.registrations(org), { partner: partner.id })}>
          {words.registrations.all}
        </Link>
      }
    >
      <div className="-mx-4">
        <Table
          label={words.registrations.label}
          columns={columnsOf('account', 'status', 'clock', 'amount')}
          rows={list.rows}
          rowKey={(row) => row.id}
          rowName={(row) => row.account.name}
          rowHref={(row) => paths.console.registration(org, row.id)}
          skeletonRows={4}
          error={
            list.error && !list.rows ? (
              <ProblemState error={list.error} onRetry={() => void list.refetch()} />
            ) : undefined
          }
          empty={<p className="px-4 text-ink-soft">{words.registrations.empty}</p>}
        />
        {list.more && <ListFoot count={list.rows?.length ?? 0} more={list.more} pending={list.isFetchingNextPage} />}
      </div>
    </Section>
  )
}
