import { FileClock } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function AuditPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.audit.title} />
      <EmptyState icon={<FileClock />} title={words.audit.empty}>
        {words.audit.why}
      </EmptyState>
    </div>
  )
}
