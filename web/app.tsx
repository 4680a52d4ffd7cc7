import { consolePages } from './console/routes.ts'
import { entryPages } from './entry/routes.ts'
import { NotFoundPage, PageError, PageSkeleton } from './frame/states.tsx'
import { portalPages } from './portal/routes.ts'
import { Router, routesOf, type Faces } from './router/router.tsx'
import { ToastArea } from './ui/index.ts'

/** Every page of both apps under its shell. */
const routes = routesOf([
  { pages: entryPages, shell: null },
  { pages: consolePages, shell: () => import('./console/shell.tsx') },
  { pages: portalPages, shell: () => import('./portal/shell.tsx') },
])

const faces: Faces = {
  coming: <PageSkeleton />,
  notFound: <NotFoundPage />,
  failed: (error, again) => <PageError error={error} onRetry={again} />,
}

/** Both apps. */
export function App() {
  return (
    <>
      <Router routes={routes} faces={faces} />
      <ToastArea />
    </>
  )
}
