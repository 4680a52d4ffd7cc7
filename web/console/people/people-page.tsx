import { UserPlus, UsersRound } from 'lucide-react'
import type { Answer } from '../../api/contracts.ts'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { roleName } from '../../frame/person-menu.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Avatar,
  Badge,
  EmptyState,
  FilterChips,
  GuardedButton,
  PageHeader,
  RelativeTime,
  Status,
  ViewTabs,
  type Column,
} from '../../ui/index.ts'
import { useUrlFlag, useUrlState } from '../../url-state.ts'
import { ExportMenu } from '../lists/export-menu.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { WallClock } from '../../wall-clock.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { PersonDrawer } from './person-drawer.tsx'
import { words } from './words.ts'

type Person = Answer<'person.list'>['rows'][number]
type Side = 'org' | 'partner'

function columnsOf(side: Side, me: string): readonly Column<Person>[] {
  const name: Column<Person> = {
    id: 'name',
    header: words.columns.name,
    cell: (person) => (
      <span className="flex items-center gap-2.5">
        <Avatar name={person.name} size={28} />
        <span className="min-w-0">
          <span className="flex items-center gap-1.5">
            {person.name}
            {person.id === me && <Badge>{words.you}</Badge>}
          </span>
          <span className="block truncate text-xs font-normal text-ink-faint">{person.email}</span>
        </span>
      </span>
    ),
  }
  const partner: Column<Person> = {
    id: 'partner',
    header: words.columns.partner,
    cell: (person) => person.partner?.name,
  }
  return [
    name,
    ...(side === 'partner' ? [partner] : []),
    { id: 'role', header: words.columns.role, cell: (person) => roleName(person.role) },
    {
      id: 'state',
      header: words.columns.state,
      card: 'aside',
      cell: (person) => (
        <Status tone={person.state === 'active' ? 'success' : 'info'}>{words.states[person.state]}</Status>
      ),
    },
    {
      id: 'since',
      header: words.columns.since,
      from: 'md',
      card: 'hide',
      cell: (person) => (
        <span className="text-ink-soft">
          <RelativeTime at={person.created_at} />
        </span>
      ),
    },
  ]
}

/** Who works here and at the partners, and as what. */
export default function PeoplePage() {
  const { membership, may } = useActing()
  const [url, setUrl] = useUrlState()
  const [inviting, setInviting] = useUrlFlag('new')
  const side: Side = url['side'] === 'partner' || url['partner'] ? 'partner' : 'org'
  const partner_id = side === 'partner' ? url['partner'] : undefined
  const list = useApiPages('person.list', { query: { side, ...(partner_id ? { partner_id } : {}) } })
  const partners = useApiQuery('partner.list', { query: { limit: 100 } }, { enabled: side === 'partner' })
  const here = paths.console.people(membership.org.slug)
  const { open: _, ...kept } = url
  const invite = (
    <GuardedButton
      look="primary"
      icon={<UserPlus aria-hidden className="size-4" />}
      whyNot={may('person:invite') ? null : words.invite.not_yours}
      onClick={() => setInviting(true)}
    >
      {words.invite.action}
    </GuardedButton>
  )
  return (
    <WallClock>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          actions={
            <>
              <ExportMenu list="people" filter={{ side, ...(partner_id ? { partner_id } : {}) }} />
              {invite}
            </>
          }
        />
        <ViewTabs
          label={words.views.label}
          views={[
            { href: here, label: words.views.org, current: side === 'org' },
            { href: withQuery(here, { side: 'partner' }), label: words.views.partner, current: side === 'partner' },
          ]}
        />
        {side === 'partner' && (
          <div className="py-3">
            <FilterChips
              label={words.filters.label}
              filters={[
                {
                  id: 'partner',
                  label: words.filters.partner,
                  value: partner_id ?? null,
                  options: partners.data?.rows.map((one) => ({ value: one.id, label: one.name })) ?? [],
                },
              ]}
              onChange={(id, value) => setUrl({ side: 'partner', [id]: value, open: null })}
            />
          </div>
        )}
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.views[side]}
          columns={columnsOf(side, membership.id)}
          rowKey={(person) => person.id}
          rowName={(person) => person.name}
          rowHref={(person) => withQuery(here, { ...kept, open: person.id })}
          openKey={url['open'] ?? null}
          skeletonRows={5}
          empty={
            <EmptyState icon={<UsersRound />} title={words.empty[side].title} actions={invite}>
              {words.empty[side].body}
            </EmptyState>
          }
        />
      </div>
      <PersonDrawer id={url['open'] ?? null} onClose={() => setUrl({ open: null })} />
      <InviteDialog open={inviting} side={side} partner_id={partner_id ?? null} onClose={() => setInviting(false)} />
    </WallClock>
  )
}
