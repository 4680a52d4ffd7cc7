import { PageHeader } from '../ui/index.ts'
import { WallClock } from '../wall-clock.tsx'
import { PasswordForm } from './password-form.tsx'
import { Sessions } from './sessions.tsx'
import { words } from './words.ts'

/** What is one's own and not the org's: where one is signed in, and by what. */
export default function SessionsPage() {
  return (
    <div className="max-w-3xl px-4 sm:px-6 in-data-[density=calm]:px-0!">
      <PageHeader title={words.title} />
      <div className="flex flex-col gap-10 pt-2">
        <WallClock>
          <Sessions />
        </WallClock>
        <PasswordForm />
      </div>
    </div>
  )
}
