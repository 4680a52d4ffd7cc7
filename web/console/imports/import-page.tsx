import { FileUp } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function ImportPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.import.title} />
      <EmptyState icon={<FileUp />} title={words.import.empty}>
        {words.import.why}
      </EmptyState>
    </div>
  )
}
