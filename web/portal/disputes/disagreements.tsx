import { useApiQuery } from '../../api/hooks.ts'
import type { DisputeRow } from '../../disputes/state.tsx'
import { useActing } from '../../session.tsx'
import { Section } from '../../ui/index.ts'
import { DisagreeLink } from './disagree-link.tsx'
import { DisputeCards } from './list.tsx'
import { words } from './words.ts'

const OVER: readonly DisputeRow['status'][] = ['accepted', 'closed', 'withdrawn']

/** Is there one of this partner's own that still goes on? Another cannot be opened beside it. */
export function goesOn(rows: readonly DisputeRow[]): boolean {
  return rows.some((row) => row.role === 'opener' && !OVER.includes(row.status))
}

type About = { conflict: string } | { ruling: string; case: string }

/** On what can be disagreed with: where earlier disagreements stand, and the way to one, where there is a decision to be wrong. */
export function Disagreements({ about, may }: { about: About; may: boolean }) {
  const acting = useActing()
  const of = 'conflict' in about ? { conflict_id: about.conflict } : { ruling_id: about.ruling }
  const list = useApiQuery('dispute.list', { query: { limit: 10, ...of } }, { enabled: acting.may('dispute:read') })
  const rows = list.data?.rows ?? []
  const opens = may && acting.may('dispute:open') && list.data !== undefined && !goesOn(rows)
  if (rows.length === 0 && !opens) return null
  return (
    <Section title={words.panel.title}>
      {rows.length > 0 ? <DisputeCards rows={rows} /> : <p className="max-w-2xl text-ink-soft">{words.panel.none}</p>}
      {opens && <DisagreeLink about={about} />}
    </Section>
  )
}
