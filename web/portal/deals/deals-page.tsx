import { FolderKanban } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function DealsPage() {
  return (
    <>
      <PageHeader title={words.deals.title} />
      <EmptyState icon={<FolderKanban />} title={words.deals.empty}>
        {words.deals.why}
      </EmptyState>
    </>
  )
}
