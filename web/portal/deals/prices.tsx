import { KeyFields, Section, useClock } from '../../ui/index.ts'
import { formatMoney } from '../../words/format.ts'
import type { Deal } from '../calls.ts'
import { lastDay } from './state.tsx'
import { words } from './words-life.ts'

const says = words.prices

/** List prices as they stood at registration, and until when they hold. */
export function PricesHeld({ deal }: { deal: Deal }) {
  const { zone } = useClock()
  const [first] = deal.price_holds
  if (!first) return null
  const over = deal.ended_at !== null || deal.status === 'rejected'
  return (
    <Section title={says.title}>
      <p className="text-sm text-ink-soft">
        {over ? says.ended : first.held_until ? says.until(lastDay(first.held_until, zone)) : says.pending}
      </p>
      <KeyFields
        fields={deal.price_holds.map((hold) => ({
          label: hold.product,
          value: <span className="tabular-nums">{formatMoney(hold.list_price)}</span>,
        }))}
      />
    </Section>
  )
}
