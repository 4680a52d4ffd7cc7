import { useState } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { PageSkeleton } from '../../frame/states.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { exactTime, GuardedButton, PageHeader, RelativeTime, Tabs } from '../../ui/index.ts'
import { usePathParam, useUrlState } from '../../url-state.ts'
import { locale } from '../../words/words.ts'
import { RecognitionTrial } from '../matches/trial.tsx'
import { DraftEditor } from './draft-editor.tsx'
import { Findings } from './findings.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { Rules } from './rules.tsx'
import { Standing, type Version } from './standing.tsx'
import { useDraft } from './use-draft.ts'
import { DiscardDialog, VersionMenu } from './version-menu.tsx'
import { words } from './words.ts'
import { YamlView } from './yaml-view.tsx'

const says = words.page

/** One version: its rules in words and as text; a draft also to edit, publish or discard. */
export default function VersionPage() {
  const n = Number(usePathParam('n'))
  const version = useApiQuery('program.get_version', { params: { n } })
  return (
    <Loaded query={version} heading="h1" skeleton={<PageSkeleton />}>
      {(found) => <Inside key={found.version} version={found} />}
    </Loaded>
  )
}

function Inside({ version }: { version: Version }) {
  const { membership, may, zone } = useActing()
  const org = membership.org.slug
  const [url, setUrl] = useUrlState()
  const [dialog, setDialog] = useState<'publish' | 'discard' | null>(null)
  const written = useDraft(version)
  const can = (verb: string) => version.abilities.includes(verb)
  const draft = version.status === 'draft'
  const tabs = [
    ...(can('edit') ? (['edit'] as const) : []),
    'rules',
    'yaml',
    ...(draft ? (['findings'] as const) : []),
    ...(can('edit') ? (['trial'] as const) : []),
  ] as const
  const tab = tabs.find((one) => one === url['tab']) ?? tabs[0] ?? 'rules'
  const contents = {
    edit: <DraftEditor draft={written} sections={version.sections} />,
    rules: <Rules version={version} />,
    yaml: <YamlView yaml={version.yaml} n={version.version} />,
    findings: <Findings findings={version.findings} />,
    trial: <RecognitionTrial yaml={written.yaml} />,
  }
  return (
    <div className="px-4 pb-10 sm:px-6">
      <PageHeader
        title={words.version(version.version)}
        crumbs={[{ label: says.crumb, href: paths.console.program(org) }]}
        mark={<Standing of={version.status} />}
        meta={
          <>
            {version.effective_at && (
              <span>
                {says.from} {exactTime(version.effective_at, zone, locale())}
              </span>
            )}
            <span>
              {version.published_at ? says.published : says.made}{' '}
              <RelativeTime at={version.published_at ?? version.created_at} />{' '}
              {says.by((version.published_by ?? version.created_by).name)}
            </span>
          </>
        }
        actions={
          <>
            <VersionMenu version={version} onDiscard={() => setDialog('discard')} />
            {draft && (
              <GuardedButton
                look="primary"
                whyNot={!may('program:publish') ? says.publish_not_yours : written.dirty ? words.editor.unsaved : null}
                onClick={() => setDialog('publish')}
              >
                {says.publish}
              </GuardedButton>
            )}
          </>
        }
      >
        {version.note && !draft && <p className="max-w-2xl text-ink-soft">{version.note}</p>}
      </PageHeader>
      <Tabs
        label={says.tabs.label}
        value={tab}
        onChange={(id) => setUrl({ tab: id === tabs[0] ? null : id })}
        items={tabs.map((id) => ({
          id,
          label: says.tabs[id],
          content: contents[id],
          ...(id === 'findings' && version.findings.length > 0 ? { count: version.findings.length } : {}),
        }))}
      />
      {draft && <PublishDialog version={version} open={dialog === 'publish'} onClose={() => setDialog(null)} />}
      {draft && <DiscardDialog version={version} open={dialog === 'discard'} onClose={() => setDialog(null)} />}
    </div>
  )
}
