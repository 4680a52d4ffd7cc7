import { MonitorSmartphone } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function SessionsPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.sessions.title} />
      <EmptyState icon={<MonitorSmartphone />} title={words.sessions.empty}>
        {words.sessions.why}
      </EmptyState>
    </div>
  )
}
