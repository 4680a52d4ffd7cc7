import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { Checkbox } from './checkbox.tsx'
import { cx } from './cx.ts'
import { Link } from './link.tsx'
import { Skeleton } from './skeleton.tsx'
import { useRowKeys } from './row-keys.ts'
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
  /** Its place on a phone's card: the title line, the right of the title line, a line of its own, or nowhere. */
  card?: 'title' | 'aside' | 'line' | 'hide'
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
  selected?: ReadonlySet<string>
  onSelect?: (selected: ReadonlySet<string>) => void
  sort?: Sort | null
  onSort?: (sort: Sort) => void
  /** Shown instead of rows. */
  empty?: ReactNode
  error?: ReactNode
  skeletonRows?: number
  /** Pixels that something sticky above takes. */
  stickyTop?: number
}

const hidden = { md: 'max-md:hidden', lg: 'max-lg:hidden', xl: 'max-xl:hidden' }

/**
 * A list as a table. j and k (or the arrows) move from row to row, Enter opens, x selects; below 640 px each row is a
 * card. Roles are written out because a card's CSS would otherwise take them away.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowKey, rowName, rowHref, selected, onSelect, sort, onSort, empty, error } = props
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body)
  if (error) return <>{error}</>
  if (rows?.length === 0 && empty) return <>{empty}</>
  const chosen = rows?.filter((row) => selected?.has(rowKey(row))).length ?? 0
  const selectable = onSelect !== undefined
  const toggleAll = (all: boolean) => onSelect?.(new Set(all ? rows?.map(rowKey) : []))
  const toggle = (key: string, on: boolean) => {
    const next = new Set(selected)
    if (on) next.add(key)
    else next.delete(key)
    onSelect?.(next)
  }
  const selectByKey = (event: KeyboardEvent, key: string) => {
    if (event.key === 'x' && selectable && !(event.metaKey || event.ctrlKey)) toggle(key, !selected?.has(key))
  }
  const hasSums = columns.some((column) => column.sum !== undefined)
  return (
    <table
      role="table"
      aria-label={label}
      aria-busy={rows === undefined}
      className="ui-table w-full border-separate border-spacing-0 text-sm"
    >
      <thead role="rowgroup">
        <tr role="row">
          {selectable && (
            <th role="columnheader" className={cx(headClass, 'w-10 pr-0')} style={{ top: props.stickyTop ?? 0 }}>
              <Checkbox
                hideLabel
                label={words.select_all}
                checked={chosen > 0 && chosen === rows?.length}
                mixed={chosen > 0 && chosen < (rows?.length ?? 0)}
                onChange={toggleAll}
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
            <tr key={index} role="row">
              {selectable && <td role="cell" data-card="hide" className={cellClass} />}
              {columns.map((column, place) => (
                <td
                  key={column.id}
                  role="cell"
                  data-card={column.card ?? (place === 0 ? 'title' : 'line')}
                  className={cx(cellClass, column.from && hidden[column.from])}
                >
                  <Skeleton
                    width={`${[62, 40, 52, 34][(index + place) % 4]}%`}
                    className={cx(column.align === 'end' && 'ml-auto')}
                  />
                </td>
              ))}
            </tr>
          ))}
        {rows?.map((row) => {
          const key = rowKey(row)
          const isSelected = selected?.has(key) ?? false
          return (
            <tr
              key={key}
              role="row"
              data-row={key}
              data-selectable={selectable ? '' : undefined}
              onKeyDown={(event) => selectByKey(event, key)}
              className={cx(
                'group/row relative transition-colors duration-75 hover:bg-sunken/70 has-[[data-row-link]:focus-visible]:bg-sunken',
                isSelected && 'bg-accent-soft! [&_td]:bg-accent-soft',
                props.openKey === key && 'bg-sunken shadow-[inset_2px_0_0_var(--accent)]',
              )}
            >
              {selectable && (
                <td role="cell" data-card="select" className={cx(cellClass, 'z-1 w-10 pr-0')}>
                  <span className="relative z-1 flex">
                    <Checkbox
                      hideLabel
                      label={words.select_row(rowName(row))}
                      checked={isSelected}
                      onChange={(on) => toggle(key, on)}
                    />
                  </span>
                </td>
              )}
              {columns.map((column, place) => {
                const content = column.cell(row)
                const card = column.card ?? (place === 0 ? 'title' : 'line')
                return (
                  <td
                    key={column.id}
                    role="cell"
                    data-card={card}
                    data-label={card === 'line' ? column.header : undefined}
                    className={cx(
                      cellClass,
                      column.align === 'end' && 'text-end tabular-nums',
                      column.from && hidden[column.from],
                    )}
                  >
                    {place === 0 && rowHref ? (
                      <Link
                        href={rowHref(row)}
                        look="plain"
                        data-row-link=""
                        className="font-medium text-ink after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
                      >
                        {content}
                      </Link>
                    ) : (
                      content
                    )}
                  </td>
                )
              })}
            </tr>
          )
        })}
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

const headClass =
  'sticky z-10 h-8 border-b border-line bg-surface px-3 text-xs font-medium whitespace-nowrap text-ink-faint first:pl-4 last:pr-4'
const cellClass = 'h-10 border-b border-line px-3 py-1.5 first:pl-4 last:pr-4'
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
