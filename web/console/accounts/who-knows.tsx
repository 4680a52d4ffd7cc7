import { Mail } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import { Link, RelativeTime, Section, SkeletonText, Status, useClock, type Tone } from '../../ui/index.ts'
import { formatDate } from '../../words/format.ts'
import { words as participants } from '../participants/words.ts'
import { lastDay } from '../registrations/states.ts'
import { words as registrations } from '../registrations/words.ts'
import { words } from './words-page.ts'

type Acquaintance = Answer<'account.partners'>['rows'][number]
type Tie = Acquaintance['ties'][number]

const says = words.partners
const tones: Record<Acquaintance['way'], Tone> = {
  won: 'success',
  holds: 'success',
  takes_part: 'info',
  asks: 'info',
  knew: 'neutral',
}

/** Which partners know the account, how and since when, and whom to call before going there. */
export function WhoKnows({ account_id, org }: { account_id: string; org: string }) {
  const list = useApiQuery('account.partners', { params: { id: account_id } })
  return (
    <Section title={says.title}>
      <Loaded query={list} skeleton={<SkeletonText lines={3} />}>
        {({ rows, has_more }) => (
          <>
            {rows.length === 0 && <p className="text-ink-soft">{says.empty}</p>}
            {rows.length > 0 && (
              <ul className="flex flex-col divide-y divide-line border-y border-line">
                {rows.map((row) => (
                  <Partner key={row.partner.id} row={row} org={org} account_id={account_id} />
                ))}
              </ul>
            )}
            {has_more && <p className="text-ink-faint">{says.more}</p>}
          </>
        )}
      </Loaded>
    </Section>
  )
}

function Partner({ row, org, account_id }: { row: Acquaintance; org: string; account_id: string }) {
  const { partner, way, since, last_active_on, ties, ties_count, people, manager } = row
  return (
    <li className="grid gap-x-6 gap-y-2 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,16rem)]">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link
            href={paths.console.partner(org, partner.id)}
            className="font-medium touch:inline-flex touch:min-h-11 touch:items-center"
          >
            {partner.name}
          </Link>
          <Status tone={tones[way]}>{says.ways[way]}</Status>
          {partner.status !== 'active' && <span className="text-xs text-warn">{says.status(partner.status)}</span>}
        </div>
        <p className="mt-0.5 text-xs text-ink-faint">
          {says.since} <RelativeTime at={since} />
          {last_active_on && `. ${says.last_active} ${formatDate(last_active_on)}`}
        </p>
        <ul className="mt-1.5 flex flex-col gap-1">
          {ties.slice(0, 3).map((tie) => (
            <TieLine key={`${tie.id} ${tie.code}`} tie={tie} org={org} account_id={account_id} />
          ))}
          {ties_count > 3 && <li className="text-xs text-ink-faint">{says.ties(ties_count - 3)}</li>}
        </ul>
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        {people.map(({ name, email, registered }) => (
          <Person key={email} name={name} email={email} beside={registered ? says.registered : null} />
        ))}
        {manager && (
          <p className="text-xs text-ink-faint">
            {says.manager} <Address email={manager.email}>{manager.name}</Address>
          </p>
        )}
      </div>
    </li>
  )
}

function TieLine({ tie, org, account_id }: { tie: Tie; org: string; account_id: string }) {
  const { zone } = useClock()
  const href =
    tie.noun === 'registration'
      ? paths.console.registration(org, tie.id)
      : withQuery(paths.console.account(org, account_id), { opportunity: tie.id })
  return (
    <li className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-ink-soft touch:min-h-11 touch:items-center">
      <Link href={href} look="quiet" className="min-w-0 truncate touch:inline-flex touch:min-h-11 touch:items-center">
        {tie.name}
      </Link>
      <span className="text-xs text-ink-faint">
        {tieInWords(tie)}
        {tie.protected_until && `, ${says.until(lastDay(tie.protected_until, zone))}`}
      </span>
    </li>
  )
}

// The API's codes of ties are the states of registrations and the roles of participants; a later one says itself.
function tieInWords({ noun, code }: Tie): string {
  const known: Readonly<Record<string, string>> = noun === 'registration' ? registrations.statuses : participants.roles
  return known[code] ?? code
}

function Person({ name, email, beside }: { name: string; email: string; beside: string | null }) {
  return (
    <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 touch:min-h-11 touch:items-center">
      <Address email={email}>
        <Mail aria-hidden className="mr-1.5 inline size-3.5 align-[-0.15em]" />
        {name}
      </Address>
      {beside && <span className="text-xs text-ink-faint">{beside}</span>}
    </p>
  )
}

function Address({ email, children }: { email: string; children: ReactNode }) {
  return (
    <a
      href={`mailto:${email}`}
      title={email}
      className="min-w-0 truncate rounded-sm text-accent-ink underline decoration-transparent underline-offset-3 hover:decoration-current touch:inline-flex touch:min-h-11 touch:items-center"
    >
      {children}
    </a>
  )
}
