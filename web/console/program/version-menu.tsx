import { Copy, Ellipsis, GitCompareArrows, Trash2 } from 'lucide-react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { problemText } from '../../api/problem-text.ts'
import { toastProblem } from '../../api/problem-note.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, Callout, Dialog, IconButton, Menu, toast, type MenuItem } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import type { Version } from './standing.tsx'
import { words } from './words.ts'

const says = words.page

/** What else can be done with a version: compared, copied, thrown away. */
export function VersionMenu({ version, onDiscard }: { version: Version; onDiscard: () => void }) {
  const { membership } = useActing()
  const org = membership.org.slug
  const go = useGo()
  const versions = useApiQuery('program.list_versions', { query: { limit: 100 } })
  const rows = versions.data?.rows ?? []
  // Compared with what binds now; for what binds now, with what did before it.
  const inForce = rows.find((row) => row.status === 'in_force')
  const before = rows.find((row) => row.version < version.version && row.status !== 'draft')
  const other = inForce && inForce.version !== version.version ? inForce : before
  const copy = useApiCommand('program.create_draft', {
    onDone: (made) => {
      toast({ title: words.new.made(made.version) })
      go(paths.console.programVersion(org, made.version))
    },
    onProblem: (problem) => toastProblem(problem),
  })
  const items: MenuItem[] = [
    ...(other
      ? [
          {
            kind: 'link' as const,
            id: 'compare',
            label: says.compare,
            hint: words.diff.option(other.version, words.standings[other.status]),
            icon: <GitCompareArrows />,
            href: withQuery(paths.console.programDiff(org), {
              from: Math.min(other.version, version.version),
              to: Math.max(other.version, version.version),
            }),
          },
        ]
      : []),
    ...(version.abilities.includes('copy')
      ? [
          {
            kind: 'action' as const,
            id: 'copy',
            label: says.copy,
            icon: <Copy />,
            onPick: () => copy.mutate({ body: { copy_of: version.version, note: '' } }),
          },
        ]
      : []),
    ...(version.abilities.includes('discard')
      ? [
          { kind: 'line' as const, id: 'line' },
          {
            kind: 'action' as const,
            id: 'discard',
            label: says.discard,
            icon: <Trash2 />,
            danger: true,
            onPick: onDiscard,
          },
        ]
      : []),
  ]
  if (items.length === 0) return null
  return (
    <Menu
      trigger={
        <IconButton bare look="secondary" label={says.more} icon={<Ellipsis aria-hidden className="size-4" />} />
      }
      items={items}
    />
  )
}

/** Asks before a draft is thrown away. */
export function DiscardDialog({ version, open, onClose }: { version: Version; open: boolean; onClose: () => void }) {
  const { membership } = useActing()
  const go = useGo()
  const discard = useApiCommand('program.discard_draft')
  const problem = discard.error ? problemText(discard.error) : null
  const throwAway = () =>
    discard.mutate(
      { params: { n: version.version } },
      {
        onSuccess: () => {
          toast({ title: words.discard.done(version.version) })
          go(paths.console.program(membership.org.slug), 'replace')
        },
      },
    )
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.discard.title(version.version)}
      description={words.discard.body}
      actions={
        <>
          <Button onClick={onClose}>{words.discard.keep}</Button>
          <Button look="danger" pending={discard.isPending} onClick={throwAway}>
            {words.discard.go}
          </Button>
        </>
      }
    >
      {problem && (
        <Callout tone="danger" title={problem.what}>
          {problem.next}
        </Callout>
      )}
    </Dialog>
  )
}
