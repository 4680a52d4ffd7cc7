import type { ReactNode } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { Link, Section, useClock } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDay } from '../../words/format.ts'
import type { Deal } from '../calls.ts'
import { words } from './words.ts'

const says = words.on_deal

/** What direct sales may do at the company of this deal, what it asked, and whether it appeared. Nothing where there is nothing to say. */
export function DirectSales({ deal }: { deal: Deal }) {
  const partner = usePathParam('partner')
  const { zone } = useClock()
  const holds = deal.status === 'approved' || deal.status === 'converted'
  const query = { registration_id: deal.id, limit: 3 }
  const contact = useApiQuery('registration.contact', { params: { id: deal.id } }, { enabled: holds })
  const consents = useApiQuery('consent.list', { query: { ...query, status: 'asked' } }, { enabled: holds })
  const conflicts = useApiQuery('conflict.list', { query: { ...query, status: 'open' } }, { enabled: holds })
  const { standing, since, until, slips_at } = contact.data ?? {}
  const lines: ReactNode[] = [
    ...(conflicts.data?.rows ?? []).map((c) => (
      <li key={c.id}>
        {says.active}{' '}
        <Link href={paths.portal.conflict(partner, c.id)} className="touch:py-2.5">
          {c.partner_answered_at ? says.look : says.answer}
        </Link>
      </li>
    )),
    ...(consents.data?.rows ?? []).map((c) => (
      <li key={c.id}>
        {says.asked}{' '}
        <Link href={paths.portal.consent(partner, c.id)} className="touch:py-2.5">
          {says.answer}
        </Link>
      </li>
    )),
    ...(standing === 'slipped' && since ? [<li key="since">{says.free_since(formatDay(since, zone))}</li>] : []),
    ...(standing === 'consent' && until
      ? [<li key="until">{says.until(formatDay(new Date(Date.parse(until) - 1).toISOString(), zone))}</li>]
      : []),
    ...(standing === 'protected' && slips_at ? [<li key="soon">{says.soon(formatDay(slips_at, zone))}</li>] : []),
  ]
  if (!holds || lines.length === 0) return null
  return (
    <Section title={says.title}>
      <ul className="flex max-w-2xl flex-col gap-2">{lines}</ul>
    </Section>
  )
}
