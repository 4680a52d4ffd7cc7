import { useApiQuery } from '../../api/hooks.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Link } from '../../ui/index.ts'
import { words } from './desk-words.ts'

const says = words.pace

/** How long decisions took lately against what the program promises; the late ones a click away. */
export function Pace() {
  const { membership } = useActing()
  const pace = useApiQuery('registration.pace').data
  if (!pace) return null
  if (pace.median_minutes === null) return <span>{says.none}</span>
  const within = Math.floor(((pace.answered - pace.late) / pace.answered) * 100)
  const missed = withQuery(paths.console.registrations(membership.org.slug), { view: 'all', due: 'missed' })
  return (
    <>
      <span className={pace.median_minutes > pace.promised_minutes ? 'text-danger' : undefined}>
        {says.median(says.minutes(pace.median_minutes))}
      </span>
      <span>{says.promised(says.minutes(pace.promised_minutes))}</span>
      {pace.late > 0 ? (
        <Link href={missed} className="touch:py-3">
          {says.late(pace.late)}
        </Link>
      ) : (
        <span>{says.within(within)}</span>
      )}
    </>
  )
}
