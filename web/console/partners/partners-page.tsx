import { Handshake } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function PartnersPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.partners.title} />
      <EmptyState icon={<Handshake />} title={words.partners.empty}>
        {words.partners.why}
      </EmptyState>
    </div>
  )
}
