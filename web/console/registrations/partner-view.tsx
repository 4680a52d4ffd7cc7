import { Loaded } from '../../api/loaded.tsx'
import { useApiQuery } from '../../api/hooks.ts'
import { Reasons } from '../../portal/deals/reasons.tsx'
import { DealClock, DealMark, useHeadline } from '../../portal/deals/state.tsx'
import { FormFile } from '../../files/form-file.tsx'
import { KeyFields } from '../../ui/index.ts'
import type { Registration } from './states.ts'
import { words } from './words.ts'

const says = words.partner_view

/** The registration as the portal shows it to its partner: the same words, made of the same answer by the same parts. */
export function PartnerView({ registration: r }: { registration: Registration }) {
  const view = useApiQuery('registration.partner_view', { params: { id: r.id } })
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-faint">{says.note(r.partner.name)}</p>
      <Loaded query={view}>{(deal) => <Page deal={deal} />}</Loaded>
    </div>
  )
}

function Page({ deal }: { deal: Registration }) {
  const headline = useHeadline(deal)
  return (
    <section
      aria-label={says.frame}
      data-density="calm"
      className="flex max-w-xl flex-col gap-4 rounded-lg border border-line bg-canvas p-5 text-md"
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-semibold">{deal.account.name}</span>
        <DealMark status={deal.status} />
      </header>
      <div className="flex flex-col gap-2">
        <p className="text-lg font-semibold tracking-tight">{headline}</p>
        <Reasons deal={deal} />
      </div>
      <div>
        <p className="text-sm text-ink-faint">{says.next}</p>
        <p>{deal.next_step.text}</p>
      </div>
      {deal.answers.length > 0 && (
        <KeyFields
          fields={deal.answers.map(({ label, type, text, value }) => ({
            label,
            value: type === 'file' ? <FormFile registration={deal.id} id={String(value)} /> : text,
          }))}
        />
      )}
      {!deal.ended_at && deal.status !== 'rejected' && <DealClock deal={deal} bar />}
    </section>
  )
}
