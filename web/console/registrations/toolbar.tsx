import { Columns3, Kanban, ListFilter, Table2 } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { toastProblem } from '../../api/problem-note.tsx'
import { Button, FilterChips, IconButton, Menu, toast } from '../../ui/index.ts'
import type { UrlState } from '../../url-state.ts'
import { SearchBox } from '../lists/search-box.tsx'
import { CHOOSABLE, columnName, DEFAULT_COLUMNS } from './columns.tsx'
import { CLEAN, isChanged, isNarrowed, kept, type ViewState } from './desk.ts'
import { words as says } from './desk-words.ts'
import { patchOf, useFilters } from './filters.ts'
import { RangeDialog } from './range-dialog.tsx'
import type { Tab } from './saved-views.ts'
import { ViewDialog } from './view-dialog.tsx'
import { words } from './words.ts'

type Patch = Readonly<Record<string, string | null>>

/** What narrows the list, how it is laid out, and what to do about a view that was changed. */
export function Toolbar({
  tab,
  state,
  url,
  since,
  currency,
  onFilter,
  onUrl,
}: {
  tab: Tab
  state: ViewState
  url: UrlState
  since: string | null
  currency: string
  onFilter: (patch: Patch) => void
  onUrl: (patch: Patch) => void
}) {
  const { chips, rest, add, range, closeRange } = useFilters(state, currency, since)
  const isBoard = state.layout === 'board'
  const columns = state.columns ?? DEFAULT_COLUMNS
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <SearchBox placeholder={words.search} />
      <FilterChips label={says.filters.label} filters={chips} onChange={(id, value) => onFilter(patchOf(id, value))} />
      {rest.length > 0 && (
        <Menu
          align="start"
          trigger={
            <Button look="ghost" size="small" icon={<ListFilter aria-hidden className="size-3.5" />}>
              {says.filters.add}
            </Button>
          }
          items={rest.map(({ id, label }) => ({ kind: 'action', id, label, onPick: () => add(id) }))}
        />
      )}
      {isNarrowed(tab.state, url) && (
        <Button
          look="ghost"
          size="small"
          onClick={() =>
            onUrl({
              ...CLEAN,
              sort: url['sort'] ?? null,
              cols: url['cols'] ?? null,
              layout: url['layout'] ?? null,
              open: null,
            })
          }
        >
          {says.filters.clear}
        </Button>
      )}
      <span className="ml-auto flex items-center gap-1">
        <Changed tab={tab} state={state} url={url} onUrl={onUrl} />
        {!isBoard && (
          <Menu
            trigger={
              <IconButton
                bare
                label={says.columns.label}
                icon={<Columns3 aria-hidden className="size-4" />}
                className="max-sm:hidden"
              />
            }
            items={[
              {
                kind: 'several',
                id: 'columns',
                label: says.columns.label,
                values: columns,
                options: CHOOSABLE.map((id) => ({ value: id, label: columnName(id) })),
                onChange: (values) =>
                  onUrl({ cols: values.join() === DEFAULT_COLUMNS.join() ? null : values.join() || 'account' }),
              },
            ]}
          />
        )}
        <IconButton
          bare
          label={isBoard ? says.layout.table : says.layout.board}
          icon={isBoard ? <Table2 aria-hidden className="size-4" /> : <Kanban aria-hidden className="size-4" />}
          onClick={() => {
            const next = isBoard ? 'table' : 'board'
            onUrl({ layout: next === tab.state.layout ? null : next, open: null })
          }}
        />
      </span>
      {range && (
        <RangeDialog
          range={range}
          currency={state.filters['currency'] ?? currency}
          filters={state.filters}
          onApply={onFilter}
          onClose={closeRange}
        />
      )}
    </div>
  )
}

/** A view that was changed: keep that in it, keep it as another, or go back. */
function Changed({
  tab,
  state,
  url,
  onUrl,
}: {
  tab: Tab
  state: ViewState
  url: UrlState
  onUrl: (patch: Patch) => void
}) {
  const [naming, setNaming] = useState(false)
  const edit = useApiCommand('view.edit', {
    onDone: (view) => {
      toast({ title: says.view.saved(view.name), tone: 'success' })
      onUrl(CLEAN)
    },
    onProblem: (problem) => toastProblem(problem),
  })
  if (!isChanged(tab.state, url)) return null
  const { saved } = tab
  return (
    <>
      <span className="text-xs text-ink-faint max-sm:hidden">{says.view.changed}</span>
      {saved?.abilities.includes('edit') && (
        <Button
          size="small"
          pending={edit.isPending}
          onClick={() =>
            edit.mutate({ params: { id: saved.id }, if_match: saved.revision, body: { state: kept(state) } })
          }
        >
          {says.view.save}
        </Button>
      )}
      <Button size="small" onClick={() => setNaming(true)}>
        {says.view.save_new}
      </Button>
      <Button size="small" look="ghost" onClick={() => onUrl(CLEAN)}>
        {says.view.discard}
      </Button>
      {naming && (
        <ViewDialog
          saved={null}
          state={state}
          onClose={() => setNaming(false)}
          onDone={(view) => onUrl({ ...CLEAN, view: view.id })}
        />
      )}
    </>
  )
}
