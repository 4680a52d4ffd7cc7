import { Mail } from 'lucide-react'
import { EmptyState, PageHeader } from '../ui/index.ts'
import { words } from './words.ts'

export default function MailboxPage() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-lg px-4">
      <PageHeader title={words.mailbox.title} />
      <EmptyState icon={<Mail />} title={words.mailbox.empty}>
        {words.mailbox.why}
      </EmptyState>
    </main>
  )
}
