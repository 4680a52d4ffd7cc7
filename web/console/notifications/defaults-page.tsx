import { LANGUAGES } from '../../../kit/languages.ts'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { toastProblem } from '../../api/problem-note.tsx'
import { Rhythm } from '../../notifications/rhythm.tsx'
import { TopicTable } from '../../notifications/topic-table.tsx'
import { words as own } from '../../notifications/words.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink, PageHeader, Section, Select, SkeletonText, Tabs } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { words } from './words.ts'

const says = words.defaults

/** How people are told who have chosen nothing: the org's own and its partners'. */
export default function DefaultsPage() {
  const { membership } = useActing()
  const defaults = useApiQuery('notification.defaults')
  return (
    <div className="max-w-3xl px-4 sm:px-6">
      <PageHeader
        title={says.title}
        meta={says.meta}
        actions={<ButtonLink href={paths.console.notificationSettings(membership.org.slug)}>{says.mine}</ButtonLink>}
      />
      <Loaded query={defaults} skeleton={<SkeletonText lines={10} />}>
        {(answer) => <Defaults of={answer} />}
      </Loaded>
    </div>
  )
}

function Defaults({ of }: { of: Answer<'notification.defaults'> }) {
  const [{ side: asked }, setUrl] = useUrlState()
  const change = useApiCommand('notification.change_defaults', {
    onProblem: (problem) => {
      toastProblem(problem, says.failed)
    },
  })
  return (
    <div className="flex flex-col gap-9 pt-2 pb-8">
      <Tabs
        label={says.sides}
        value={asked === 'partner' ? 'partner' : 'org'}
        onChange={(side) => setUrl({ side: side === 'org' ? null : side })}
        items={(['org', 'partner'] as const).map((side) => ({
          id: side,
          label: says[side],
          content: (
            <TopicTable
              level="h2"
              topics={of[side]}
              onChange={(topic, choice) => change.mutate({ body: { [side]: [{ topic, choice }] } })}
            />
          ),
        }))}
      />
      <Section title={says.time}>
        <Rhythm
          digest={of.digest}
          quiet={of.quiet}
          onDigest={(digest) => change.mutate({ body: { digest } })}
          onQuiet={(quiet) => change.mutate({ body: { quiet } })}
        />
        <Select
          label={says.language}
          hint={says.language_hint}
          className="max-w-72"
          value={of.language}
          options={LANGUAGES.map((value) => ({ value, label: own.prefer.languages[value] }))}
          onChange={(language) => change.mutate({ body: { language } })}
        />
      </Section>
    </div>
  )
}
