import type { ReactNode } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { Badge, Link, SkeletonText, useClock } from '../../ui/index.ts'
import { formatDate, formatMoney } from '../../words/format.ts'
import { useMay } from '../may.ts'
import { Participants } from '../participants/participants.tsx'
import { words as on_it } from '../participants/words.ts'
import { StateMark } from './clocks.tsx'
import { lastDay, type Registration } from './states.ts'
import { words } from './words.ts'

const says = words.related

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-xs font-medium tracking-normal text-ink-faint">{title}</h3>
      {children}
    </div>
  )
}

/** What it hangs together with: its account and partner, other claims, and what direct sales has open there. */
export function Related({ registration: r, org }: { registration: Registration; org: string }) {
  const { zone } = useClock()
  const may = useMay()
  const allowed = may('registration:approve')
  const conflicts = useApiQuery('registration.conflicts', { params: { id: r.id } }, { enabled: allowed })
  const account = useApiQuery('account.get', { params: { id: r.account.id ?? '' } }, { enabled: r.account.id !== null })
  return (
    <div className="flex flex-col gap-5">
      <Group title={says.account}>
        {r.account.id ? (
          <p className="flex flex-wrap items-center gap-x-2">
            <Link href={paths.console.account(org, r.account.id)}>{account.data?.name ?? r.account.name}</Link>
            {account.data?.is_customer && <Badge tone="info">{words.conflicts.customer}</Badge>}
          </p>
        ) : (
          <p className="text-ink-soft">{says.no_account}</p>
        )}
      </Group>
      <Group title={says.partner}>
        <p>
          <Link href={paths.console.partner(org, r.partner.id)}>{r.partner.name}</Link>
        </p>
      </Group>
      {r.opportunity && (
        <Group title={on_it.title}>
          <Participants opportunity_id={r.opportunity.id} org={org} />
        </Group>
      )}
      {!allowed && <p className="text-ink-faint">{says.not_yours}</p>}
      {allowed && conflicts.isPending && <SkeletonText lines={4} />}
      {conflicts.data && (
        <>
          <Group title={says.claims}>
            {conflicts.data.claims.length === 0 && <p className="text-ink-soft">{says.no_claims}</p>}
            <ul className="flex flex-col gap-2">
              {conflicts.data.claims.map((claim) => (
                <li key={claim.id}>
                  <p className="flex flex-wrap items-center justify-between gap-x-3">
                    <Link href={paths.console.registration(org, claim.id)}>{claim.partner.name}</Link>
                    <StateMark status={claim.status} />
                  </p>
                  <p className="text-xs text-ink-faint">
                    {claim.is_earlier ? says.earlier : says.later}
                    {claim.protected_until && `, ${says.until(lastDay(claim.protected_until, zone))}`}
                  </p>
                </li>
              ))}
            </ul>
          </Group>
          <Group title={says.opportunities}>
            {conflicts.data.opportunities.length === 0 && <p className="text-ink-soft">{says.no_opportunities}</p>}
            <ul className="flex flex-col gap-2">
              {conflicts.data.opportunities.map((one) => (
                <li key={one.id}>
                  <p className="flex items-baseline justify-between gap-3">
                    <span className="min-w-0 break-words">{one.name}</span>
                    {one.amount && <span className="shrink-0 tabular-nums">{formatMoney(one.amount)}</span>}
                  </p>
                  {one.opened_on && <p className="text-xs text-ink-faint">{says.opened(formatDate(one.opened_on))}</p>}
                </li>
              ))}
            </ul>
          </Group>
        </>
      )}
    </div>
  )
}
