import { GitCompareArrows } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function DiffPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.diff.title} />
      <EmptyState icon={<GitCompareArrows />} title={words.diff.empty}>
        {words.diff.why}
      </EmptyState>
    </div>
  )
}
