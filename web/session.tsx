import { createContext, useContext, useEffect, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api, setActing } from './api/client.ts'
import { useApiQuery, useHints } from './api/hooks.ts'
import { ProblemState } from './api/loaded.tsx'
import { paths, withQuery } from './paths.ts'
import { ButtonLink, ClockProvider, EmptyState } from './ui/index.ts'
import { ShellSkeleton } from './frame/states.tsx'
import { useGo } from './url-state.ts'
import { locale } from './words/words.ts'
import { words } from './frame/words.ts'

/** What a person is somewhere: of an org, or of one of its partners. */
export type Membership = {
  id: string
  side: 'org' | 'partner'
  role: string
  org: { slug: string; name: string }
  partner: { id: string; name: string } | null
}

export type Session = {
  person: { id: string; name: string; email: string }
  memberships: Membership[]
}

/** The session's answer with what it depends on who acts for: the business clock and its zone. */
type SessionAnswer = Session & { now: string; zone: string }

type Acting = Session & { membership: Membership }

const ActingContext = createContext<Acting | null>(null)

/** Who is signed in and for whom they act here. Below a shell there always is somebody. */
export function useActing(): Acting {
  const acting = useContext(ActingContext)
  if (!acting) throw new Error('this page stands outside the shells')
  return acting
}

/** The session as the server knows it. */
export function useSession() {
  const query = useApiQuery('session.get')
  // The route's answer, as the contract of `access` declares it.
  return { ...query, data: query.data as SessionAnswer | undefined }
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
export function SessionGate({ side, address, children }: { side: 'org' | 'partner'; address: string; children: ReactNode }) {
  const session = useSession()
  const go = useGo()
  const client = useQueryClient()
  const membership = session.data?.memberships.find((one) =>
    side === 'org' ? one.side === 'org' && one.org.slug === address : one.partner?.id === address,
  )
  // During render, not in an effect: the effects of the pages below run first, and their calls must say who acts.
  if (membership) setActing(membership.id)
  useHints(membership?.id ?? null)
  const signedOut = session.error?.status === 401
  useEffect(() => {
    if (!signedOut) return
    client.clear()
    go(withQuery(paths.signIn(), { next: window.location.pathname + window.location.search }), 'replace')
  }, [signedOut, go, client])

  if (session.error && !signedOut) return <ProblemState error={session.error} onRetry={() => void session.refetch()} />
  if (!session.data) return <ShellSkeleton />
  if (!membership) {
    return (
      <EmptyState title={words.not_yours.title} actions={<ButtonLink href={paths.choose()}>{words.not_yours.action}</ButtonLink>}>
        {words.not_yours.body}
      </EmptyState>
    )
  }
  const { person, memberships, now, zone } = session.data
  const offset_ms = Date.parse(now) - session.dataUpdatedAt
  return (
    <ActingContext value={{ person, memberships, membership }}>
      <ClockProvider clock={{ offset_ms, zone, locale: locale() }}>{children}</ClockProvider>
    </ActingContext>
  )
}
