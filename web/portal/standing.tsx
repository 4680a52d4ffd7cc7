import { useApiQuery } from '../api/hooks.ts'
import { lastDay } from '../conduct/state.tsx'
import { paths } from '../paths.ts'
import { useActing } from '../session.tsx'
import { ButtonLink, Callout, useClock } from '../ui/index.ts'
import { usePathParam } from '../url-state.ts'
import { usePartner } from './calls.ts'
import { words } from './words.ts'

/** States of an enrollment in which nothing new is taken from a partner. */
const PAUSED: readonly string[] = ['suspended', 'offboarding', 'terminated']

/** Said above everything where none of the partner's enrollments is open, so that nobody types in vain; by which case, where it was one. */
export function StandingNote() {
  const partner = usePathParam('partner')
  const { zone } = useClock()
  const { may } = useActing()
  const { data } = usePartner()
  const enrollments = data?.enrollments ?? []
  const paused = enrollments.length > 0 && enrollments.every(({ status }) => PAUSED.includes(status))
  const standing = useApiQuery('conduct_case.standing', {}, { enabled: paused && may('conduct:read') })
  if (!paused) return null
  const why = standing.data?.cases.find(({ status }) => status === 'suspended')
  if (why)
    return (
      <Callout
        tone="warn"
        title={words.suspended.title(why.suspended_until && lastDay(why.suspended_until, zone))}
        actions={<ButtonLink href={paths.portal.conduct(partner, why.id)}>{words.suspended.look}</ButtonLink>}
      >
        {standing.data?.while_suspended.join(' ')}
      </Callout>
    )
  const says = words.paused
  return (
    <Callout tone="warn" title={says.title(enrollments.map(({ track }) => track.name))}>
      {says.body(data?.manager?.name ?? null)}
    </Callout>
  )
}
