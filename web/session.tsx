import type { Permission } from '../kit/roles.ts'
import { createContext, useContext, useEffect, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api, setActing } from './api/client.ts'
import type { Answer } from './api/contracts.ts'
import { useApiQuery, useHints } from './api/hooks.ts'
import { paths, withQuery } from './paths.ts'
import { ButtonLink, ClockProvider, EmptyState } from './ui/index.ts'
import { FaultPage, ShellSkeleton } from './frame/states.tsx'
import { useGo } from './url-state.ts'
import { locale } from './words/words.ts'
import { words } from './frame/words.ts'

/** Who is signed in, where they are a member, and what they may do where they act. */
export type Session = Answer<'session.get'>
export type Membership = Session['memberships'][number]

type Acting = Session & { membership: Membership; may: (permission: Permission) => boolean }

const ActingContext = createContext<Acting | null>(null)

/** Who is signed in and for whom they act here. Below a shell there always is somebody. */
export function useActing(): Acting {
  const acting = useContext(ActingContext)
  if (!acting) throw new Error('this page stands outside the shells')
  return acting
}

/** The session, whoever acts: who somebody is and where they are a member. */
export function useSession() {
  return useApiQuery('session.get', { acting: null })
}

/** Where somebody's work is. */
export function homeOf(membership: Membership): string {
  return membership.partner ? paths.portal.home(membership.partner.id) : paths.console.home(membership.org.slug)
}

/** Ends the session and starts afresh, so that nothing read stays in memory. */
export async function signOut(): Promise<void> {
  await api('session.end')
  window.location.assign(paths.signIn())
}

/**
 * Opens a shell to whoever may be in it: finds the membership that the address names, lets it act, and gives the pages
 * below their clock. Anybody else is led to sign in or to what is theirs.
 */
export function SessionGate({
  side,
  address,
  children,
}: {
  side: 'org' | 'partner'
  address: string
  children: ReactNode
}) {
  const session = useSession()
  const go = useGo()
  const client = useQueryClient()
  const membership = session.data?.memberships.find((one) =>
    side === 'org' ? one.side === 'org' && one.org.slug === address : one.partner?.id === address,
  )
  // Without being told, the server answers for the oldest membership: for another it is asked once more.
  const apart = membership !== undefined && session.data?.membership_id !== membership.id
  const own = useApiQuery('session.get', { acting: membership?.id ?? null }, { enabled: apart })
  const here = apart ? own : session
  // During render, not in an effect: the effects of the pages below run first, and their calls must say who acts.
  if (membership) setActing(membership.id)
  useHints(membership?.id ?? null)
  const signedOut = session.error?.status === 401
  useEffect(() => {
    if (!signedOut) return
    client.clear()
    go(withQuery(paths.signIn(), { next: window.location.pathname + window.location.search }), 'replace')
  }, [signedOut, go, client])

  const failed = session.error ?? (apart ? own.error : null)
  if (failed && !signedOut) return <FaultPage error={failed} onRetry={() => void here.refetch()} />
  if (!session.data) return <ShellSkeleton />
  if (!membership) {
    return (
      <main id="main" tabIndex={-1}>
        <EmptyState
          heading="h1"
          title={words.not_yours.title}
          actions={<ButtonLink href={paths.choose()}>{words.not_yours.action}</ButtonLink>}
        >
          {words.not_yours.body}
        </EmptyState>
      </main>
    )
  }
  if (!here.data) return <ShellSkeleton />
  const { now, zone, permissions } = here.data
  const offset_ms = Date.parse(now) - here.dataUpdatedAt
  return (
    <ActingContext value={{ ...here.data, membership, may: (permission) => permissions.includes(permission) }}>
      <ClockProvider clock={{ offset_ms, zone, locale: locale() }}>{children}</ClockProvider>
    </ActingContext>
  )
}
