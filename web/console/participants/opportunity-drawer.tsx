import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { paths } from '../../paths.ts'
import { Callout, Copyable, Drawer, KeyFields, Link, Section, SkeletonText } from '../../ui/index.ts'
import { formatDate, formatMoney } from '../../words/format.ts'
import { Participants } from './participants.tsx'
import { words } from './words.ts'

const says = words.opportunity
const day = (date: string | null) => (date ? formatDate(date) : says.none)

/** One opportunity beside the page it hangs on: what it is, and which partners are on it. */
export function OpportunityDrawer({ id, org, onClose }: { id: string | null; org: string; onClose: () => void }) {
  const one = useApiQuery('opportunity.get', { params: { id: id ?? '' } }, { enabled: id !== null })
  return (
    <Drawer open={id !== null} onClose={onClose} title={one.data?.name ?? ''}>
      {id !== null && (
        <Loaded query={one} skeleton={<SkeletonText lines={6} />}>
          {(it) => (
            <div className="flex flex-col gap-6">
              <KeyFields
                fields={[
                  { label: says.stage, value: it.raw_stage ?? says.stages[it.stage] },
                  { label: says.amount, value: it.amount ? formatMoney(it.amount) : says.none },
                  { label: says.owner, value: it.owner?.name ?? says.none },
                  { label: says.product, value: it.product?.name ?? says.none },
                  { label: says.opened, value: day(it.opened_on) },
                  { label: says.closing, value: day(it.closed_on ?? it.expected_close_on) },
                  { label: says.reference, value: <Copyable value={it.id} show={`${it.id.slice(0, 16)}…`} /> },
                ]}
              />
              {it.conflict_id && (
                <Callout tone="warn">
                  {says.in_conflict} <Link href={paths.console.conflict(org, it.conflict_id)}>{says.see_conflict}</Link>
                </Callout>
              )}
              <Section title={words.title}>
                <Participants opportunity_id={it.id} org={org} />
              </Section>
            </div>
          )}
        </Loaded>
      )}
    </Drawer>
  )
}
