import { useEffect } from 'react'
import { FaultPage, ShellSkeleton } from '../frame/states.tsx'
import { paths } from '../paths.ts'
import { homeOf, useSession } from '../session.tsx'
import { useGo } from '../url-state.ts'

/** The bare address: leads on to sign-in, to the one place somebody has, or to the choice between several. */
export default function StartPage() {
  const session = useSession()
  const go = useGo()
  const only = session.data?.memberships.length === 1 ? session.data.memberships[0] : undefined
  const target =
    session.error?.status === 401 ? paths.signIn() : only ? homeOf(only) : session.data ? paths.choose() : null
  useEffect(() => {
    if (target) go(target, 'replace')
  }, [target, go])
  if (session.error && !target) return <FaultPage error={session.error} onRetry={() => void session.refetch()} />
  return <ShellSkeleton />
}
