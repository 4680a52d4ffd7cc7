import { ChevronRight, UsersRound } from 'lucide-react'
import { useEffect } from 'react'
import { Loaded } from '../api/loaded.tsx'
import { leave, membershipName, roleName } from '../frame/person-menu.tsx'
import { paths } from '../paths.ts'
import { homeOf, useSession, type Membership } from '../session.tsx'
import { Avatar, Button, EmptyState, Link, SkeletonText } from '../ui/index.ts'
import { useGo } from '../url-state.ts'
import { EntryFrame } from './entry-frame.tsx'
import { words } from './words.ts'

const says = words.choose

/** For whoever belongs to several places: which one now. */
export default function ChoosePage() {
  const session = useSession()
  const go = useGo()
  const signedOut = session.error?.status === 401
  useEffect(() => {
    if (signedOut) go(paths.signIn(), 'replace')
  }, [signedOut, go])
  if (signedOut) return null
  return (
    <EntryFrame title={says.title} lead={says.why}>
      <Loaded query={session} skeleton={<SkeletonText lines={4} />}>
        {({ person, memberships }) => (
          <>
            {memberships.length === 0 && (
              <EmptyState icon={<UsersRound />} title={says.none.title}>
                {says.none.body}
              </EmptyState>
            )}
            <Places title={says.orgs} memberships={memberships.filter((one) => !one.partner)} />
            <Places title={says.partners} memberships={memberships.filter((one) => one.partner)} />
            <div className="flex flex-wrap items-center justify-between gap-3 text-sm text-ink-faint">
              <span className="min-w-0 break-words">{says.signed_in_as(person.email)}</span>
              <Button onClick={leave}>{says.sign_out}</Button>
            </div>
          </>
        )}
      </Loaded>
    </EntryFrame>
  )
}

function Places({ title, memberships }: { title: string; memberships: readonly Membership[] }) {
  if (memberships.length === 0) return null
  return (
    <section className="flex flex-col gap-1">
      <h2 className="text-sm text-ink-faint">{title}</h2>
      <ul className="divide-y divide-line border-y border-line">
        {memberships.map((one) => (
          <li key={one.id}>
            <Link href={homeOf(one)} look="plain" className="flex min-h-16 items-center gap-3 py-2 hover:bg-sunken/70">
              <Avatar name={membershipName(one)} size={40} square />
              <span className="min-w-0 flex-1 leading-tight">
                <span className="block truncate font-medium">{membershipName(one)}</span>
                <span className="block truncate text-sm text-ink-faint">
                  {one.partner ? `${roleName(one.role)} · ${one.org.name}` : roleName(one.role)}
                </span>
              </span>
              <ChevronRight aria-hidden className="size-4 text-ink-faint" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
