import { HandHelping } from 'lucide-react'
import { useApiQuery } from '../../api/hooks.ts'
import { paths, withQuery } from '../../paths.ts'
import { useClock } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { lastDay } from '../../requests/state.tsx'
import { Need } from '../home/need.tsx'
import { words } from './words.ts'

/** What direct sales waits for this partner's word on, as rows of "what needs you". */
export function useDirectSalesNeeds(most: number) {
  const partner = usePathParam('partner')
  const { zone } = useClock()
  const conflicts = useApiQuery('conflict.list', { query: { status: 'open', waits_for: 'partner', limit: most } })
  const consents = useApiQuery('consent.list', { query: { status: 'asked', limit: most } })
  return [
    ...(conflicts.data?.rows ?? []).map((c) => (
      <Need
        key={c.id}
        icon={<HandHelping />}
        look="bg-warn-soft text-warn"
        title={words.conflict_row(c.account.name)}
        href={withQuery(paths.portal.conflict(partner, c.id), { answer: 1 })}
        action={words.on_deal.answer}
      >
        {words.answer_until(lastDay(c.answer_due_at, zone))}
      </Need>
    )),
    ...(consents.data?.rows ?? []).map((c) => (
      <Need
        key={c.id}
        icon={<HandHelping />}
        look="bg-warn-soft text-warn"
        title={words.consent_row(c.account.name)}
        href={withQuery(paths.portal.consent(partner, c.id), { answer: 1 })}
        action={words.on_deal.answer}
      >
        {words.by(c.asked_by)} · {words.answer_until(lastDay(c.answer_due_at, zone))}
      </Need>
    )),
  ]
}
