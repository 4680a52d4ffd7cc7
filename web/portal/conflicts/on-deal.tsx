import type { ReactNode } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { OwnConflictMark, OwnConsentMark } from '../../conflicts/state.tsx'
import { paths } from '../../paths.ts'
import { lastDay } from '../../requests/state.tsx'
import { ButtonLink, Link, Section, useClock } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDay } from '../../words/format.ts'
import type { Deal } from '../calls.ts'
import { words } from './words.ts'

const says = words.on_deal
const SHOWN = 5

/** What direct sales may do at the company of this deal and why, what it asked, whether it appeared, and how that ended. */
export function DirectSales({ deal }: { deal: Deal }) {
  const partner = usePathParam('partner')
  const { zone } = useClock()
  const holds = deal.status === 'approved' || deal.status === 'converted'
  const query = { registration_id: deal.id, limit: SHOWN }
  const contact = useApiQuery('registration.contact', { params: { id: deal.id } }, { enabled: holds })
  const consents = useApiQuery('consent.list', { query })
  const conflicts = useApiQuery('conflict.list', { query })
  const own = (consents.data?.rows ?? []).filter((c) => c.conflict_id === null)
  const sold = conflicts.data?.rows ?? []
  const asking = own.filter((c) => c.status === 'asked')
  const active = sold.filter((c) => c.status === 'open')
  const given = consents.data?.rows.find((c) => c.status === 'granted')
  const before = [
    ...sold
      .filter((c) => c.status !== 'open')
      .map((c) => ({
        id: c.id,
        at: c.raised_at,
        title: words.conflict_row(c.account.name),
        href: paths.portal.conflict(partner, c.id),
        mark: <OwnConflictMark of={c} />,
      })),
    ...own
      .filter((c) => c.status !== 'asked' && c.id !== given?.id)
      .map((c) => ({
        id: c.id,
        at: c.asked_at,
        title: words.consent_row(c.account.name),
        href: paths.portal.consent(partner, c.id),
        mark: <OwnConsentMark status={c.status} />,
      })),
  ].toSorted((a, b) => b.at.localeCompare(a.at))
  const { standing, since, until, slips_at } = contact.data ?? {}
  const lines: ReactNode[] = [
    ...active.map((c) => (
      <li key={c.id} className="flex flex-col gap-2">
        {c.partner_answered_at ? says.checked : says.active(lastDay(c.answer_due_at, zone))}
        <ButtonLink
          href={paths.portal.conflict(partner, c.id)}
          look={c.partner_answered_at ? 'secondary' : 'primary'}
          className="w-fit max-sm:w-full"
        >
          {c.partner_answered_at ? says.look : says.answer}
        </ButtonLink>
      </li>
    )),
    ...asking.map((c) => (
      <li key={c.id} className="flex flex-col gap-2">
        {says.asked(lastDay(c.answer_due_at, zone))}
        <ButtonLink href={paths.portal.consent(partner, c.id)} look="primary" className="w-fit max-sm:w-full">
          {says.answer}
        </ButtonLink>
      </li>
    )),
    ...(standing === 'slipped' && since ? [<li key="since">{says.free_since(formatDay(since, zone))}</li>] : []),
    ...(standing === 'consent' && until
      ? [
          <li key="until">
            {says.until(lastDay(until, zone))}{' '}
            {given && (
              <Link href={paths.portal.consent(partner, given.id)} className="touch:inline-block touch:py-3">
                {says.change}
              </Link>
            )}
          </li>,
        ]
      : []),
    ...(standing === 'protected' && active.length === 0
      ? [<li key="away">{slips_at ? says.soon(formatDay(slips_at, zone)) : says.away}</li>]
      : []),
  ]
  if (lines.length === 0 && before.length === 0) return null
  return (
    <Section title={says.title}>
      <ul className="flex max-w-2xl flex-col gap-3 empty:hidden">{lines}</ul>
      {before.length > 0 && (
        <ul aria-label={says.before} className="max-w-2xl divide-y divide-line border-y border-line">
          {before.map((one) => (
            <li key={one.id} className="relative flex min-h-11 items-center gap-4 py-2 hover:bg-sunken/70">
              <Link href={one.href} look="plain" className="min-w-0 flex-1 after:absolute after:inset-0">
                {one.title}
              </Link>
              <span className="shrink-0 text-sm">{one.mark}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
