import { ArrowLeftRight, GitCompareArrows } from 'lucide-react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { EmptyState, IconButton, PageHeader, Select } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { Changes } from './changes.tsx'
import type { Change } from './standing.tsx'
import { words } from './words.ts'

/** What changes from one version to another. Both stand in the address. */
export default function DiffPage() {
  const { membership } = useActing()
  const [url, setUrl] = useUrlState()
  const versions = useApiPages('program.list_versions', { query: { limit: 100 } })
  const [from, to] = [Number(url['from']), Number(url['to'])]
  const chosen = from > 0 && to > 0
  const diff = useApiQuery('program.diff', { query: { from, to } }, { enabled: chosen, keep: true })
  const later = useApiQuery('program.get_version', { params: { n: to } }, { enabled: chosen })
  const options =
    versions.rows?.map((row) => ({
      value: String(row.version),
      label: words.diff.option(row.version, words.standings[row.status]),
    })) ?? []
  return (
    <div className="max-w-4xl px-4 pb-10 sm:px-6">
      <PageHeader
        title={words.diff.title}
        crumbs={[{ label: words.page.crumb, href: paths.console.program(membership.org.slug) }]}
      />
      <div className="flex flex-wrap items-end gap-2 pb-5">
        <Select
          className="w-56"
          label={words.diff.from}
          value={url['from'] ?? null}
          options={options}
          onChange={(value) => setUrl({ from: value })}
        />
        <IconButton
          label={words.diff.swap}
          icon={<ArrowLeftRight aria-hidden className="size-4" />}
          onClick={() => setUrl({ from: url['to'] ?? null, to: url['from'] ?? null })}
        />
        <Select
          className="w-56"
          label={words.diff.to}
          value={url['to'] ?? null}
          options={options}
          onChange={(value) => setUrl({ to: value })}
        />
      </div>
      {chosen ? (
        <Loaded query={diff}>
          {({ changes }) => <Shown changes={changes} sections={later.data?.sections ?? []} />}
        </Loaded>
      ) : (
        <EmptyState icon={<GitCompareArrows />} title={words.diff.choose.title}>
          {words.diff.choose.body}
        </EmptyState>
      )}
    </div>
  )
}

function Shown({
  changes,
  sections,
}: {
  changes: readonly Change[]
  sections: readonly { key: string; name: string }[]
}) {
  if (changes.length === 0) {
    return (
      <EmptyState icon={<GitCompareArrows />} title={words.diff.same.title}>
        {words.diff.same.body}
      </EmptyState>
    )
  }
  const counts = (['changed', 'added', 'removed'] as const).flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length
    return count > 0 ? [`${count} ${words.diff.counts[kind]}`] : []
  })
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="text-ink-soft">
        <span className="font-medium text-ink">{words.diff.count(changes.length)}</span>
        {counts.length > 1 && ` (${counts.join(', ')})`}
      </p>
      <Changes heading="h2" changes={changes} sections={sections} label={words.diff.title} />
    </div>
  )
}
