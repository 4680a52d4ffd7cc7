import { LANGUAGES } from '../../kit/languages.ts'
import type { Answer } from '../api/contracts.ts'
import { useApiCommand, useApiQuery } from '../api/hooks.ts'
import { Loaded } from '../api/loaded.tsx'
import { toastProblem } from '../api/problem-note.tsx'
import { Button, Callout, PageHeader, RelativeTime, Section, Select, SkeletonText } from '../ui/index.ts'
import { WallClock } from '../wall-clock.tsx'
import { useNoticePlaces } from './place.ts'
import { Rhythm } from './rhythm.tsx'
import { TopicTable } from './topic-table.tsx'
import { words } from './words.ts'

type Preferences = Answer<'notification.preferences'>

const says = words.prefer
const DAY_MS = 86_400_000
const PAUSES = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS }
const zones = () =>
  Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))

/** How somebody is told. Each change is kept at once. */
export default function NotificationSettingsPage() {
  const places = useNoticePlaces()
  const preferences = useApiQuery('notification.preferences', { query: { language: 'en' } })
  return (
    <div className="max-w-3xl px-4 sm:px-6 in-data-[density=calm]:px-0!">
      <PageHeader title={says.title} meta={says.why} crumbs={[{ label: says.to_list, href: places.list }]} />
      <WallClock>
        <Loaded query={preferences} skeleton={<SkeletonText lines={10} />}>
          {(answer) => <Settings of={answer} />}
        </Loaded>
      </WallClock>
    </div>
  )
}

function Settings({ of }: { of: Preferences }) {
  const change = useApiCommand('notification.prefer', {
    onProblem: (problem) => {
      toastProblem(problem, says.failed)
    },
  })
  // What was just chosen stands on the screen while it is on its way.
  const set = (body: NonNullable<Parameters<typeof change.mutate>[0]['body']>) =>
    change.mutate({ query: { language: 'en' }, body })
  const paused = of.paused_until !== null && Date.parse(of.paused_until) > Date.now()
  return (
    <div className="flex flex-col gap-9 pt-2 pb-8">
      {paused && of.paused_until && (
        <Callout
          tone="warn"
          title={
            <>
              {says.paused_until} <RelativeTime at={of.paused_until} />
            </>
          }
          actions={
            <Button size="small" onClick={() => set({ paused_until: null })}>
              {says.resume}
            </Button>
          }
        >
          {says.pause_hint}
        </Callout>
      )}
      <Section title={says.topics}>
        <p className="text-sm text-ink-soft">
          {says.topics_hint} {says.mail_to(of.email)}
        </p>
        <TopicTable topics={of.topics} onChange={(topic, choice) => set({ topics: [{ topic, choice }] })} />
      </Section>
      <Section title={says.time}>
        <Rhythm
          digest={of.digest}
          quiet={of.quiet}
          onDigest={({ every, hour, weekday }) => set({ digest: { every, hour, weekday } })}
          onQuiet={({ from, until }) => set({ quiet: { from, until } })}
        />
        {!paused && (
          <Select
            label={says.pause}
            hint={says.pause_hint}
            className="max-w-60"
            value="none"
            options={(['none', 'day', 'week', 'month'] as const).map((value) => ({ value, label: says.pauses[value] }))}
            onChange={(value) =>
              value !== 'none' && set({ paused_until: new Date(Date.now() + PAUSES[value]).toISOString() })
            }
          />
        )}
      </Section>
      <Section title={says.reading}>
        <div className="flex flex-wrap gap-4">
          <Select
            label={says.language}
            className="w-72"
            value={of.language ?? 'default'}
            options={[
              { value: 'default', label: says.language_default(says.languages[of.org_language]) },
              ...LANGUAGES.map((value) => ({ value, label: says.languages[value] })),
            ]}
            onChange={(value) => set({ language: LANGUAGES.find((one) => one === value) ?? null })}
          />
          <Select
            label={says.zone}
            className="w-72"
            value={of.zone ?? 'default'}
            options={[{ value: 'default', label: says.zone_default(of.program_zone) }, ...zones()]}
            onChange={(value) => set({ zone: value === 'default' ? null : value })}
          />
        </div>
      </Section>
    </div>
  )
}
