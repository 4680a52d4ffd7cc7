import { useApiQuery } from '../../api/hooks.ts'
import { useActing } from '../../session.tsx'
import { Callout, Section } from '../../ui/index.ts'
import { DisagreeLink } from './disagree-link.tsx'
import { DisputeCards } from './list.tsx'
import { words } from './words.ts'

/** On a deal: what is in dispute, what is kept back for it, and the way to disagree. */
export function DealDisputes({ deal }: { deal: { id: string; status: string } }) {
  const { may } = useActing()
  const list = useApiQuery(
    'dispute.list',
    { query: { limit: 10, registration_id: deal.id } },
    { enabled: may('dispute:read') },
  )
  const held = useApiQuery(
    'hold.list',
    { query: { limit: 5, registration_id: deal.id } },
    { enabled: may('dispute:read') },
  )
  const rows = list.data?.rows ?? []
  const opens = may('dispute:open') && deal.status !== 'withdrawn'
  if (rows.length === 0 && !opens && !held.data?.rows.length) return null
  return (
    <Section title={words.panel.title}>
      {held.data?.rows.map((one) => (
        <Callout key={one.id} tone="warn">
          {one.text}
        </Callout>
      ))}
      {rows.length > 0 ? <DisputeCards rows={rows} /> : <p className="max-w-2xl text-ink-soft">{words.panel.none}</p>}
      {opens && <DisagreeLink about={{ deal: deal.id }} />}
    </Section>
  )
}
