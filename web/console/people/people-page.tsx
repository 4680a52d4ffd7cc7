import { UsersRound } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function PeoplePage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.people.title} />
      <EmptyState icon={<UsersRound />} title={words.people.empty}>
        {words.people.why}
      </EmptyState>
    </div>
  )
}
