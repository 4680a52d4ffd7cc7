import { BookOpenText, GitCompareArrows, Plus } from 'lucide-react'
import { useState } from 'react'
import { useApiPages } from '../../api/hooks.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink, EmptyState, GuardedButton, PageHeader, RelativeTime, type Column } from '../../ui/index.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { NewDraft } from './new-draft.tsx'
import { Standing, type VersionRow } from './standing.tsx'
import { words } from './words.ts'

const columns: readonly Column<VersionRow>[] = [
  { id: 'version', header: words.columns.version, cell: (row) => words.version(row.version) },
  { id: 'status', header: words.columns.status, cell: (row) => <Standing of={row.status} />, card: 'aside' },
  {
    id: 'effective',
    header: words.columns.effective,
    cell: (row) =>
      row.effective_at ? <RelativeTime at={row.effective_at} /> : <span className="text-ink-faint">{words.none}</span>,
  },
  {
    id: 'note',
    header: words.columns.note,
    cell: (row) => <span className="line-clamp-2 text-ink-soft">{row.note || words.none}</span>,
    width: '45%',
  },
  {
    id: 'by',
    header: words.columns.by,
    from: 'lg',
    card: 'hide',
    cell: (row) => (row.published_by ?? row.created_by).name,
  },
]

/** Every version of the program, the newest first. */
export default function ProgramPage() {
  const { membership, may } = useActing()
  const [making, setMaking] = useState(false)
  const list = useApiPages('program.list_versions')
  const org = membership.org.slug
  const inForce = list.rows?.find((row) => row.status === 'in_force')
  const newest = list.rows?.[0]
  const newDraft = (
    <GuardedButton
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      whyNot={may('program:edit') ? null : words.new.not_yours}
      onClick={() => setMaking(true)}
    >
      {words.new.action}
    </GuardedButton>
  )
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          meta={words.meta}
          actions={
            <>
              {inForce && newest && newest.version !== inForce.version && (
                <ButtonLink
                  href={withQuery(paths.console.programDiff(org), { from: inForce.version, to: newest.version })}
                  icon={<GitCompareArrows aria-hidden className="size-4" />}
                >
                  {words.compare}
                </ButtonLink>
              )}
              {newDraft}
            </>
          }
        />
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.label}
          columns={columns}
          rowKey={(row) => String(row.version)}
          rowName={(row) => words.version(row.version)}
          rowHref={(row) => paths.console.programVersion(org, row.version)}
          skeletonRows={3}
          empty={
            <EmptyState icon={<BookOpenText />} title={words.empty.title} actions={newDraft}>
              {words.empty.body}
            </EmptyState>
          }
        />
      </div>
      <NewDraft
        open={making}
        versions={list.rows ?? []}
        first={(inForce ?? newest)?.version ?? null}
        onClose={() => setMaking(false)}
      />
    </>
  )
}
