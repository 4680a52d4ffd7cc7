import { House } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function HomePage() {
  return (
    <>
      <PageHeader title={words.home.title} />
      <EmptyState icon={<House />} title={words.home.empty}>
        {words.home.why}
      </EmptyState>
    </>
  )
}
