import { Stamp } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function RegistrationsPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.registrations.title} />
      <EmptyState icon={<Stamp />} title={words.registrations.empty}>
        {words.registrations.why}
      </EmptyState>
    </div>
  )
}
