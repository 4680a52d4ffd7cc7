import {
  BellRing,
  BookOpenText,
  Building2,
  ChartColumn,
  FileClock,
  FileUp,
  Gavel,
  GitCompareArrows,
  Handshake,
  House,
  Inbox,
  KeyRound,
  MessageSquareMore,
  Mails,
  MessagesSquare,
  Scale,
  Stamp,
  Swords,
  UsersRound,
  Palette,
  Webhook,
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
        { id: 'requests', label: words.requests, href: to.requests(org), icon: <MessageSquareMore /> },
      ],
    },
    {
      id: 'records',
      label: words.groups.records,
      entries: [
        { id: 'registrations', label: words.registrations, href: to.registrations(org), icon: <Stamp /> },
        { id: 'partners', label: words.partners, href: to.partners(org), icon: <Handshake /> },
        { id: 'accounts', label: words.accounts, href: to.accounts(org), icon: <Building2 /> },
        { id: 'reports', label: words.reports, href: to.reports(org), icon: <ChartColumn /> },
      ],
    },
    {
      id: 'peace',
      label: words.groups.peace,
      entries: [
        { id: 'matches', label: words.matches, href: to.matches(org), icon: <GitCompareArrows /> },
        { id: 'conflicts', label: words.conflicts, href: to.conflicts(org), icon: <Swords /> },
        { id: 'disputes', label: words.disputes, href: to.disputes(org), icon: <Scale /> },
        { id: 'conduct', label: words.conduct, href: to.conductCases(org), icon: <Gavel /> },
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
        { id: 'branding', label: words.branding, href: to.branding(org), icon: <Palette /> },
        { id: 'told', label: words.told, href: to.told(org), icon: <BellRing /> },
        { id: 'channels', label: words.channels, href: to.channels(org), icon: <MessagesSquare /> },
        { id: 'mails', label: words.mails, href: to.mails(org), icon: <Mails /> },
        { id: 'keys', label: words.keys, href: to.keys(org), icon: <KeyRound /> },
        { id: 'webhooks', label: words.webhooks, href: to.webhooks(org), icon: <Webhook /> },
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
