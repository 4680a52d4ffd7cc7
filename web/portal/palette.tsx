import { FilePlus2, FileQuestion, FolderKanban, LogOut, MonitorSmartphone, SunMoon, UserRound } from 'lucide-react'
import { useMemo } from 'react'
import { pageActions } from '../frame/page-actions.tsx'
import { leave, roleName } from '../frame/person-menu.tsx'
import { recentRecords } from '../frame/recent.ts'
import { words as searchWords } from '../frame/search-words.ts'
import { useSearch, type FoundNoun, type Hit } from '../frame/search.ts'
import { words as frameWords } from '../frame/words.ts'
import { paths } from '../paths.ts'
import { useActing } from '../session.tsx'
import { CommandPalette, useTheme, type CommandGroup, type CommandItem } from '../ui/index.ts'
import { useGo, usePathParam } from '../url-state.ts'
import { words as deals } from './deals/words.ts'
import { entries } from './entries.ts'
import { words } from './words.ts'

const to = paths.portal
const FINDS: readonly FoundNoun[] = ['registration', 'request', 'membership']

/** Search of the portal: one's own deals and colleagues, and the five pages. */
export default function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const partner = usePathParam('partner')
  const [theme, setTheme] = useTheme()
  const { may } = useActing()
  const go = useGo()
  const search = useSearch(FINDS)
  const [here, recent] = useMemo(() => (open ? [pageActions(), recentRecords()] : [[], []]), [open])
  const lately = recent
    .filter(({ href }) => href !== window.location.pathname)
    .map(({ id, title, href }) => ({
      id: `recent ${id}`,
      label: title,
      icon: <FolderKanban />,
      onPick: () => go(href),
    }))
  const found = search.groups.map((group): CommandGroup => ({
    label: words.found[group.noun] ?? searchWords.nouns[group.noun],
    items: group.rows.flatMap((hit) => entryOf(partner, hit, go)),
    found: !search.stale,
  }))
  const places = entries
    .filter((entry) => entry.to !== to.register || may('registration:submit'))
    .map(({ to: page, label, Icon }) => ({ id: label, label, icon: <Icon />, onPick: () => go(page(partner)) }))
  const themes = (['system', 'light', 'dark'] as const)
    .filter((value) => value !== theme)
    .map((value) => ({
      id: `theme-${value}`,
      label: frameWords.themes[value],
      hint: frameWords.theme,
      icon: <SunMoon />,
      onPick: () => setTheme(value),
    }))
  const rest: CommandItem[] = [
    ...themes,
    {
      id: 'sessions',
      label: frameWords.sessions,
      icon: <MonitorSmartphone />,
      onPick: () => go(to.sessions(partner)),
    },
    { id: 'sign-out', label: frameWords.sign_out, icon: <LogOut />, onPick: leave },
  ]
  return (
    <CommandPalette
      open={open}
      onClose={onClose}
      title={frameWords.search}
      placeholder={words.search_placeholder}
      empty={
        search.pending ? searchWords.searching : search.failed ? searchWords.failed : words.search_nothing(search.q)
      }
      onSearch={search.setTyped}
      groups={[
        { label: searchWords.here, items: here },
        ...(search.q === '' ? [{ label: searchWords.recent, items: lately }] : []),
        ...found,
        { label: words.pages, items: places },
        { label: words.more, items: rest },
      ]}
    />
  )
}

function entryOf(partner: string, hit: Hit, go: (href: string) => void): CommandItem[] {
  const why = hit.matched && !hit.subtitle?.includes(hit.matched.text) ? hit.matched.text : null
  const states: Readonly<Record<string, string>> = deals.states
  const mark =
    hit.mark && (hit.noun === 'membership' ? roleName(hit.mark) : hit.noun === 'registration' && states[hit.mark])
  const hint = [hit.subtitle, why, mark].filter(Boolean).join(' · ')
  if (hit.noun === 'registration')
    return [{ id: hit.id, label: hit.title, hint, icon: <FilePlus2 />, onPick: () => go(to.deal(partner, hit.id)) }]
  if (hit.noun === 'membership')
    return [{ id: hit.id, label: hit.title, hint, icon: <UserRound />, onPick: () => go(to.people(partner)) }]
  if (hit.noun === 'request')
    return [
      { id: hit.id, label: hit.title, hint, icon: <FileQuestion />, onPick: () => go(to.request(partner, hit.id)) },
    ]
  return []
}
