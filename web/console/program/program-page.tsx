import { BookOpenText } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function ProgramPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.program.title} />
      <EmptyState icon={<BookOpenText />} title={words.program.empty}>
        {words.program.why}
      </EmptyState>
    </div>
  )
}
