import { Building2 } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function AccountsPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.accounts.title} />
      <EmptyState icon={<Building2 />} title={words.accounts.empty}>
        {words.accounts.why}
      </EmptyState>
    </div>
  )
}
