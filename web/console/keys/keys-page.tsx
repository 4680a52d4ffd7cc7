import { KeyRound } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function KeysPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.keys.title} />
      <EmptyState icon={<KeyRound />} title={words.keys.empty}>
        {words.keys.why}
      </EmptyState>
    </div>
  )
}
