import { FileUp } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function ImportsPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.imports.title} />
      <EmptyState icon={<FileUp />} title={words.imports.empty}>
        {words.imports.why}
      </EmptyState>
    </div>
  )
}
