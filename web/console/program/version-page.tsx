import { BookOpenText } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function VersionPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.version.title} />
      <EmptyState icon={<BookOpenText />} title={words.version.empty}>
        {words.version.why}
      </EmptyState>
    </div>
  )
}
