import { Scale } from 'lucide-react'
import { useApiQuery } from '../../api/hooks.ts'
import { lastDay } from '../../conduct/state.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { useClock } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { Need } from './need.tsx'
import { words } from './words.ts'

/** Questions about the rules that wait for an answer: of those who may give one. */
export function useConductNeeds() {
  const partner = usePathParam('partner')
  const { may } = useActing()
  const { zone } = useClock()
  const list = useApiQuery(
    'conduct_case.list',
    { query: { live: 'true', limit: 5 } },
    { enabled: may('conduct:answer') },
  )
  return (list.data?.rows ?? [])
    .filter((row) => row.status === 'notified' || row.status === 'silent')
    .map((row) => (
      <Need
        key={row.id}
        icon={<Scale />}
        look="bg-warn-soft text-warn"
        title={words.needs.conduct}
        href={withQuery(paths.portal.conduct(partner, row.id), { answer: 1 })}
        action={words.needs.answer}
      >
        {row.status === 'notified' && row.reply_due_at
          ? words.needs.conduct_by(lastDay(row.reply_due_at, zone))
          : words.needs.conduct_late}
      </Need>
    ))
}
