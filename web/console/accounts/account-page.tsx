import { Building2 } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function AccountPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.account.title} />
      <EmptyState icon={<Building2 />} title={words.account.empty}>
        {words.account.why}
      </EmptyState>
    </div>
  )
}
