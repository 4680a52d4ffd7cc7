import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import type { Dispute } from '../../disputes/state.tsx'
import { paths } from '../../paths.ts'
import { Ladder, Link, RelativeTime, Section } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { words } from './words.ts'

/** What is disputed, with its reasons, beside what is said against it. */
export function Disputed({ dispute: d, org }: { dispute: Dispute; org: string }) {
  const may = useMay()
  const ruling = useApiQuery(
    'ruling.get',
    { params: { id: d.ruling_id ?? '' } },
    { enabled: d.ruling_id !== null && may('ruling:read') },
  )
  if (d.subject?.noun === 'conflict')
    return (
      <Section title={words.conflict}>
        <Link href={paths.console.conflict(org, d.subject.id)}>{words.ruling_open}</Link>
      </Section>
    )
  if (!d.ruling_id || !may('ruling:read')) return null
  return (
    <Section
      title={words.ruling}
      aside={
        d.about?.noun === 'registration' && (
          <Link href={paths.console.registration(org, d.about.id)}>{words.ruling_open}</Link>
        )
      }
    >
      <Loaded query={ruling}>
        {(it) => (
          <>
            <p className="text-xs text-ink-faint">
              {words.decider(it.decider)} · <RelativeTime at={it.now} />
            </p>
            <Ladder
              label={words.ruling}
              rungs={it.because.map(({ check, title, verdict, text }) => ({
                id: check,
                check: title,
                verdict,
                reason: verdict === 'not_reached' ? null : text,
              }))}
            />
          </>
        )}
      </Loaded>
    </Section>
  )
}
