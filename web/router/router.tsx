import {
  Component,
  createContext,
  createElement,
  use,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type ReactNode,
} from 'react'
import { code, useCode, type Code } from './code.ts'
import { matcher } from './match.ts'
import { keptScroll, move, onMove, usePathname, type How } from './place.ts'
import type { Page } from '../page.ts'

/** Pages, and the shell that stands around them. */
export type Area = { pages: readonly Page[]; shell: Page['load'] | null }

type Route = { page: Code; shell: Code | null }

export type Routes = ReturnType<typeof routesOf>

/** Every page under its shell, by its address. */
export function routesOf(areas: readonly Area[]) {
  return matcher<Route>(
    areas.flatMap((area) => {
      const shell = area.shell && code(area.shell)
      return area.pages.map((page) => ({ pattern: page.at.pattern, to: { page: code(page.load), shell } }))
    }),
  )
}

type Going = { go: (href: string, how?: How) => void; point: (href: string) => void }

const GoingContext = createContext<Going | null>(null)
const ParamsContext = createContext<Readonly<Record<string, string>>>({})
const PageContext = createContext<ReactNode>(null)

/** Where a shell shows its page. */
export function Outlet() {
  return use(PageContext)
}

/** The values in the page's address. */
export function useParams(): Readonly<Record<string, string>> {
  return use(ParamsContext)
}

/** `go` moves to an address; `point` fetches the code behind it ahead of time. */
export function useGoing(): Going {
  const going = use(GoingContext)
  if (!going) throw new Error('this stands outside the router')
  return going
}

/** The old page stays this long while the next one's code is on its way; then a skeleton takes its place. */
const STAY_MS = 120

export type Faces = {
  coming: ReactNode
  notFound: ReactNode
  failed: (error: unknown, again: () => void) => ReactNode
}

/** Shows the page that the address leads to. */
export function Router({ routes, faces }: { routes: Routes; faces: Faces }) {
  const pathname = usePathname()
  const found = routes(pathname)
  useEffect(() => onMove((moved) => (moved === 'back' ? scrollTo(keptScroll()) : undefined)), [])
  usePageStart(pathname)
  // The same as long as the app stands: every link reads it, and must not be drawn again at each move.
  const going = useMemo((): Going => {
    const fetch = (href: string) => {
      const route = routes(new URL(href, window.location.href).pathname)?.to
      return Promise.all([route?.page.fetch(), route?.shell?.fetch()])
    }
    return {
      go: (href, how = 'push') => void stayUntil(fetch(href), () => move(href, how)),
      point: (href) => void fetch(href),
    }
  }, [routes])
  const page = found ? (
    // A page that stopped says so in its place; the next address is a new start.
    <Catch key={pathname} failed={faces.failed} codes={[found.to.page, found.to.shell]}>
      <Coded code={found.to.page} coming={faces.coming} />
    </Catch>
  ) : (
    faces.notFound
  )
  return (
    <GoingContext value={going}>
      <ParamsContext value={found?.params ?? {}}>
        {found?.to.shell ? (
          <PageContext value={page}>
            <Catch failed={faces.failed} codes={[found.to.shell]}>
              <Coded code={found.to.shell} coming={faces.coming} />
            </Catch>
          </PageContext>
        ) : (
          page
        )}
      </ParamsContext>
    </GoingContext>
  )
}

let latest = 0

/** Moves when the code is there, or after a moment at the latest; the last wish counts. */
async function stayUntil(fetched: Promise<unknown>, then: () => void): Promise<void> {
  const mine = (latest += 1)
  await Promise.race([fetched, new Promise((resolve) => setTimeout(resolve, STAY_MS))])
  if (mine === latest) then()
}

function Coded({ code: one, coming }: { code: Code; coming: ReactNode }) {
  const shown = useCode(one)
  return shown ? createElement(shown) : coming
}

/** A new page starts at its top; a screen reader starts reading there, and Tab goes on from there. */
function usePageStart(pathname: string): void {
  const shown = useRef(pathname)
  useLayoutEffect(() => {
    // The page that the browser itself opened keeps the browser's own start.
    if (shown.current === pathname) return
    shown.current = pathname
    if (keptScroll() === 0) window.scrollTo(0, 0)
    const main = document.getElementById('main')
    const start = main?.querySelector<HTMLElement>('h1[tabindex]') ?? main
    start?.focus({ preventScroll: true })
  }, [pathname])
}

/** How long a page may take to grow to where it was left. */
const GROW_MS = 1000

/** Goes down to where the page was left, as soon as it is that long again. */
function scrollTo(top: number): void {
  const until = performance.now() + GROW_MS
  const look = () => {
    const reached = document.documentElement.scrollHeight - window.innerHeight >= top
    if (reached || performance.now() > until) window.scrollTo(0, top)
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

type CatchProps = { children: ReactNode; failed: Faces['failed']; codes: readonly (Code | null)[] }

/** React tells of an error below only to a class. */
class Catch extends Component<CatchProps, { failure: { error: unknown } | null }> {
  override state: { failure: { error: unknown } | null } = { failure: null }
  static getDerivedStateFromError(error: unknown) {
    return { failure: { error } }
  }
  again = async () => {
    await Promise.all(this.props.codes.map((one) => one?.fetch()))
    this.setState({ failure: null })
  }
  override render() {
    const { failure } = this.state
    return failure ? this.props.failed(failure.error, () => void this.again()) : this.props.children
  }
}
