import { useApiQuery } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { Link, Section, SkeletonText, Table, useClock } from '../../ui/index.ts'
import { RowClock } from '../registrations/clocks.tsx'
import { columnsOf } from '../registrations/columns.tsx'
import { useRows } from '../registrations/rows.ts'
import { lastDay } from '../registrations/states.ts'
import { words } from './words.ts'

const SHOWN = 6
const ENDING = { filters: { due: 'ending' }, sort: null }

/** What was decided last. */
export function RecentlyDecided({ org }: { org: string }) {
  const query = useApiQuery('registration.list', { query: { order: 'decided', limit: SHOWN } })
  const rows = query.data?.rows
  return (
    <Section title={words.decided.title}>
      <div className="-mx-4">
        <Table
          label={words.decided.label}
          columns={columnsOf('account', 'partner', 'status', 'decided', 'amount')}
          rows={rows}
          rowKey={(row) => row.id}
          rowName={(row) => row.account.name}
          rowHref={(row) => paths.console.registration(org, row.id)}
          skeletonRows={4}
          empty={<p className="px-4 text-ink-soft">{words.decided.empty}</p>}
        />
      </div>
    </Section>
  )
}

/** Protections that run out within two weeks, the next one first. */
export function Ending({ org }: { org: string }) {
  const { rows } = useRows(ENDING)
  const { zone } = useClock()
  return (
    <Section title={words.ending.title}>
      {rows === undefined && <SkeletonText lines={3} />}
      {rows?.length === 0 && <p className="text-ink-soft">{words.ending.empty}</p>}
      <ul className="flex flex-col gap-3">
        {rows?.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <p className="flex items-baseline justify-between gap-3">
              <Link
                href={paths.console.registration(org, row.id)}
                look="quiet"
                className="min-w-0 truncate font-medium"
              >
                {row.account.name}
              </Link>
              <RowClock row={row} />
            </p>
            <p className="flex justify-between gap-3 text-xs text-ink-faint">
              <span className="truncate">{row.partner.name}</span>
              {row.protection && <span className="shrink-0">{lastDay(row.protection.ends_at, zone)}</span>}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
