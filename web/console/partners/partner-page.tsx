import { Handshake } from 'lucide-react'
import { EmptyState, PageHeader } from '../../ui/index.ts'
import { words } from './words.ts'

export default function PartnerPage() {
  return (
    <div className="px-4 sm:px-6">
      <PageHeader title={words.partner.title} />
      <EmptyState icon={<Handshake />} title={words.partner.empty}>
        {words.partner.why}
      </EmptyState>
    </div>
  )
}
