import { Scale } from 'lucide-react'
import type { ReactNode } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { useClock } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDay } from '../../words/format.ts'
import { Need } from '../home/need.tsx'
import { words } from './words.ts'

const says = words.needs

/** Questions and proposals of disagreements that wait for this partner, for the front of its home. */
export function useDisputeNeeds(): ReactNode[] {
  const partner = usePathParam('partner')
  const { may } = useActing()
  const { zone } = useClock()
  const list = useApiQuery('dispute.list', { query: { limit: 20 } }, { enabled: may('dispute:read') })
  return (list.data?.rows ?? [])
    .filter((row) => row.waits_for_me)
    .map((row) => {
      const asked = row.due?.what === 'answer'
      return (
        <Need
          key={row.id}
          icon={<Scale />}
          look="bg-warn-soft text-warn"
          title={(asked ? says.asked : says.proposed)(row.title)}
          href={paths.portal.dispute(partner, row.id)}
          action={asked ? says.answer : says.look}
        >
          {row.due && (asked ? says.asked_why : says.proposed_why)(formatDay(row.due.at, zone))}
        </Need>
      )
    })
}
