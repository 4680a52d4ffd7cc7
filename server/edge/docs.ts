import { Hono } from 'hono'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Route } from '#kit/contract.ts'
import { createAsset, serveAsset, type Asset } from './assets.ts'
import { openApi } from './openapi.ts'

const VIEWER = fileURLToPath(
  new URL('../../node_modules/@scalar/api-reference/dist/browser/standalone.js', import.meta.url),
)

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tributary API</title>
  </head>
  <body>
    <div id="api"></div>
    <script src="/api/docs/viewer.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`

// Nothing is fetched from elsewhere: no fonts, no telemetry, no proxy, no assistant; requests go straight to this server.
const START = `Scalar.createApiReference('#api', {
  url: '/api/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  proxyUrl: '',
  persistAuth: false,
  metaData: { title: 'Tributary API' },
})
`

/** The viewer writes styles into the page and draws with data: images; it still reaches no other server. */
const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** `/api/openapi.json`, and `/api/docs` to read it in, without the internet. */
export function docsRoutes(routes: readonly Route[], version: string): Hono {
  let document: Asset | undefined
  let viewer: Promise<Asset> | undefined
  const page = createAsset('index.html', PAGE)
  const start = createAsset('start.js', START)
  const app = new Hono()
  app.get('/api/openapi.json', (c) => {
    document ??= createAsset('openapi.json', JSON.stringify(openApi(routes, version)))
    return serveAsset(c.req.raw, document, { 'cache-control': 'no-cache' })
  })
  app.get('/api/docs', (c) =>
    serveAsset(c.req.raw, page, { 'cache-control': 'no-cache', 'content-security-policy': DOCS_POLICY }),
  )
  app.get('/api/docs/start.js', (c) => serveAsset(c.req.raw, start, { 'cache-control': 'no-cache' }))
  app.get('/api/docs/viewer.js', async (c) => {
    viewer ??= readFile(VIEWER).then((bytes) => createAsset('viewer.js', bytes))
    return serveAsset(c.req.raw, await viewer, { 'cache-control': 'public, max-age=3600' })
  })
  return app
}
