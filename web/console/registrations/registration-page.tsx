import { Stamp } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function RegistrationPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.registration.title} />
      <EmptyState icon={<Stamp />} title={words.registration.empty}>
        {words.registration.why}
      </EmptyState>
    </div>
  )
}
