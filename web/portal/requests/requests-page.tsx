import { MessageSquareMore, Plus } from 'lucide-react'
import { useApiPages } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, ButtonLink, EmptyState, PageHeader, SkeletonText } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { RequestCards } from './list.tsx'
import { words } from './words.ts'

/** Everything this partner has asked for, the newest first. */
export default function RequestsPage() {
  const partner = usePathParam('partner')
  const { may } = useActing()
  const list = useApiPages('request.list', { query: { limit: 50 } })
  const ask = may('request:submit') && (
    <ButtonLink look="primary" href={paths.portal.ask(partner)} icon={<Plus aria-hidden className="size-4" />}>
      {words.ask}
    </ButtonLink>
  )
  return (
    <>
      <PageHeader title={words.title} actions={ask} />
      {list.error && !list.rows ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.rows ? (
        <SkeletonText lines={6} />
      ) : list.rows.length === 0 ? (
        <EmptyState icon={<MessageSquareMore />} title={words.empty.title}>
          {words.empty.body}
        </EmptyState>
      ) : (
        <RequestCards rows={list.rows} />
      )}
      {list.more && (
        <Button className="mt-4" pending={list.isFetchingNextPage} onClick={list.more}>
          {words.more}
        </Button>
      )}
    </>
  )
}
