import {
  BookOpenText,
  Building2,
  FileClock,
  FileUp,
  Handshake,
  House,
  Inbox,
  KeyRound,
  Stamp,
  UsersRound,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { paths, withQuery } from '../paths.ts'
import { words } from './words.ts'

export type NavEntry = { id: string; label: string; href: string; icon: ReactNode }
export type NavGroup = { id: string; label: string | null; entries: NavEntry[] }

const to = paths.console

/** Where the console leads, in the order of the sidebar. */
export function navigation(org: string): NavGroup[] {
  return [
    {
      id: 'work',
      label: null,
      entries: [
        { id: 'home', label: words.home, href: to.home(org), icon: <House /> },
        {
          id: 'approvals',
          label: words.approvals,
          href: withQuery(to.registrations(org), { view: 'approvals' }),
          icon: <Inbox />,
        },
      ],
    },
    {
      id: 'records',
      label: words.groups.records,
      entries: [
        { id: 'registrations', label: words.registrations, href: to.registrations(org), icon: <Stamp /> },
        { id: 'partners', label: words.partners, href: to.partners(org), icon: <Handshake /> },
        { id: 'accounts', label: words.accounts, href: to.accounts(org), icon: <Building2 /> },
      ],
    },
    {
      id: 'program',
      label: words.groups.program,
      entries: [
        { id: 'program', label: words.program, href: to.program(org), icon: <BookOpenText /> },
        { id: 'imports', label: words.imports, href: to.imports(org), icon: <FileUp /> },
        { id: 'audit', label: words.audit, href: to.audit(org), icon: <FileClock /> },
      ],
    },
    {
      id: 'settings',
      label: words.groups.settings,
      entries: [
        { id: 'people', label: words.people, href: to.people(org), icon: <UsersRound /> },
        { id: 'keys', label: words.keys, href: to.keys(org), icon: <KeyRound /> },
      ],
    },
  ]
}

/** The entry an address belongs to: the longest that begins it; a view of a list before the list. */
export function currentEntry(
  groups: readonly NavGroup[],
  pathname: string,
  view: string | undefined,
): string | undefined {
  if (pathname.endsWith('/registrations') && view === 'approvals') return 'approvals'
  return groups
    .flatMap((group) => group.entries)
    .filter((entry) => entry.id !== 'approvals')
    .filter(({ id, href }) => pathname === href || (id !== 'home' && pathname.startsWith(`${href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0]?.id
}
