import { ProblemState } from '../../api/loaded.tsx'
import { Table, type TableProps } from '../../ui/index.ts'
import { ListFoot } from './list-foot.tsx'

/** What `useApiPages` answers, as far as a table needs it. */
export type Paged<Row> = {
  rows: readonly Row[] | undefined
  error: unknown
  refetch: () => unknown
  more: (() => void) | null
  isFetchingNextPage: boolean
}

/** A list that is read page by page: rows, skeletons, what went wrong, and the way to more of them. */
export function PagedTable<Row>({ list, ...table }: Omit<TableProps<Row>, 'rows' | 'error'> & { list: Paged<Row> }) {
  return (
    <>
      <Table
        {...table}
        rows={list.rows}
        error={
          list.error && !list.rows ? <ProblemState error={list.error} onRetry={() => void list.refetch()} /> : undefined
        }
      />
      <ListFoot count={list.rows?.length ?? 0} more={list.more} pending={list.isFetchingNextPage} />
    </>
  )
}
