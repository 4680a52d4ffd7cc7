import { MoreHorizontal } from 'lucide-react'
import { useState, type DragEvent } from 'react'
import { useApiPages, useApiQuery } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { Button, cx, IconButton, Link, Menu, Skeleton, toast } from '../../ui/index.ts'
import { formatMoney } from '../../words/format.ts'
import { RowClock, StateMark } from './clocks.tsx'
import { Advice } from './columns.tsx'
import { queryOf, statesIn, type ViewState } from './desk.ts'
import { words } from './desk-words.ts'
import { columnsFor, movesFrom, verbBetween, type Verb } from './moves.ts'
import type { RegistrationRow, Status } from './states.ts'
import { words as room } from './words.ts'

const says = words.board
const PAGE = 25

type Dragged = { row: RegistrationRow; from: Status }
type BoardProps = {
  state: ViewState
  since: string | null
  openKey: string | null
  hrefOf: (row: RegistrationRow) => string
  isNew: (row: RegistrationRow) => boolean
  onMove: (row: RegistrationRow, verb: Verb) => void
}

/** The rows of the list by state. A card is dragged, or moved by its menu, and the verb asks what it must know. */
export function Board(props: BoardProps) {
  const { state, since, onMove } = props
  const [dragged, setDragged] = useState<Dragged | null>(null)
  const columns = columnsFor(statesIn(state.filters))
  const filters = queryOf(state.filters, since)
  const sums = useApiQuery('registration.summary', { query: { ...filters, status: columns.join(',') } }, { keep: true })
  const drop = (to: Status) => {
    const verb = dragged && verbBetween(dragged.from, to)
    if (dragged && verb) onMove(dragged.row, verb)
    else if (dragged && dragged.from !== to) toast({ title: says.cannot })
    setDragged(null)
  }
  return (
    <div
      role="group"
      aria-label={says.label}
      tabIndex={-1}
      className="flex items-start gap-3 overflow-x-auto px-4 pb-4 sm:px-6"
    >
      {columns.map((status) => (
        <Column
          key={status}
          {...props}
          status={status}
          filters={filters}
          sum={sums.data?.states.find((one) => one.status === status)}
          isTarget={dragged !== null && verbBetween(dragged.from, status) !== null}
          onDrag={setDragged}
          onDrop={() => drop(status)}
        />
      ))}
    </div>
  )
}

type Sum = { count: number; complete: boolean; amounts: { amount_minor: string; currency: string }[] }

function Column({
  status,
  filters,
  sum,
  isTarget,
  onDrag,
  onDrop,
  ...board
}: BoardProps & {
  status: Status
  filters: Record<string, string>
  sum: Sum | undefined
  isTarget: boolean
  onDrag: (dragged: Dragged | null) => void
  onDrop: () => void
}) {
  const order = status === 'in_review' ? 'deadline' : 'newest'
  const query = useApiPages('registration.list', { query: { ...filters, status, order, limit: PAGE } })
  const { rows, more } = query
  const over = (event: DragEvent) => {
    if (!isTarget) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
  }
  return (
    <section
      aria-label={room.statuses[status]}
      onDragOver={over}
      onDrop={(event) => {
        event.preventDefault()
        onDrop()
      }}
      className={cx(
        'flex w-68 shrink-0 flex-col rounded-lg bg-sunken/60 transition-colors',
        isTarget && 'bg-accent-soft outline-2 outline-dashed -outline-offset-2 outline-accent/50',
      )}
    >
      <header className="sticky top-0 flex flex-wrap items-baseline gap-x-2 px-3 pt-2.5 pb-2">
        <h2 className="text-sm font-medium">
          <StateMark status={status} />
        </h2>
        <span className="text-xs text-ink-faint tabular-nums">
          {sum ? says.count(sum.count, sum.complete) : <Skeleton width="1.5rem" />}
        </span>
        <span className="ml-auto text-xs text-ink-soft tabular-nums">
          {sum?.amounts.slice(0, 2).map((amount) => (
            <span key={amount.currency} className="block text-end">
              {formatMoney(amount)}
            </span>
          ))}
        </span>
      </header>
      {query.error && !rows && <ProblemState error={query.error} onRetry={() => void query.refetch()} />}
      <ul className="flex min-h-16 flex-col gap-2 px-2 pb-2">
        {rows === undefined &&
          !query.error &&
          [0, 1, 2].map((place) => (
            <li key={place} className="rounded-md bg-surface p-3 shadow-low">
              <Skeleton width="70%" />
              <Skeleton width="45%" className="mt-2" />
            </li>
          ))}
        {rows?.length === 0 && <li className="px-2 py-3 text-center text-xs text-ink-faint">{says.none}</li>}
        {rows?.map((row) => (
          <Card key={row.id} row={row} {...board} onDrag={onDrag} />
        ))}
      </ul>
      {more && (
        <div className="px-2 pb-2">
          <Button size="small" look="ghost" pending={query.isFetchingNextPage} onClick={more}>
            {says.more}
          </Button>
        </div>
      )}
    </section>
  )
}

function Card({
  row,
  openKey,
  hrefOf,
  isNew,
  onMove,
  onDrag,
}: Omit<BoardProps, 'state' | 'since'> & { row: RegistrationRow; onDrag: (dragged: Dragged | null) => void }) {
  const moves = movesFrom(row.status)
  return (
    <li
      data-row={row.id}
      draggable={moves.length > 0}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', row.account.name)
        onDrag({ row, from: row.status })
      }}
      onDragEnd={() => onDrag(null)}
      className={cx(
        'group/row relative rounded-md bg-surface p-3 text-sm shadow-low has-[[data-row-link]:focus-visible]:outline-2 has-[[data-row-link]:focus-visible]:outline-focus',
        openKey === row.id && 'shadow-[inset_2px_0_0_var(--accent)]',
        moves.length > 0 && 'cursor-grab active:cursor-grabbing',
      )}
    >
      <div className="flex items-start gap-1">
        <Link
          href={hrefOf(row)}
          look="plain"
          data-row-link=""
          draggable={false}
          className="min-w-0 flex-1 font-medium break-words text-ink after:absolute after:inset-0 focus-visible:outline-none"
        >
          {isNew(row) && <NewDot />}
          {row.account.name}
        </Link>
        {moves.length > 0 && (
          <span className="relative z-1 -mt-1 -mr-1.5">
            <Menu
              trigger={
                <IconButton
                  bare
                  size="small"
                  label={says.move(row.account.name)}
                  icon={<MoreHorizontal aria-hidden className="size-4" />}
                />
              }
              items={[
                { kind: 'heading', id: 'to', label: says.move_to },
                ...moves.map(({ to, verb }) => ({
                  kind: 'action' as const,
                  id: verb,
                  label: room.statuses[to],
                  onPick: () => onMove(row, verb),
                })),
              ]}
            />
          </span>
        )}
      </div>
      <p className="truncate text-xs text-ink-faint">{row.partner.name}</p>
      <p className="mt-2 flex flex-wrap items-baseline justify-between gap-x-2 text-xs">
        <span className="tabular-nums">{row.amount ? formatMoney(row.amount) : room.none}</span>
        <RowClock row={row} />
      </p>
      {row.recommendation && (
        <p className="mt-1.5">
          <Advice row={row} />
        </p>
      )}
    </li>
  )
}

/** The row changed since this person looked. */
export function NewDot() {
  return (
    <span className="mr-1.5 inline-flex align-middle">
      <span aria-hidden className="size-1.5 rounded-full bg-accent" />
      <span className="sr-only">{words.news} </span>
    </span>
  )
}
