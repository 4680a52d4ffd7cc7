import { useRef } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, useClock } from '../../ui/index.ts'
import type { Deal } from '../calls.ts'
import { lastDay } from './state.tsx'
import { useArrived } from './use-arrived.ts'
import { words } from './words-life.ts'

const says = words.confirm

/** Says that the company is still wanted, now that it came free. */
export function ConfirmOffer({ deal, onDone }: { deal: Deal; onDone: (thanks: string) => void }) {
  const { zone } = useClock()
  const confirm = useApiCommand('registration.confirm', {
    also: ['event', 'partner'],
    onDone: ({ status }) => onDone(says.done[status] ?? says.other),
  })
  const place = useRef<HTMLDivElement>(null)
  useArrived(place)
  if (!deal.abilities.includes('confirm')) return null
  return (
    <div ref={place} className="flex scroll-mt-20 flex-col gap-2">
      {deal.confirm_due_at && <p className="text-ink-soft">{says.by(lastDay(deal.confirm_due_at, zone))}</p>}
      {confirm.error && <ProblemNote error={confirm.error} />}
      <Button
        look="primary"
        className="w-full sm:w-fit"
        pending={confirm.isPending}
        onClick={() => confirm.mutate({ params: { id: deal.id } })}
      >
        {says.action}
      </Button>
    </div>
  )
}
