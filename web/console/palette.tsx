import { LogOut, SunMoon } from 'lucide-react'
import { leave } from '../frame/person-menu.tsx'
import { words as frameWords } from '../frame/words.ts'
import { useActing } from '../session.tsx'
import { CommandPalette, useTheme } from '../ui/index.ts'
import { useGo } from '../url-state.ts'
import { navigation } from './navigation.tsx'
import { words } from './words.ts'

/** Cmd-K of the console. */
export default function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { membership } = useActing()
  const [theme, setTheme] = useTheme()
  const go = useGo()
  const places = navigation(membership.org.slug).flatMap((group) =>
    group.entries.map((entry) => ({
      id: entry.id,
      label: entry.label,
      icon: entry.icon,
      ...(group.label && group.label !== entry.label ? { hint: group.label } : {}),
      onPick: () => go(entry.href),
    })),
  )
  const themes = (['system', 'light', 'dark'] as const)
    .filter((value) => value !== theme)
    .map((value) => ({
      id: `theme-${value}`,
      label: frameWords.themes[value],
      hint: frameWords.theme,
      icon: <SunMoon />,
      onPick: () => setTheme(value),
    }))
  return (
    <CommandPalette
      open={open}
      onClose={onClose}
      title={words.palette}
      placeholder={frameWords.search_placeholder}
      empty={frameWords.search_empty}
      groups={[
        { label: words.go, items: places },
        {
          label: words.do,
          items: [...themes, { id: 'sign-out', label: frameWords.sign_out, icon: <LogOut />, onPick: leave }],
        },
      ]}
    />
  )
}
