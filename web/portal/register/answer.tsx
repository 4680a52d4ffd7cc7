import { CircleCheck, CircleX, Clock3, Hourglass, type LucideIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink, cx, SkeletonText, useDocumentTitle } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { useDeal, type Deal, type DealStatus } from '../calls.ts'
import { NextStep, Reasons } from '../deals/reasons.tsx'
import { useHeadline } from '../deals/state.tsx'
import { words } from './words.ts'

const LOOKS: Partial<Record<DealStatus, { Icon: LucideIcon; look: string }>> = {
  approved: { Icon: CircleCheck, look: 'bg-success-soft text-success' },
  in_review: { Icon: Clock3, look: 'bg-info-soft text-info' },
  queued: { Icon: Hourglass, look: 'bg-warn-soft text-warn' },
  rejected: { Icon: CircleX, look: 'bg-danger-soft text-danger' },
}

/** The answer to a registration: where it stands, why, and what comes next. */
export function AnswerView({ id }: { id: string }) {
  return (
    <Loaded query={useDeal(id)} heading="h1" skeleton={<SkeletonText lines={6} />}>
      {(deal) => <Answered deal={deal} />}
    </Loaded>
  )
}

function Answered({ deal }: { deal: Deal }) {
  const partner = usePathParam('partner')
  const { membership } = useActing()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const { Icon, look } = LOOKS[deal.status] ?? { Icon: Clock3, look: 'bg-neutral-soft text-ink-soft' }
  const headline = useHeadline(deal)
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-6 pt-8 sm:pt-14">
      <title>{useDocumentTitle(headline)}</title>
      <div className="flex flex-col gap-3">
        <span aria-hidden className={cx('flex size-14 items-center justify-center rounded-full', look)}>
          <Icon className="size-7" />
        </span>
        <p className="text-ink-faint">{deal.account.name}</p>
        <h1 ref={title} tabIndex={-1} className="text-xl">
          {headline}
        </h1>
        <Reasons deal={deal} />
        <NextStep deal={deal} />
      </div>
      <div className="flex flex-wrap gap-3 max-sm:flex-col">
        <ButtonLink look="primary" size="large" href={paths.portal.deal(partner, deal.id)}>
          {words.answer.open}
        </ButtonLink>
        <ButtonLink size="large" href={paths.portal.register(partner)}>
          {words.answer.another}
        </ButtonLink>
      </div>
      {deal.manager && <p className="text-ink-faint">{words.answer.manager(deal.manager.name, membership.org.name)}</p>}
    </div>
  )
}
