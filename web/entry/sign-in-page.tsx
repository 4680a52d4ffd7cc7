import { LogIn } from 'lucide-react'
import { EmptyState, PageHeader } from '../ui/index.ts'
import { words } from './words.ts'

export default function SignInPage() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-lg px-4">
      <PageHeader title={words.sign_in.title} />
      <EmptyState icon={<LogIn />} title={words.sign_in.empty}>
        {words.sign_in.why}
      </EmptyState>
    </main>
  )
}
