import {
  BookOpenText,
  Building2,
  FilePlus2,
  FileQuestion,
  FileUp,
  Gavel,
  GitCompareArrows,
  HandHelping,
  Handshake,
  KeyRound,
  Scale,
  Stamp,
  Swords,
  Target,
  UserRound,
  UserRoundPlus,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { Permission } from '../../kit/roles.ts'
import { roleName } from '../frame/person-menu.tsx'
import type { FoundNoun, Hit } from '../frame/search.ts'
import { words as searchWords } from '../frame/search-words.ts'
import { paths, withQuery } from '../paths.ts'
import type { CommandItem } from '../ui/index.ts'
import { words as registrations } from './registrations/words.ts'
import { words } from './words.ts'

const to = paths.console

const ICONS: Readonly<Partial<Record<string, ReactNode>>> = {
  registration: <Stamp />,
  request: <FileQuestion />,
  account: <Building2 />,
  partner: <Handshake />,
  opportunity: <Target />,
  membership: <UserRound />,
  member: <UserRound />,
  import: <FileUp />,
  program: <BookOpenText />,
  match: <GitCompareArrows />,
  conflict: <Swords />,
  consent: <HandHelping />,
  dispute: <Scale />,
  conduct_case: <Gavel />,
}

export const iconOf = (noun: string): ReactNode => ICONS[noun]

/** The kinds of things that have a page here, or stand on another's. */
export const FINDS: readonly FoundNoun[] = [
  'registration',
  'request',
  'account',
  'partner',
  'opportunity',
  'membership',
  'import',
  'program',
]

/** Where something that was found is looked at; null where it has no page. */
function hrefOf(org: string, { noun, id, within }: Hit): string | null {
  if (noun === 'registration') return to.registration(org, id)
  if (noun === 'request') return to.request(org, id)
  if (noun === 'account') return to.account(org, id)
  if (noun === 'partner') return to.partner(org, id)
  if (noun === 'import') return to.import(org, id)
  if (noun === 'program') return to.programVersion(org, id)
  if (noun === 'opportunity') return within ? to.account(org, within.id) : null
  if (noun === 'membership')
    return withQuery(to.people(org), { side: within ? 'partner' : null, partner: within?.id, open: id })
  return null
}

function markOf({ noun, mark }: Hit): string | null {
  if (mark === null) return null
  if (noun === 'membership') return roleName(mark)
  const states: Readonly<Record<string, string>> = registrations.statuses
  return (noun === 'registration' ? states[mark] : searchWords.marks[mark]) ?? null
}

/** What was found, as an entry of the palette that leads there. */
export function entryOf(org: string, hit: Hit, go: (href: string) => void): CommandItem[] {
  const href = hrefOf(org, hit)
  if (href === null) return []
  const { matched } = hit
  // Why it is here, where neither the name nor what stands beside it says so.
  const why = matched && !hit.subtitle?.includes(matched.text) ? [searchWords.matched[matched.by], matched.text] : []
  const hint = [hit.subtitle, why.filter(Boolean).join(' '), markOf(hit)].filter(Boolean).join(' · ')
  return [{ id: hit.id, label: hit.title, hint, icon: iconOf(hit.noun), onPick: () => go(href) }]
}

/** What can be made, by those who may. */
export function creations(
  org: string,
  may: (permission: Permission) => boolean,
  go: (href: string) => void,
): CommandItem[] {
  const says = words.make
  const all: { permission: Permission; label: string; icon: ReactNode; href: string }[] = [
    { permission: 'registration:submit', label: says.registration, icon: <FilePlus2 />, href: to.registrations(org) },
    { permission: 'partner:create', label: says.partner, icon: <Handshake />, href: to.partners(org) },
    { permission: 'account:create', label: says.account, icon: <Building2 />, href: to.accounts(org) },
    { permission: 'person:invite', label: says.person, icon: <UserRoundPlus />, href: to.people(org) },
    { permission: 'key:create', label: says.key, icon: <KeyRound />, href: to.keys(org) },
  ]
  const made = all.filter(({ permission }) => may(permission))
  const items = made.map(({ label, icon, href }) => ({
    id: `new ${href}`,
    label,
    icon,
    also: says.also,
    onPick: () => go(withQuery(href, { new: '1' })),
  }))
  const bring = {
    id: 'bring in',
    label: says.import,
    icon: <FileUp />,
    also: says.also,
    onPick: () => go(to.imports(org)),
  }
  return may('import:run') ? [...items, bring] : items
}
