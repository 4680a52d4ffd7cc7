import { useApiQuery } from '../../api/hooks.ts'
import { useActing } from '../../session.tsx'
import { Callout, Section } from '../../ui/index.ts'
import type { Deal } from '../calls.ts'
import { DisagreeLink } from './disagree-link.tsx'
import { goesOn } from './disagreements.tsx'
import { DisputeCards } from './list.tsx'
import { words } from './words.ts'

/** States in which something earns; of others it would be said in vain that it is paid later. */
const EARNS: readonly Deal['status'][] = ['approved', 'converted', 'won']

/** States that a partner may find wrong; in all others there is hardly a reason to. */
const WAS_A_NO: readonly Deal['status'][] = ['rejected', 'revoked', 'queued', 'expired', 'lost']

/** On a deal: what is in dispute, what is kept back for it, and the way to disagree. */
export function DealDisputes({ deal }: { deal: Pick<Deal, 'id' | 'status'> }) {
  const { may } = useActing()
  const reads = { enabled: may('dispute:read') }
  const list = useApiQuery('dispute.list', { query: { limit: 10, registration_id: deal.id } }, reads)
  const held = useApiQuery('hold.list', { query: { limit: 5, registration_id: deal.id } }, reads)
  const rows = list.data?.rows ?? []
  const holds = EARNS.includes(deal.status) ? (held.data?.rows ?? []) : []
  const opens = may('dispute:open') && deal.status !== 'withdrawn' && list.data !== undefined && !goesOn(rows)
  if (rows.length === 0 && holds.length === 0) {
    if (!opens) return null
    if (!WAS_A_NO.includes(deal.status)) return <DisagreeLink about={{ deal: deal.id }} quiet />
  }
  return (
    <Section title={words.panel.title}>
      {holds.map((one) => (
        <Callout key={one.id} tone="info">
          {one.text}
        </Callout>
      ))}
      {rows.length > 0 ? <DisputeCards rows={rows} /> : <p className="max-w-2xl text-ink-soft">{words.panel.none}</p>}
      {opens && <DisagreeLink about={{ deal: deal.id }} />}
    </Section>
  )
}
