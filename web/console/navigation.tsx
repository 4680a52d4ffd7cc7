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
import type { Permission } from '../../kit/roles.ts'
import { paths, withQuery } from '../paths.ts'
import { words } from './words.ts'

export type NavEntry = {
  id: string
  label: string
  href: string
  icon: ReactNode
  /** Without it the page would only say no, so the way there is not shown. */
  needs?: Permission
}
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
          needs: 'registration:read',
        },
        {
          id: 'requests',
          label: words.requests,
          href: to.requests(org),
          icon: <MessageSquareMore />,
          needs: 'request:read',
        },
      ],
    },
    {
      id: 'records',
      label: words.groups.records,
      entries: [
        {
          id: 'registrations',
          label: words.registrations,
          href: to.registrations(org),
          icon: <Stamp />,
          needs: 'registration:read',
        },
        { id: 'partners', label: words.partners, href: to.partners(org), icon: <Handshake />, needs: 'partner:read' },
        { id: 'accounts', label: words.accounts, href: to.accounts(org), icon: <Building2 />, needs: 'account:read' },
        { id: 'reports', label: words.reports, href: to.reports(org), icon: <ChartColumn />, needs: 'report:read' },
      ],
    },
    {
      id: 'peace',
      label: words.groups.peace,
      entries: [
        { id: 'matches', label: words.matches, href: to.matches(org), icon: <GitCompareArrows />, needs: 'match:read' },
        { id: 'conflicts', label: words.conflicts, href: to.conflicts(org), icon: <Swords />, needs: 'conflict:read' },
        { id: 'disputes', label: words.disputes, href: to.disputes(org), icon: <Scale />, needs: 'dispute:read' },
        { id: 'conduct', label: words.conduct, href: to.conductCases(org), icon: <Gavel />, needs: 'conduct:read' },
      ],
    },
    {
      id: 'program',
      label: words.groups.program,
      entries: [
        { id: 'program', label: words.program, href: to.program(org), icon: <BookOpenText />, needs: 'program:read' },
        { id: 'imports', label: words.imports, href: to.imports(org), icon: <FileUp />, needs: 'import:read' },
        { id: 'audit', label: words.audit, href: to.audit(org), icon: <FileClock />, needs: 'audit:read' },
      ],
    },
    {
      id: 'settings',
      label: words.groups.settings,
      entries: [
        { id: 'people', label: words.people, href: to.people(org), icon: <UsersRound />, needs: 'person:read' },
        { id: 'branding', label: words.branding, href: to.branding(org), icon: <Palette /> },
        { id: 'told', label: words.told, href: to.told(org), icon: <BellRing />, needs: 'notification:configure' },
        {
          id: 'channels',
          label: words.channels,
          href: to.channels(org),
          icon: <MessagesSquare />,
          needs: 'channel:edit',
        },
        { id: 'mails', label: words.mails, href: to.mails(org), icon: <Mails />, needs: 'mail:send' },
        { id: 'keys', label: words.keys, href: to.keys(org), icon: <KeyRound />, needs: 'key:read' },
        { id: 'webhooks', label: words.webhooks, href: to.webhooks(org), icon: <Webhook />, needs: 'webhook:read' },
      ],
    },
  ]
}

/** What somebody may open of it; a group that is left empty goes. */
export function reachable(groups: readonly NavGroup[], may: (permission: Permission) => boolean): NavGroup[] {
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter(({ needs }) => needs === undefined || may(needs)) }))
    .filter((group) => group.entries.length > 0)
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
