import { memo, type ReactNode } from 'react'
import { Checkbox } from './checkbox.tsx'
import { cx } from './cx.ts'
import { Link } from './link.tsx'
import { Skeleton } from './skeleton.tsx'
import type { Column } from './table.tsx'
import { words } from './words.ts'

export const hidden = {
  md: 'max-md:hidden print:table-cell!',
  lg: 'max-lg:hidden print:table-cell!',
  xl: 'max-xl:hidden print:table-cell!',
}
const cellClass = 'h-10 border-b border-line px-3 py-1.5 first:pl-4 last:pr-4'

export type RowProps<Row> = {
  row: Row
  id: string
  /** Its place in the list, from one; said where not all rows stand in the page. */
  place: number | null
  columns: readonly Column<Row>[]
  name: string
  href: string | null
  isOpen: boolean
  isSelected: boolean
  selectable: boolean
  /** Stays the same from drawing to drawing, so that only rows that changed are drawn again. */
  onToggle: (key: string, how: { on?: boolean; range: boolean }) => void
  measure: ((element: HTMLElement | null) => void) | null
  index: number
}

function RowOf<Row>(props: RowProps<Row>) {
  const { row, id, columns, name, href, isOpen, isSelected, selectable, onToggle } = props
  return (
    <tr
      role="row"
      ref={props.measure}
      data-row={id}
      data-index={props.index}
      data-selectable={selectable ? '' : undefined}
      aria-rowindex={props.place ?? undefined}
      aria-selected={selectable ? isSelected : undefined}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== 'x' || !selectable || event.metaKey || event.ctrlKey || event.altKey) return
        event.preventDefault()
        onToggle(id, { range: event.shiftKey })
      }}
      className={cx(
        'group/row relative transition-colors duration-75 hover:bg-sunken/70 has-[[data-row-link]:focus-visible]:bg-sunken',
        isSelected && 'bg-accent-soft! [&_td]:bg-accent-soft',
        isOpen && 'bg-sunken shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      {selectable && (
        <td
          role="cell"
          data-card="select"
          className={cx(cellClass, 'z-1 w-10 pr-0')}
          onClickCapture={(event) => {
            if (!event.shiftKey) return
            event.preventDefault()
            event.stopPropagation()
            onToggle(id, { range: true })
          }}
        >
          <span className="relative z-1 flex">
            <Checkbox
              hideLabel
              label={words.select_row(name)}
              checked={isSelected}
              onChange={(on) => onToggle(id, { on, range: false })}
            />
          </span>
        </td>
      )}
      {columns.map((column, place) => (
        <Cell key={column.id} column={column} isTitle={place === 0} href={place === 0 ? href : null}>
          {column.cell(row)}
        </Cell>
      ))}
    </tr>
  )
}

/** Drawn again only when something about the row itself changes: a list of thousands stays quick. */
// `memo` forgets the type parameter; the props are those of `RowOf`.
export const TableRow = memo(RowOf) as typeof RowOf

function Cell<Row>({
  column,
  isTitle,
  href,
  children,
}: {
  column: Column<Row>
  isTitle: boolean
  href: string | null
  children: ReactNode
}) {
  const card = column.card ?? (isTitle ? 'title' : 'line')
  return (
    <td
      role="cell"
      data-card={card}
      data-label={card === 'line' ? column.header : undefined}
      className={cx(cellClass, column.align === 'end' && 'text-end tabular-nums', column.from && hidden[column.from])}
    >
      {href !== null ? (
        <Link
          href={href}
          look="plain"
          data-row-link=""
          className="font-medium text-ink after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {children}
        </Link>
      ) : (
        children
      )}
    </td>
  )
}

/** A row that is still fetched. */
export function SkeletonRow<Row>({
  columns,
  selectable,
  index,
}: {
  columns: readonly Column<Row>[]
  selectable: boolean
  index: number
}) {
  return (
    <tr role="row">
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
  )
}
