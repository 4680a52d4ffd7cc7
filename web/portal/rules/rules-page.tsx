import { Scale } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function RulesPage() {
  return (
    <>
      <PageHeader title={words.rules.title} />
      <EmptyState icon={<Scale />} title={words.rules.empty}>
        {words.rules.why}
      </EmptyState>
    </>
  )
}
