import { UsersRound } from 'lucide-react'
import { EmptyState, PageHeader } from '../ui/index.ts'
import { words } from './words.ts'

export default function ChoosePage() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-lg px-4">
      <PageHeader title={words.choose.title} />
      <EmptyState icon={<UsersRound />} title={words.choose.empty}>
        {words.choose.why}
      </EmptyState>
    </main>
  )
}
