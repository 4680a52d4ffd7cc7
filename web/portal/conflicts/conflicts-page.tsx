import { HandHelping } from 'lucide-react'
import { useApiQuery } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { OwnConflictMark, OwnConsentMark } from '../../conflicts/state.tsx'
import { paths } from '../../paths.ts'
import { EmptyState, Link, PageHeader, Section, SkeletonText, useClock } from '../../ui/index.ts'
import { lastDay } from '../../requests/state.tsx'
import { usePathParam } from '../../url-state.ts'
import { formatDay } from '../../words/format.ts'
import { words } from './words.ts'

const SHOWN = 50

/** What direct sales asked this partner, and where it appeared: what waits comes first. */
export default function ConflictsPage() {
  const partner = usePathParam('partner')
  const { zone } = useClock()
  const conflicts = useApiQuery('conflict.list', { query: { limit: SHOWN } })
  const consents = useApiQuery('consent.list', { query: { limit: SHOWN } })
  const rows = [
    ...(conflicts.data?.rows ?? []).map((c) => ({
      id: c.id,
      href: paths.portal.conflict(partner, c.id),
      title: words.conflict_row(c.account.name),
      mark: <OwnConflictMark of={c} />,
      waits: c.status === 'open' && c.partner_answered_at === null,
      at: c.raised_at,
      by: c.answer_due_at,
    })),
    ...(consents.data?.rows ?? [])
      .filter((c) => c.conflict_id === null)
      .map((c) => ({
        id: c.id,
        href: paths.portal.consent(partner, c.id),
        title: words.consent_row(c.account.name),
        mark: <OwnConsentMark status={c.status} />,
        waits: c.status === 'asked',
        at: c.asked_at,
        by: c.answer_due_at,
      })),
  ].toSorted((a, b) => b.at.localeCompare(a.at))
  const failed = [conflicts, consents].find((one) => one.error && !one.data)
  const known = conflicts.data && consents.data
  const group = (title: string, of: typeof rows) =>
    of.length > 0 && (
      <Section title={title}>
        <ul className="divide-y divide-line border-y border-line">
          {of.map((row) => (
            <li key={row.id} className="relative flex min-h-14 items-center gap-4 py-2 hover:bg-sunken/70">
              <div className="min-w-0 flex-1">
                <Link href={row.href} look="plain" className="block font-medium after:absolute after:inset-0">
                  {row.title}
                </Link>
                <p className="text-sm text-ink-faint">
                  {row.waits ? words.answer_until(lastDay(row.by, zone)) : formatDay(row.at, zone)}
                </p>
              </div>
              <div className="shrink-0 text-sm">{row.mark}</div>
            </li>
          ))}
        </ul>
      </Section>
    )
  return (
    <>
      <PageHeader title={words.title} />
      {failed ? (
        <ProblemState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !known ? (
        <SkeletonText lines={6} />
      ) : rows.length === 0 ? (
        <EmptyState icon={<HandHelping />} title={words.none}>
          {words.none_why}
        </EmptyState>
      ) : (
        <div className="flex max-w-3xl flex-col gap-9">
          {group(
            words.asked,
            rows.filter((row) => row.waits),
          )}
          {group(
            words.before,
            rows.filter((row) => !row.waits),
          )}
        </div>
      )}
    </>
  )
}
