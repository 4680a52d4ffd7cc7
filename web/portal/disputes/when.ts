import type { DisputeRow } from '../../disputes/state.tsx'
import { useClock } from '../../ui/index.ts'
import { formatDay } from '../../words/format.ts'
import { words } from './words.ts'

/** By when what happens, in a line; nothing where nothing is promised. */
export function useWhen(): (of: Pick<DisputeRow, 'due' | 'status'>) => string | null {
  const { zone } = useClock()
  return ({ due, status }) => {
    if (!due) return null
    const day = formatDay(due.at, zone)
    if (due.what === 'answer') return words.by_answer(day)
    if (due.what === 'appeal') return words.appeal_by(day)
    // That it stands still is what happens next.
    if (due.stands_still) return null
    if (due.is_late) return words.late
    if (status === 'proposed') return words.proposal_by(day)
    return due.what === 'acknowledge' ? words.acknowledge_by(day) : words.by(day)
  }
}
