import { FolderKanban } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function DealPage() {
  return (
    <>
      <PageHeader title={words.deal.title} />
      <EmptyState icon={<FolderKanban />} title={words.deal.empty}>
        {words.deal.why}
      </EmptyState>
    </>
  )
}
