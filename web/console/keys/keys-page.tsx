import { BookOpenText, KeyRound, Plus } from 'lucide-react'
import { useApiPages } from '../../api/hooks.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink, EmptyState, GuardedButton, PageHeader, RelativeTime, Status, type Column } from '../../ui/index.ts'
import { useUrlFlag, useUrlState } from '../../url-state.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { WallClock } from '../../wall-clock.tsx'
import { CreateKey } from './create-key.tsx'
import { stateOf, tones, type Key } from './key-state.ts'
import { KeyDrawer } from './key-drawer.tsx'
import { words } from './words.ts'

const columns: readonly Column<Key>[] = [
  { id: 'name', header: words.columns.name, cell: (key) => key.name },
  {
    id: 'state',
    header: words.columns.state,
    card: 'aside',
    cell: (key) => {
      const state = stateOf(key, Date.now())
      return <Status tone={tones[state]}>{words.states[state]}</Status>
    },
  },
  {
    id: 'key',
    header: words.columns.key,
    cell: (key) => <code className="font-mono text-xs text-ink-soft">{key.token_start}…</code>,
  },
  { id: 'scopes', header: words.columns.scopes, cell: (key) => words.scope_count(key.scopes.length) },
  {
    id: 'used',
    header: words.columns.used,
    cell: (key) =>
      key.last_used_at ? (
        <RelativeTime at={key.last_used_at} />
      ) : (
        <span className="text-ink-faint">{words.never_used}</span>
      ),
  },
  {
    id: 'expires',
    header: words.columns.expires,
    from: 'lg',
    card: 'hide',
    cell: (key) =>
      key.expires_at ? (
        <RelativeTime at={key.expires_at} />
      ) : (
        <span className="text-ink-faint">{words.never_expires}</span>
      ),
  },
  { id: 'made', header: words.columns.made, from: 'lg', card: 'hide', cell: (key) => key.created_by },
]

/** The keys by which other programs use the API. The open one stands in the address. */
export default function KeysPage() {
  const { membership, may } = useActing()
  const [url, setUrl] = useUrlState()
  const [making, setMaking] = useUrlFlag('new')
  const list = useApiPages('key.list')
  const here = paths.console.keys(membership.org.slug)
  const open = list.rows?.find((key) => key.id === url['open']) ?? null
  const newKey = (
    <GuardedButton
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      whyNot={may('key:create') ? null : words.new.not_yours}
      onClick={() => setMaking(true)}
    >
      {words.new.action}
    </GuardedButton>
  )
  return (
    <WallClock>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          meta={words.meta}
          actions={
            <>
              <ButtonLink href="/api/docs" target="_blank" icon={<BookOpenText aria-hidden className="size-4" />}>
                {words.docs}
              </ButtonLink>
              {newKey}
            </>
          }
        />
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.title}
          columns={columns}
          rowKey={(key) => key.id}
          rowName={(key) => key.name}
          rowHref={(key) => withQuery(here, { open: key.id })}
          openKey={open?.id ?? null}
          skeletonRows={3}
          empty={
            <EmptyState icon={<KeyRound />} title={words.empty.title} actions={newKey}>
              {words.empty.body}
            </EmptyState>
          }
        />
      </div>
      <KeyDrawer shown={open} onClose={() => setUrl({ open: null })} />
      <CreateKey open={making} onClose={() => setMaking(false)} />
    </WallClock>
  )
}
