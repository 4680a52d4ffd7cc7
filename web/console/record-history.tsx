import { RecordTimeline, type Happening } from '../frame/record-timeline.tsx'
import { words } from '../frame/timeline-words.ts'
import { paths, withQuery } from '../paths.ts'
import { useActing } from '../session.tsx'
import { Callout } from '../ui/index.ts'
import { useMay } from './may.ts'

const to = paths.console

/** The timeline of a record in the console; its entries lead to what they are about. */
export function RecordHistory({ subject, version }: { subject: string; version?: number }) {
  const { membership } = useActing()
  const may = useMay()
  const org = membership.org.slug
  if (!may('event:read')) return <Callout tone="neutral">{words.not_yours}</Callout>
  const hrefOf = ({ noun, id }: Happening['subject']) => {
    if (noun === 'registration') return to.registration(org, id)
    if (noun === 'request') return to.request(org, id)
    if (noun === 'conduct_case') return to.conductCase(org, id)
    if (noun === 'match') return to.match(org, id)
    if (noun === 'conflict') return to.conflict(org, id)
    if (noun === 'consent') return to.consent(org, id)
    if (noun === 'dispute') return to.dispute(org, id)
    if (noun === 'account') return to.account(org, id)
    if (noun === 'partner') return to.partner(org, id)
    if (noun === 'membership') return withQuery(to.people(org), { side: 'partner', open: id })
    return null
  }
  return <RecordTimeline subject={subject} hrefOf={hrefOf} {...(version === undefined ? {} : { version })} />
}
