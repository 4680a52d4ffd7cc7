import { Stamp } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState, type FocusEvent } from 'react'
import { ProblemState } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, ButtonLink, EmptyState, stillThere, Table, type Column, type Selection } from '../../ui/index.ts'
import type { UrlState } from '../../url-state.ts'
import { ListFoot } from '../lists/list-foot.tsx'
import { NewDot } from './board.tsx'
import type { BulkVerb, Target } from './bulk-dialog.tsx'
import { columnsOf, DEFAULT_COLUMNS, isColumn } from './columns.tsx'
import { isNarrowed, orderBy, orderOf, queryOf, SORTS, type ViewState } from './desk.ts'
import { DeskBar } from './desk-bar.tsx'
import { useDeskKeys } from './desk-keys.ts'
import { words as says } from './desk-words.ts'
import { useRows } from './rows.ts'
import type { Tab } from './saved-views.ts'
import type { RegistrationRow } from './states.ts'
import { builtIn } from './views.ts'
import { words } from './words.ts'

const NONE: Selection = new Set()
const keyOf = (row: RegistrationRow) => row.id
const nameOf = (row: RegistrationRow) => row.account.name

/** The rows of a view as a table: opened beside it, selected, ordered by their headers. */
export function RegistrationTable({
  tab,
  state,
  url,
  since,
  isNarrow,
  canOpen,
  isNew,
  onUrl,
  onBulk,
}: {
  tab: Tab
  state: ViewState
  url: UrlState
  since: string | null
  /** A panel stands beside it: only the columns that it does not repeat. */
  isNarrow: boolean
  canOpen: boolean
  isNew: (row: RegistrationRow) => boolean
  onUrl: (patch: Readonly<Record<string, string | null>>) => void
  onBulk: (verb: BulkVerb, target: Target) => void
}) {
  const { membership } = useActing()
  const org = membership.org.slug
  const list = useRows(state, since)
  const { rows } = list
  const [chosen, setChosen] = useState<Selection>(NONE)
  const [all, setAll] = useState<number | null>(null)
  const open = url['open'] ?? null
  const filter = queryOf(state.filters, since)
  const keys = useMemo(() => rows?.map(keyOf) ?? [], [rows])
  // Whoever decided a row meanwhile took it out of the list, and so out of the selection.
  const selected = useMemo(() => stillThere(chosen, keys), [chosen, keys])
  // A run that has started has taken the selection with it.
  const { run } = url
  useEffect(() => {
    if (run) setChosen(NONE)
    setAll(null)
  }, [run])
  const select = (next: Selection) => {
    setChosen(next)
    setAll(null)
  }
  useDeskKeys((pressed) => {
    if (selected.size === 0) return false
    if (pressed.kind === 'escape') select(NONE)
    else if (pressed.kind === 'verb')
      onBulk(
        pressed.verb,
        all !== null
          ? { kind: 'matching', filter, count: all }
          : { kind: 'rows', rows: rows?.filter((row) => selected.has(row.id)) ?? [] },
      )
    return pressed.kind !== 'keys'
  })
  const mark = state.filters['status'] === 'in_review' ? 'advice' : 'status'
  const columns = useMemo(() => {
    const ids = isNarrow
      ? (['account', mark, 'clock'] as const)
      : (state.columns ?? DEFAULT_COLUMNS).map((id) => (id === 'status' ? mark : id)).filter(isColumn)
    return withNews(columnsOf(...ids), isNew)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is new depends on when the view was looked at last
  }, [isNarrow, mark, state.columns, since])
  const here = paths.console.registrations(org)
  const recordOf = (id: string) => paths.console.registration(org, id)
  // The second Enter on a row opens the whole page.
  const hrefOf = (row: RegistrationRow) =>
    canOpen && row.id !== open ? withQuery(here, { ...url, open: row.id }) : recordOf(row.id)
  // With a row open, j and k take the panel along.
  const follow = (event: FocusEvent) => {
    const row = event.target.closest('[data-row]')?.getAttribute('data-row')
    if (open && row && row !== open && event.target.hasAttribute('data-row-link')) onUrl({ open: row })
  }
  const order = orderOf(state)
  const { more } = list
  const onEnd = useCallback(() => more?.(), [more])
  return (
    <div onFocus={follow}>
      <Table
        label={tab.name}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowName={nameOf}
        rowHref={hrefOf}
        openKey={open}
        selected={selected}
        onSelect={select}
        sort={SORTS[order]}
        onSort={({ column, direction }) => {
          const next = orderBy(column, direction, state.filters)
          const own = orderOf(tab.state)
          if (next) onUrl({ sort: next === own && tab.state.sort === null ? null : next })
        }}
        skeletonRows={10}
        onEnd={onEnd}
        error={list.error && !rows ? <ProblemState error={list.error} onRetry={list.retry} /> : undefined}
        // A page may be empty and still not be the last.
        empty={more ? undefined : <NoRows tab={tab} filtered={isNarrowed(tab.state, url)} org={org} />}
      />
      {list.isStale && (
        <p role="status" className="flex items-center gap-2 px-4 pt-3 text-xs text-ink-soft">
          {says.stale}
          <Button size="small" onClick={list.retry}>
            {says.refresh}
          </Button>
        </p>
      )}
      <ListFoot count={rows?.length ?? 0} more={more} pending={list.pending} />
      {selected.size > 0 && (
        <DeskBar
          rows={rows ?? []}
          selected={selected}
          all={all}
          filter={filter}
          onAll={setAll}
          onVerb={onBulk}
          onClear={() => select(NONE)}
        />
      )}
    </div>
  )
}

/** The first column says which rows changed since one looked. */
function withNews(
  columns: Column<RegistrationRow>[],
  isNew: (row: RegistrationRow) => boolean,
): Column<RegistrationRow>[] {
  return columns.map((column, place) =>
    place === 0
      ? {
          ...column,
          cell: (row) =>
            isNew(row) ? (
              <>
                <NewDot />
                {column.cell(row)}
              </>
            ) : (
              column.cell(row)
            ),
        }
      : column,
  )
}

function NoRows({ tab, filtered, org }: { tab: Tab; filtered: boolean; org: string }) {
  const view = builtIn(tab.key)
  const kind = filtered ? 'filtered' : view === 'all' || view === 'approvals' ? view : 'other'
  const { title, body } = words.empty[kind]
  return (
    <EmptyState
      icon={<Stamp />}
      title={title}
      actions={kind !== 'all' && <ButtonLink href={paths.console.registrations(org)}>{words.empty.see_all}</ButtonLink>}
    >
      {body}
    </EmptyState>
  )
}
