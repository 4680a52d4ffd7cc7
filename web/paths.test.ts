import { createMemoryHistory, createRouter } from '@tanstack/react-router'
import { expect, test } from 'vitest'
import { consolePages } from './console/routes.ts'
import { entryPages } from './entry/routes.ts'
import { paths, withQuery } from './paths.ts'
import { portalPages } from './portal/routes.ts'

const { console: inConsole, portal: inPortal, ...outside } = paths
const all = [...Object.values(outside), ...Object.values(inConsole), ...Object.values(inPortal)].map(
  (path) => [path.pattern, path] as const,
)
const pages = [...entryPages, ...consolePages, ...portalPages]

test.each(all)('the address of %s builds, and leads to its own page', async (_, path) => {
  // Every path takes as many values as its pattern has places; more than that are ignored.
  const href = (path as unknown as (...values: string[]) => string)('a/ü b', 'ptr_1')
  expect(href).not.toContain('$')
  const { routeTree } = await import('./app.tsx')
  const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: [href] }) })
  const matches = router.matchRoutes(router.latestLocation)
  expect(matches.at(-1)?.fullPath).toBe(path.pattern)
  if (path.pattern.includes('$')) expect(Object.values(matches.at(-1)?.params ?? {})).toContain('a/ü b')
})

test('every address has exactly one page, and every page an address', () => {
  expect(pages.map((page) => page.at.pattern).sort()).toEqual(all.map(([, path]) => path.pattern).sort())
})

test('a query leaves out what is empty', () => {
  expect(withQuery('/o/acme/registrations', { status: 'in_review', partner: '', q: null, page: 2 })).toBe(
    '/o/acme/registrations?status=in_review&page=2',
  )
  expect(withQuery('/o/acme', {})).toBe('/o/acme')
})
