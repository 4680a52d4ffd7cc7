import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type AnyRoute,
} from '@tanstack/react-router'
import { consolePages } from './console/routes.ts'
import { entryPages } from './entry/routes.ts'
import { NotFoundPage, PageError, PageSkeleton } from './frame/states.tsx'
import type { Page } from './page.ts'
import { portalPages } from './portal/routes.ts'
import { ToastArea } from './ui/index.ts'
import { search } from './url-state.ts'

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <ToastArea />
    </>
  ),
})

function under(parent: AnyRoute, pages: readonly Page[]): AnyRoute[] {
  return pages.map((page) =>
    createRoute({ getParentRoute: () => parent, path: page.at.pattern, component: lazyRouteComponent(page.load) }),
  )
}

const console_ = createRoute({
  getParentRoute: () => root,
  id: 'console',
  component: lazyRouteComponent(() => import('./console/shell.tsx')),
})
const portal = createRoute({
  getParentRoute: () => root,
  id: 'portal',
  component: lazyRouteComponent(() => import('./portal/shell.tsx')),
})

/** Every page of both apps under its shell. */
export const routeTree = root.addChildren([
  ...under(root, entryPages),
  console_.addChildren(under(console_, consolePages)),
  portal.addChildren(under(portal, portalPages)),
])

/** The router; made once, when the page starts. */
export function makeRouter() {
  const router = createRouter({
    routeTree,
    parseSearch: search.parse,
    stringifySearch: search.stringify,
    scrollRestoration: true,
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 120,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFoundPage,
  })
  // A screen reader starts reading at the new page, and Tab goes on from there.
  router.subscribe('onRendered', ({ fromLocation, toLocation }) => {
    if (!fromLocation || fromLocation.pathname === toLocation.pathname) return
    const main = document.getElementById('main')
    const place = main?.querySelector<HTMLElement>('h1[tabindex]') ?? main
    place?.focus({ preventScroll: true })
  })
  return router
}
