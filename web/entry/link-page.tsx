import { LogIn } from 'lucide-react'
import { EmptyState, PageHeader } from '../ui/index.ts'
import { words } from './words.ts'

export default function LinkPage() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-lg px-4">
      <PageHeader title={words.link.title} />
      <EmptyState icon={<LogIn />} title={words.link.empty}>
        {words.link.why}
      </EmptyState>
    </main>
  )
}
