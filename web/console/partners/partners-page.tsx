import { Handshake, Plus } from 'lucide-react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { countryName } from '../../../kit/countries.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Avatar,
  Badge,
  Button,
  ButtonLink,
  EmptyState,
  FilterChips,
  GuardedButton,
  PageHeader,
  type Column,
  type Filter,
} from '../../ui/index.ts'
import { useUrlFlag, useUrlState, type UrlState } from '../../url-state.ts'
import { ExportMenu } from '../lists/export-menu.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { SearchBox } from '../lists/search-box.tsx'
import { useMay } from '../may.ts'
import { CreatePartner } from './create-partner.tsx'
import { Standing, trackName, type EnrollmentStatus, type PartnerRow } from './standing.tsx'
import { useTracks } from './tracks.ts'
import { words } from './words.ts'

const says = words.columns

const columns: readonly Column<PartnerRow>[] = [
  {
    id: 'name',
    header: says.name,
    cell: (row) => (
      <span className="inline-flex items-center gap-2.5">
        <Avatar name={row.name} size={22} square />
        {row.name}
      </span>
    ),
  },
  {
    id: 'tracks',
    header: says.tracks,
    cell: (row) =>
      row.enrollments.length > 0 ? (
        <span className="inline-flex flex-wrap gap-1">
          {row.enrollments.map((one) => (
            <Badge key={one.id}>{trackName(one)}</Badge>
          ))}
        </span>
      ) : (
        <span className="text-ink-faint">{words.no_enrollment}</span>
      ),
  },
  {
    id: 'status',
    header: says.status,
    cell: ({ enrollments: [first] }) => (first ? <Standing status={first.status} /> : words.none),
    card: 'aside',
  },
  {
    id: 'manager',
    header: says.manager,
    cell: (row) => row.manager?.name ?? <span className="text-ink-faint">{words.no_manager}</span>,
    from: 'md',
  },
  {
    id: 'country',
    header: says.country,
    cell: (row) => <span className="text-ink-soft">{row.country ? countryName(row.country) : words.none}</span>,
    from: 'lg',
  },
  {
    id: 'labels',
    header: says.labels,
    cell: (row) => <span className="text-ink-faint">{row.labels.join(', ')}</span>,
    from: 'xl',
    card: 'hide',
  },
]

/** The statuses worth filtering by, in the order of a partner's life. */
const FILTERED: readonly EnrollmentStatus[] = [
  'candidate',
  'invited',
  'applied',
  'in_review',
  'onboarding',
  'active',
  'on_probation',
  'suspended',
  'terminated',
]

/** Every partner, by name. */
export default function PartnersPage() {
  const { membership } = useActing()
  const org = membership.org.slug
  const [url, setUrl] = useUrlState()
  const [adding, setAdding] = useUrlFlag('new')
  const may = useMay()
  const { q, track, manager } = url
  const status = FILTERED.find((one) => one === url['status'])
  const filters = useFilters(url)
  const list = useApiPages('partner.list', {
    query: {
      limit: 50,
      ...(q ? { q } : {}),
      ...(track ? { track } : {}),
      ...(status ? { status } : {}),
      ...(manager ? { manager } : {}),
    },
  })
  const isFiltered = Boolean(q || track || status || manager)
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          actions={
            <>
              <ExportMenu list="partners" filter={{ q, track, status, manager }} />
              <GuardedButton
                look="primary"
                icon={<Plus aria-hidden className="size-4" />}
                whyNot={may('partner:create') ? null : words.create.not_yours}
                onClick={() => setAdding(true)}
              >
                {words.create.action}
              </GuardedButton>
            </>
          }
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-3">
          <SearchBox placeholder={words.search} />
          <FilterChips
            label={words.filters.label}
            filters={filters}
            onChange={(id, value) => setUrl({ [id]: value })}
          />
          {isFiltered && (
            <Button
              look="ghost"
              size="small"
              onClick={() => setUrl({ q: null, track: null, status: null, manager: null })}
            >
              {words.filters.clear}
            </Button>
          )}
        </div>
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.label}
          columns={columns}
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          rowHref={(row) => paths.console.partner(org, row.id)}
          skeletonRows={10}
          empty={<NoPartners filtered={isFiltered} org={org} />}
        />
      </div>
      <CreatePartner open={adding} onClose={() => setAdding(false)} />
    </>
  )
}

function useFilters(url: UrlState): Filter[] {
  const { membership } = useActing()
  const tracks = useTracks()
  const people = useApiQuery('person.list', { query: { side: 'org', limit: 200 } })
  const colleagues =
    people.data?.rows
      .filter((person) => person.id !== membership.id)
      .map((person) => ({ value: person.id, label: person.name })) ?? []
  return [
    {
      id: 'track',
      label: words.filters.track,
      value: url['track'] ?? null,
      options: tracks.map(({ key, name }) => ({ value: key, label: name })),
    },
    {
      id: 'status',
      label: words.filters.status,
      value: url['status'] ?? null,
      options: FILTERED.map((value) => ({ value, label: words.statuses[value] })),
    },
    {
      id: 'manager',
      label: words.filters.manager,
      value: url['manager'] ?? null,
      options: [{ value: membership.id, label: words.filters.me }, ...colleagues],
    },
  ]
}

function NoPartners({ filtered, org }: { filtered: boolean; org: string }) {
  const { title, body, action } = filtered ? words.no_match : words.empty
  return (
    <EmptyState
      icon={<Handshake />}
      title={title}
      actions={
        <ButtonLink href={filtered ? paths.console.partners(org) : paths.console.imports(org)}>{action}</ButtonLink>
      }
    >
      {body}
    </EmptyState>
  )
}
