import { Callout } from '../ui/index.ts'
import { usePartner } from './calls.ts'
import { words } from './words.ts'

/** States of an enrollment in which nothing new is taken from a partner. */
const PAUSED: readonly string[] = ['suspended', 'offboarding', 'terminated']

/** Said above everything where none of the partner's enrollments is open, so that nobody types in vain. */
export function StandingNote() {
  const { data } = usePartner()
  const enrollments = data?.enrollments ?? []
  if (enrollments.length === 0 || !enrollments.every(({ status }) => PAUSED.includes(status))) return null
  const says = words.paused
  return (
    <Callout tone="warn" title={says.title(enrollments.map(({ track }) => track.name))}>
      {says.body(data?.manager?.name ?? null)}
    </Callout>
  )
}
