import { Lightbulb } from 'lucide-react'
import { useActing } from '../../session.tsx'
import type { Deal } from '../calls.ts'
import { words } from './words.ts'

/** Why it stands so, what was written about it, and what would turn a no into a yes. */
export function Reasons({ deal }: { deal: Deal }) {
  const { membership } = useActing()
  const because = deal.ruling.because.filter((reason) => reason.text !== deal.decision_reason)
  // What was written at the end is what counts now; who withdrew knows why.
  const said = deal.status === 'withdrawn' ? null : deal.ended_at ? deal.end_reason : deal.decision_reason
  // What was said before a question is over with it.
  const shown = deal.ended_at || deal.status === 'info_requested' ? [] : because
  return (
    <>
      {shown.map((reason) => (
        <p key={reason.check}>{reason.text}</p>
      ))}
      {said && (
        <figure className="border-l-2 border-line-strong pl-3">
          <figcaption className="text-sm text-ink-faint">{words.said(membership.org.name)}</figcaption>
          <blockquote className="whitespace-pre-line">{said}</blockquote>
        </figure>
      )}
      {deal.next_step.way_to_yes && deal.status === 'rejected' && <WayToYes text={deal.next_step.way_to_yes} />}
    </>
  )
}

/** What happens next; after a no that is the way to a yes, which has its own place. */
export function NextStep({ deal }: { deal: Deal }) {
  if (deal.status === 'rejected') return null
  return (
    <div>
      <p className="text-sm text-ink-faint">{words.next_step}</p>
      <p>{deal.next_step.text}</p>
    </div>
  )
}

/** What would turn this no into a yes. */
function WayToYes({ text }: { text: string }) {
  return (
    <div className="flex gap-2.5 rounded-lg bg-accent-soft px-3.5 py-3">
      <Lightbulb aria-hidden className="mt-1 size-4 shrink-0 text-accent-ink" />
      <div>
        <p className="font-medium text-accent-ink">{words.way_to_yes}</p>
        <p className="text-ink">{text}</p>
      </div>
    </div>
  )
}
