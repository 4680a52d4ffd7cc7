import { useQueryClient } from '@tanstack/react-query'
import { FastForward, LogOut, MonitorSmartphone, SunMoon } from 'lucide-react'
import { useMemo } from 'react'
import { useApiCommand } from '../api/hooks.ts'
import { pageActions } from '../frame/page-actions.tsx'
import { leave } from '../frame/person-menu.tsx'
import { recentRecords } from '../frame/recent.ts'
import { words as searchWords } from '../frame/search-words.ts'
import { useSearch } from '../frame/search.ts'
import { words as frameWords } from '../frame/words.ts'
import { paths } from '../paths.ts'
import { useActing } from '../session.tsx'
import { CommandPalette, exactTime, toast, useClock, useTheme, type CommandItem } from '../ui/index.ts'
import { useGo } from '../url-state.ts'
import { locale } from '../words/words.ts'
import { useMay } from './may.ts'
import { navigation, reachable } from './navigation.tsx'
import { creations, entryOf, FINDS, iconOf } from './palette-places.tsx'
import { words } from './words.ts'

/** Steps by which the clock of a demo can be moved from here. */
const DAYS = [1, 7, 30]

/** Cmd-K of the console: finds records as one types, goes to every page, and does what can be done here. */
export default function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { membership, may } = useActing()
  const go = useGo()
  const org = membership.org.slug
  const search = useSearch(FINDS)
  // As the page stands when the palette opens.
  const [here, recent] = useMemo(() => (open ? [pageActions(), recentRecords()] : [[], []]), [open])
  const commands = useCommands()
  const places = reachable(navigation(org), may).flatMap((group) =>
    group.entries.map((entry) => ({
      id: entry.id,
      label: entry.label,
      icon: entry.icon,
      ...(group.label && group.label !== entry.label ? { hint: group.label } : {}),
      onPick: () => go(entry.href),
    })),
  )
  const lately = recent
    .filter(({ href }) => href !== window.location.pathname)
    .map(({ id, title, noun, href }) => ({
      id: `recent ${id}`,
      label: title,
      icon: iconOf(noun),
      onPick: () => go(href),
    }))
  const found = search.groups.map((group) => ({
    label: searchWords.nouns[group.noun],
    items: group.rows.flatMap((hit) => entryOf(org, hit, go)),
    found: !search.stale,
  }))
  const nothing = search.failed ? searchWords.failed : searchWords.nothing(search.q)
  return (
    <CommandPalette
      open={open}
      onClose={onClose}
      title={words.palette}
      placeholder={frameWords.search_placeholder}
      empty={search.pending ? searchWords.searching : nothing}
      onSearch={search.setTyped}
      groups={[
        { label: searchWords.here, items: here },
        // While nothing is typed: what one was at. Then search finds it anyway.
        ...(search.q === '' ? [{ label: searchWords.recent, items: lately }] : []),
        ...found,
        { label: words.go, items: places },
        { label: words.make.title, items: creations(org, may, go) },
        { label: words.do, items: commands },
      ]}
    />
  )
}

/** What can be done wherever one is: the look, the clock of a demo, sessions. */
function useCommands(): CommandItem[] {
  const { membership } = useActing()
  const [theme, setTheme] = useTheme()
  const may = useMay()
  const go = useGo()
  const client = useQueryClient()
  const { zone } = useClock()
  const move = useApiCommand('clock.move', {
    onDone: ({ now }) => {
      toast({ title: words.clock.moved(exactTime(now, zone, locale())), tone: 'success' })
      void client.invalidateQueries()
    },
    onProblem: (problem) => toast({ title: words.clock.failed, description: problem.message, tone: 'danger' }),
  })
  const themes = (['system', 'light', 'dark'] as const)
    .filter((value) => value !== theme)
    .map((value) => ({
      id: `theme-${value}`,
      label: frameWords.themes[value],
      hint: frameWords.theme,
      icon: <SunMoon />,
      onPick: () => setTheme(value),
    }))
  const clock =
    membership.org.is_demo && may('clock:move')
      ? DAYS.map((days) => ({
          id: `clock-${days}`,
          label: words.clock.move(days),
          hint: words.clock.hint,
          icon: <FastForward />,
          onPick: () => move.mutate({ body: { days } }),
        }))
      : []
  return [
    ...clock,
    ...themes,
    {
      id: 'sessions',
      label: frameWords.sessions,
      icon: <MonitorSmartphone />,
      onPick: () => go(paths.console.sessions(membership.org.slug)),
    },
    { id: 'sign-out', label: frameWords.sign_out, icon: <LogOut />, onPick: leave },
  ]
}
