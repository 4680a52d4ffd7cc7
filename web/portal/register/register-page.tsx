import { FilePlus2 } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function RegisterPage() {
  return (
    <>
      <PageHeader title={words.register.title} />
      <EmptyState icon={<FilePlus2 />} title={words.register.empty}>
        {words.register.why}
      </EmptyState>
    </>
  )
}
