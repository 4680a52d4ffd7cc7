import { Scale } from 'lucide-react'
import { useApiPages } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { Button, EmptyState, PageHeader, SkeletonText } from '../../ui/index.ts'
import { DisputeCards } from './list.tsx'
import { words } from './words.ts'

/** What this partner disagrees with, and what it is asked about, the newest first. */
export default function DisputesPage() {
  const list = useApiPages('dispute.list', { query: { limit: 50 } })
  return (
    <>
      <PageHeader title={words.title} />
      {list.error && !list.rows ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.rows ? (
        <SkeletonText lines={6} />
      ) : list.rows.length === 0 ? (
        <EmptyState icon={<Scale />} title={words.empty.title}>
          {words.empty.body}
        </EmptyState>
      ) : (
        <DisputeCards rows={list.rows} />
      )}
      {list.more && (
        <Button className="mt-4" pending={list.isFetchingNextPage} onClick={list.more}>
          {words.more}
        </Button>
      )}
    </>
  )
}
