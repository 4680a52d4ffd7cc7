import { Search } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { usePalette } from '../frame/palette-keys.ts'
import { Logo, SupportLine, useBrand } from '../frame/brand.tsx'
import { PersonMenu } from '../frame/person-menu.tsx'
import { SkipLink } from '../frame/skip-link.tsx'
import { words as frameWords } from '../frame/words.ts'
import { NoticeBell } from '../notifications/bell.tsx'
import { paths } from '../paths.ts'
import { usePathname } from '../router/place.ts'
import { Outlet } from '../router/router.tsx'
import { SessionGate, useActing } from '../session.tsx'
import { Avatar, cx, IconButton, Link, SiteName, useDensity } from '../ui/index.ts'
import { usePathParam } from '../url-state.ts'
import { entries } from './entries.ts'
import { ThumbBar } from './thumb-bar.tsx'
import { words } from './words.ts'

const Palette = lazy(() => import('./palette.tsx'))

/** The partner's app: five entries above the page on a desk, and a bar below it on a phone. */
export default function PortalShell() {
  useDensity('calm')
  return (
    <SessionGate side="partner" address={usePathParam('partner')}>
      <Frame />
    </SessionGate>
  )
}

function Frame() {
  const { membership, person } = useActing()
  const brand = useBrand(membership.org.slug)
  const pathname = usePathname()
  const partner = usePathParam('partner')
  const palette = usePalette()
  const name = brand?.name ?? membership.org.name
  const site = brand?.portal_title ?? name
  const isCurrent = (href: string) =>
    pathname === href || (href !== paths.portal.home(partner) && pathname.startsWith(`${href}/`))
  return (
    <div className="flex min-h-dvh flex-col bg-surface">
      <SkipLink />
      <header className="sticky top-0 z-30 border-b border-line bg-surface/95 pt-[env(safe-area-inset-top)] backdrop-blur-sm">
        <div className="mx-auto flex h-14 max-w-5xl items-center gap-4 px-4 sm:h-16">
          <Link href={paths.portal.home(partner)} look="plain" className="flex min-w-0 items-center gap-2.5 rounded-md">
            {brand?.logo_url ? <Logo src={brand.logo_url} height={32} /> : <Avatar name={name} size={32} square />}
            <span className="min-w-0 leading-tight">
              <span className="block truncate text-sm font-semibold">{membership.partner?.name}</span>
              <span className="block truncate text-xs text-ink-faint">{brand?.portal_title ?? words.with(name)}</span>
            </span>
          </Link>
          <nav aria-label={frameWords.navigation} className="ml-4 hidden h-full flex-1 items-stretch gap-1 md:flex">
            {entries.map(({ to, label }) => {
              const href = to(partner)
              return (
                <Link
                  key={href}
                  href={href}
                  look="plain"
                  aria-current={isCurrent(href) ? 'page' : undefined}
                  className={cx(
                    'relative flex items-center px-2.5 text-sm font-medium whitespace-nowrap after:absolute after:inset-x-2.5 after:-bottom-px after:h-0.5 after:rounded-full focus-visible:-outline-offset-4',
                    isCurrent(href) ? 'text-ink after:bg-accent' : 'text-ink-faint hover:text-ink',
                  )}
                >
                  {label}
                </Link>
              )
            })}
          </nav>
          <div className="ml-auto flex items-center gap-1 max-md:hidden">
            <NoticeBell place="fixed inset-auto top-16 right-[max(0.5rem,calc((100vw-64rem)/2))]" />
            <IconButton
              bare
              label={frameWords.search}
              icon={<Search aria-hidden className="size-5" />}
              onClick={palette.open}
            />
            <PersonMenu
              sessionsHref={paths.portal.sessions(partner)}
              place="fixed inset-auto top-16 right-[max(0.75rem,calc((100vw-64rem)/2))]"
              trigger={
                <button type="button" className="flex size-control items-center justify-center rounded-full">
                  <Avatar name={person.name} size={34} />
                  <span className="sr-only">
                    {person.name}: {frameWords.account_menu}
                  </span>
                </button>
              }
            />
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-5xl flex-1 px-4 pb-[calc(7rem+env(safe-area-inset-bottom))] md:pb-16"
      >
        <SiteName value={site}>
          <Outlet />
        </SiteName>
        <SupportLine brand={brand} className="mt-10 text-xs text-ink-faint touch:text-sm" />
      </main>
      <ThumbBar partner={partner} isCurrent={isCurrent} onSearch={palette.open} />
      {palette.asked && (
        <Suspense fallback={null}>
          <Palette open={palette.isOpen} onClose={palette.close} />
        </Suspense>
      )}
    </div>
  )
}
