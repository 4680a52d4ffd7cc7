import { expect, test } from 'vitest'
import { consolePages } from './console/routes.ts'
import { entryPages } from './entry/routes.ts'
import { paths, withQuery } from './paths.ts'
import { portalPages } from './portal/routes.ts'
import { matcher } from './router/match.ts'

const { console: inConsole, portal: inPortal, ...outside } = paths
const all = [...Object.values(outside), ...Object.values(inConsole), ...Object.values(inPortal)].map(
  (path) => [path.pattern, path] as const,
)
const pages = [...entryPages, ...consolePages, ...portalPages]
const pageOf = matcher(pages.map(({ at: { pattern } }) => ({ pattern, to: pattern })))

test.each(all)('the address of %s builds, and leads to its own page', (_, path) => {
  // Every path takes as many values as its pattern has places; more than that are ignored.
  const href = (path as unknown as (...values: string[]) => string)('a/ü b', 'ptr_1')
  expect(href).not.toContain('$')
  const found = pageOf(new URL(href, 'https://partners.example').pathname)
  expect(found?.to).toBe(path.pattern)
  if (path.pattern.includes('$')) expect(Object.values(found?.params ?? {})).toContain('a/ü b')
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

test('an address that is none leads nowhere, and a broken one does not stop the app', () => {
  for (const path of ['/o', '/o/acme/nothing', '/p/x/deals/1/2', '/o/%E0%A4%A']) expect(pageOf(path)).toBeUndefined()
  expect(pageOf('/')?.to).toBe('/')
  expect(pageOf('/o/acme/registrations/')?.to).toBe('/o/$org/registrations')
})
