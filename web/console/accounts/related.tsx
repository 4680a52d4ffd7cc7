import { ShieldCheck } from 'lucide-react'
import type { Answer } from '../../api/contracts.ts'
import { useApiPages } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import {
  Callout,
  CountdownClock,
  Link,
  Section,
  Status,
  Table,
  useClock,
  type Column,
  type Tone,
} from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { formatDate, formatMoney } from '../../words/format.ts'
import { OpportunityDrawer } from '../participants/opportunity-drawer.tsx'
import { ListFoot } from '../lists/list-foot.tsx'
import { columnsOf } from '../registrations/columns.tsx'
import { lastDay, type RegistrationRow } from '../registrations/states.ts'
import { words as registrations } from '../registrations/words.ts'
import type { Account } from './account-form.ts'
import { words } from './words.ts'

type Opportunity = Answer<'opportunity.list'>['rows'][number]

const HOLD: readonly RegistrationRow['status'][] = ['approved', 'converted']
const isLive = (protection: RegistrationRow['protection'], now_ms: number) =>
  protection !== null && Date.parse(protection.ends_at) > now_ms

/** Who protects the account now, and every registration on it. */
export function AccountClaims({ account, org }: { account: Account; org: string }) {
  const list = useApiPages('registration.list', { query: { account_id: account.id, limit: 25 } })
  const { now_ms } = useClock()
  // What became an opportunity stays protected as long as that is open.
  const holders =
    list.rows?.filter(({ status, protection }) => HOLD.includes(status) && isLive(protection, now_ms)) ?? []
  return (
    <>
      <Section title={words.protection.title}>
        {list.rows && holders.length === 0 && <p className="text-ink-soft">{words.protection.none}</p>}
        {holders.map((row) => (
          <Holder key={row.id} row={row} org={org} />
        ))}
      </Section>
      <Section
        title={words.registrations.title}
        aside={
          <Link href={withQuery(paths.console.registrations(org), { account: account.id })}>
            {words.registrations.all}
          </Link>
        }
      >
        <div className="-mx-4">
          <Table
            label={words.registrations.label}
            columns={columnsOf('partner', 'status', 'clock', 'amount', 'submitted')}
            rows={list.rows}
            rowKey={(row) => row.id}
            rowName={(row) => row.partner.name}
            rowHref={(row) => paths.console.registration(org, row.id)}
            skeletonRows={3}
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
    </>
  )
}

function Holder({ row, org }: { row: RegistrationRow; org: string }) {
  const { zone } = useClock()
  const { protection } = row
  return (
    <Callout
      tone="success"
      title={
        <span className="inline-flex items-center gap-1.5">
          <ShieldCheck aria-hidden className="size-4" />
          <Link href={paths.console.registration(org, row.id)} look="quiet">
            {words.protection.held(row.partner.name)}
          </Link>
        </span>
      }
      actions={
        protection && (
          <CountdownClock
            until={protection.ends_at}
            since={protection.starts_at}
            left={registrations.clock.left}
            over={registrations.clock.ended}
          />
        )
      }
    >
      {protection && words.protection.until(lastDay(protection.ends_at, zone))}
    </Callout>
  )
}

const stageTones: Record<Opportunity['stage'], Tone> = { open: 'info', won: 'success', lost: 'neutral' }
const says = words.opportunities

const columns: readonly Column<Opportunity>[] = [
  {
    id: 'name',
    header: says.columns.name,
    cell: (row) => (
      <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{row.name}</span>
        {row.conflict_id && <Status tone="warn">{says.conflict}</Status>}
      </span>
    ),
  },
  {
    id: 'stage',
    header: says.columns.stage,
    cell: (row) => <Status tone={stageTones[row.stage]}>{row.raw_stage ?? says.stages[row.stage]}</Status>,
    card: 'aside',
  },
  { id: 'owner', header: says.columns.owner, cell: (row) => row.owner?.name ?? words.none, from: 'md' },
  {
    id: 'amount',
    header: says.columns.amount,
    cell: (row) => (row.amount ? formatMoney(row.amount) : words.none),
    align: 'end',
  },
  {
    id: 'opened',
    header: says.columns.opened,
    cell: (row) => (row.opened_on ? formatDate(row.opened_on) : words.none),
    align: 'end',
    from: 'md',
  },
  {
    id: 'closing',
    header: says.columns.closing,
    cell: (row) => formatOn(row.closed_on ?? row.expected_close_on),
    align: 'end',
  },
]

function formatOn(date: string | null): string {
  return date ? formatDate(date) : words.none
}

/** What direct sales does at the account. */
export function AccountOpportunities({ account, org }: { account: Account; org: string }) {
  const [{ opportunity = null }, setUrl] = useUrlState()
  const list = useApiPages('opportunity.list', { query: { account_id: account.id, limit: 25 } })
  return (
    <Section title={says.title}>
      <div className="-mx-4">
        <Table
          label={says.label}
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          rowHref={(row) => withQuery(paths.console.account(org, account.id), { opportunity: row.id })}
          skeletonRows={3}
          error={
            list.error && !list.rows ? (
              <ProblemState error={list.error} onRetry={() => void list.refetch()} />
            ) : undefined
          }
          empty={<p className="px-4 text-ink-soft">{says.empty}</p>}
        />
        {list.more && <ListFoot count={list.rows?.length ?? 0} more={list.more} pending={list.isFetchingNextPage} />}
      </div>
      <OpportunityDrawer id={opportunity} org={org} onClose={() => setUrl({ opportunity: null })} />
    </Section>
  )
}
