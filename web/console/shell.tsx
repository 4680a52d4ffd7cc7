import { Menu as MenuIcon, Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { usePalette } from '../frame/palette-keys.ts'
import { SkipLink } from '../frame/skip-link.tsx'
import { words as frameWords } from '../frame/words.ts'
import { NoticeBell } from '../notifications/bell.tsx'
import { usePathname } from '../router/place.ts'
import { Outlet } from '../router/router.tsx'
import { SessionGate, useActing } from '../session.tsx'
import { Drawer, IconButton, useDensity } from '../ui/index.ts'
import { usePathParam } from '../url-state.ts'
import { Sidebar } from './sidebar.tsx'

const Palette = lazy(() => import('./palette.tsx'))

/** The vendor's app: navigation on the left, the page beside it. */
export default function ConsoleShell() {
  useDensity('dense')
  return (
    <SessionGate side="org" address={usePathParam('org')}>
      <Frame />
    </SessionGate>
  )
}

function Frame() {
  const { membership } = useActing()
  const [menu, setMenu] = useState(false)
  const palette = usePalette()
  const pathname = usePathname()
  useEffect(() => setMenu(false), [pathname])
  const search = () => {
    setMenu(false)
    palette.open()
  }
  return (
    <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)] print:block!">
      <SkipLink />
      <aside className="sticky top-0 hidden h-dvh lg:block print:hidden!">
        <Sidebar onSearch={search} />
      </aside>
      <header className="sticky top-0 z-30 flex h-13 items-center gap-1 border-b border-line bg-canvas/90 px-2 backdrop-blur-sm lg:hidden print:hidden!">
        <IconButton
          bare
          label={frameWords.menu}
          icon={<MenuIcon aria-hidden className="size-5" />}
          onClick={() => setMenu(true)}
        />
        <span className="min-w-0 flex-1 truncate font-semibold">{membership.org.name}</span>
        <NoticeBell place="fixed inset-auto top-14 right-2" />
        <IconButton bare label={frameWords.search} icon={<Search aria-hidden className="size-5" />} onClick={search} />
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="min-h-dvh min-w-0 bg-surface pb-16 lg:my-2 lg:mr-2 lg:min-h-[calc(100dvh-1rem)] lg:rounded-lg lg:border lg:border-line lg:shadow-low print:m-0! print:border-0! print:shadow-none!"
      >
        <Outlet />
      </main>
      <Drawer side="left" open={menu} onClose={() => setMenu(false)} title={frameWords.menu}>
        <div className="-mx-4 h-full">
          <Sidebar onSearch={search} onGo={() => setMenu(false)} />
        </div>
      </Drawer>
      {palette.asked && (
        <Suspense fallback={null}>
          <Palette open={palette.isOpen} onClose={palette.close} />
        </Suspense>
      )}
    </div>
  )
}
