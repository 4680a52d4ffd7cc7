import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { Fragment, useCallback, useEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react'
import { Checkbox } from './checkbox.tsx'
import { cx } from './cx.ts'
import { useRowKeys } from './row-keys.ts'
import { ranged, successor, toggled, type Selection } from './selection.ts'
import { hidden, SkeletonRow, TableRow } from './table-row.tsx'
import { useWindowed } from './windowed.ts'
import { words } from './words.ts'

export type Sort = { column: string; direction: 'asc' | 'desc' }

export type Column<Row> = {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** `end` for numbers: right-aligned, tabular. */
  align?: 'start' | 'end'
  sortable?: boolean
  /** A CSS width; without one the column takes what it needs. */
  width?: string
  /** What stands under the column, of all rows and not only of this page. */
  sum?: ReactNode
  /** Its place on a phone's card: the title line, the right of it, a line with its header, a line by itself, or nowhere. */
  card?: 'title' | 'aside' | 'line' | 'whole' | 'hide'
  /** Left out on a screen narrower than this. */
  from?: 'md' | 'lg' | 'xl'
}

export type TableProps<Row> = {
  /** What the table lists; read aloud. */
  label: string
  columns: readonly Column<Row>[]
  /** `undefined` while they are fetched: skeleton rows keep the place. */
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  /** What a row is called, for its link and its checkbox. */
  rowName: (row: Row) => string
  /** Where a row leads. The whole row can be pressed; the first column carries the link. */
  rowHref?: (row: Row) => string
  /** The row that is open beside the list. */
  openKey?: string | null
  selected?: Selection
  onSelect?: (selected: Selection) => void
  sort?: Sort | null
  onSort?: (sort: Sort) => void
  /** Shown instead of rows. */
  empty?: ReactNode
  error?: ReactNode
  skeletonRows?: number
  /** Pixels that something sticky above takes. */
  stickyTop?: number
  /** How many rows there are in all, where these are not all and it is known. */
  total?: number
  /** The end of the rows is near: time to fetch more. */
  onEnd?: () => void
}

/**
 * A list as a table. j and k (or the arrows) move from row to row, Enter opens, x selects and Shift-X selects up to there;
 * below 640 px each row is a card. A long list draws only the rows near the screen. Roles are written out because a card's
 * CSS would otherwise take them away.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowKey, rowName, rowHref, selected, onSelect, sort, onSort, empty, error } = props
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body)
  const keys = useMemo(() => rows?.map(rowKey) ?? [], [rows, rowKey])
  useKeptFocus(body, keys)
  const windowed = useWindowed(body, keys.length, props.onEnd)
  const selectable = onSelect !== undefined
  const onToggle = useToggle(keys, selected, onSelect)
  if (error) return <>{error}</>
  if (rows?.length === 0 && empty) return <>{empty}</>
  const chosen = selected ? keys.filter((key) => selected.has(key)).length : 0
  const hasSums = columns.some((column) => column.sum !== undefined)
  const span = columns.length + (selectable ? 1 : 0)
  const isPart = windowed.measure !== null || (props.total ?? keys.length) > keys.length
  return (
    <table
      role="table"
      aria-label={label}
      aria-busy={rows === undefined}
      aria-rowcount={isPart ? (props.total === undefined ? -1 : props.total + 1) : undefined}
      className="ui-table w-full border-separate border-spacing-0 text-sm"
    >
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={isPart ? 1 : undefined}>
          {selectable && (
            <th role="columnheader" className={cx(headClass, 'w-10 pr-0')} style={{ top: props.stickyTop ?? 0 }}>
              <Checkbox
                hideLabel
                label={words.select_all}
                checked={chosen > 0 && chosen === keys.length}
                mixed={chosen > 0 && chosen < keys.length}
                onChange={(all) => onSelect(new Set(all ? keys : []))}
              />
            </th>
          )}
          {columns.map((column) => (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              aria-sort={
                sort?.column === column.id ? (sort.direction === 'asc' ? 'ascending' : 'descending') : undefined
              }
              className={cx(
                headClass,
                column.align === 'end' ? 'text-end' : 'text-start',
                column.from && hidden[column.from],
              )}
              style={{ width: column.width, top: props.stickyTop ?? 0 }}
            >
              {column.sortable && onSort ? (
                <SortButton column={column} sort={sort ?? null} onSort={onSort} />
              ) : (
                column.header
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" ref={body}>
        {rows === undefined &&
          Array.from({ length: props.skeletonRows ?? 8 }, (_, index) => (
            <SkeletonRow key={index} columns={columns} selectable={selectable} index={index} />
          ))}
        {rows &&
          windowed.items.map(({ index, gap }) => {
            const row = rows[index]
            const key = keys[index]
            // The list became shorter since it was measured; it is measured again at once.
            if (row === undefined || key === undefined) return null
            return (
              <Fragment key={key}>
                {gap > 0 && <Gap span={span} height={gap} />}
                <TableRow
                  row={row}
                  id={key}
                  index={index}
                  place={isPart ? index + 2 : null}
                  columns={columns}
                  name={rowName(row)}
                  href={rowHref ? rowHref(row) : null}
                  isOpen={props.openKey === key}
                  isSelected={selected?.has(key) ?? false}
                  selectable={selectable}
                  onToggle={onToggle}
                  measure={windowed.measure}
                />
              </Fragment>
            )
          })}
        {windowed.after > 0 && <Gap span={span} height={windowed.after} />}
      </tbody>
      {hasSums && rows && rows.length > 0 && (
        <tfoot role="rowgroup">
          <tr role="row">
            {selectable && <td role="cell" data-card="hide" className={footClass} />}
            {columns.map((column, place) => (
              <td
                key={column.id}
                role="cell"
                data-card={place === 0 ? 'title' : column.sum === undefined ? 'hide' : 'line'}
                data-label={column.header}
                className={cx(
                  footClass,
                  column.align === 'end' && 'text-end tabular-nums',
                  column.from && hidden[column.from],
                )}
              >
                {column.sum ?? (place === 0 ? <span className="text-ink-faint">{words.sums}</span> : null)}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  )
}

/** The room of rows that are not drawn. */
function Gap({ span, height }: { span: number; height: number }) {
  return (
    <tr role="presentation" aria-hidden>
      <td role="presentation" colSpan={span} style={{ height, padding: 0 }} />
    </tr>
  )
}

/** Selecting a row, or all up to it; the same function as long as the table stands. */
function useToggle(
  keys: readonly string[],
  selected: Selection | undefined,
  onSelect: ((selected: Selection) => void) | undefined,
) {
  const now = useRef({ keys, selected, onSelect })
  now.current = { keys, selected, onSelect }
  const anchor = useRef<string | null>(null)
  return useCallback((key: string, { on, range }: { on?: boolean; range: boolean }) => {
    const { keys: all, selected: chosen = new Set<string>(), onSelect: tell } = now.current
    tell?.(range ? ranged(chosen, all, anchor.current, key) : toggled(chosen, key, on))
    anchor.current = key
  }, [])
}

/** When the row under the cursor leaves the list (somebody decided it), the one that takes its place gets the focus. */
function useKeptFocus(body: RefObject<HTMLElement | null>, keys: readonly string[]): void {
  const last = useRef<{ key: string | null; keys: readonly string[] }>({ key: null, keys })
  useEffect(() => {
    const { key, keys: before } = last.current
    if (key && before !== keys && !keys.includes(key) && document.activeElement === document.body) {
      const next = successor(before, keys, key)
      const link = next && body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(next)}"] [data-row-link]`)
      if (link) link.focus({ preventScroll: true })
    }
    last.current.keys = keys
  }, [body, keys])
  useEffect(() => {
    const element = body.current
    const onFocus = (event: FocusEvent) => {
      const row = event.target instanceof HTMLElement ? event.target.closest('[data-row]') : null
      last.current.key = row?.getAttribute('data-row') ?? null
    }
    // Going elsewhere on purpose is not losing the row.
    const onBlur = (event: FocusEvent) => {
      if (event.relatedTarget !== null) last.current.key = null
    }
    element?.addEventListener('focusin', onFocus)
    element?.addEventListener('focusout', onBlur)
    return () => {
      element?.removeEventListener('focusin', onFocus)
      element?.removeEventListener('focusout', onBlur)
    }
  })
}

const headClass =
  'sticky z-10 h-8 border-b border-line bg-surface px-3 text-xs font-medium whitespace-nowrap text-ink-faint first:pl-4 last:pr-4'
const footClass = 'h-9 px-3 py-1.5 font-medium first:pl-4 last:pr-4'

function SortButton<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>
  sort: Sort | null
  onSort: (sort: Sort) => void
}) {
  const active = sort?.column === column.id
  const Arrow = !active ? ChevronsUpDown : sort.direction === 'asc' ? ArrowUp : ArrowDown
  const next = active && sort.direction === 'asc' ? 'desc' : 'asc'
  return (
    <button
      type="button"
      onClick={() => onSort({ column: column.id, direction: next })}
      className={cx(
        'group/sort -mx-1.5 inline-flex h-6 items-center gap-1 rounded-sm px-1.5 hover:bg-sunken hover:text-ink',
        column.align === 'end' && 'flex-row-reverse',
        active && 'text-ink',
      )}
    >
      <span className="sr-only">{words.sort_by(column.header)}</span>
      <span aria-hidden>{column.header}</span>
      <Arrow
        aria-hidden
        className={cx(
          'size-3',
          !active && 'opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100',
        )}
      />
    </button>
  )
}
