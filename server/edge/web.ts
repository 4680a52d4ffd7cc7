import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readFile, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { createAsset, serveAsset, type Asset } from './assets.ts'

/** What a page of ours may load: from here alone, and no script that stands in the page itself. */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  // Positions of menus and lengths of bars are style attributes; a style cannot run anything.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Files that Vite names by their content never change. */
const HASHED = /^\/assets\/.*-[\w-]{8,}\.\w+$/

/** The built web: its files, and its page for every address that is a page. */
export async function builtWeb(folder: string): Promise<Hono<{ Bindings: HttpBindings }>> {
  const assets = await loadFolder(folder)
  const page = assets.get('/index.html')
  if (!page) throw new Error(`${folder} has no index.html. Build the web first: npm run build`)
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('*', (c) => {
    const path = c.req.path
    const asset = path === '/' ? page : assets.get(path)
    if (asset && asset !== page) {
      const kept = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=300'
      return serveAsset(c.req.raw, asset, { 'cache-control': kept })
    }
    // A file that is not there is not a page: a script must never be answered with HTML.
    if (asset !== page && (/\.\w{1,8}$/.test(path) || !wantsPage(c.req.header('accept')))) return c.notFound()
    return serveAsset(c.req.raw, page, { 'cache-control': 'no-cache', 'content-security-policy': PAGE_POLICY })
  })
  return app
}

function wantsPage(accept: string | undefined): boolean {
  return accept === undefined || accept.includes('text/html') || accept.includes('*/*')
}

async function loadFolder(folder: string): Promise<Map<string, Asset>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = found.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
  const assets = await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      return [`/${relative(folder, path).split(sep).join('/')}`, createAsset(entry.name, await readFile(path))] as const
    }),
  )
  return new Map(assets)
}

/** What Vite offers in middleware mode. */
export type DevServer = {
  middlewares: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void
  close(): Promise<void>
}

/** The web from its sources: Vite answers, and reloads what changes. It needs scripts in the page, so without the policy. */
export function sourceWeb(vite: DevServer): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('*', async (c) => {
    const { incoming, outgoing } = c.env
    const passed = await new Promise<boolean>((resolve, reject) => {
      outgoing.once('close', () => resolve(false))
      vite.middlewares(incoming, outgoing, (error) => (error ? reject(error) : resolve(true)))
    })
    return passed ? c.notFound() : RESPONSE_ALREADY_SENT
  })
  return app
}
