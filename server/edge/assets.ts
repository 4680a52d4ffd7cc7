import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { SECURITY_HEADERS } from './headers.ts'

type Bytes = Uint8Array<ArrayBuffer>

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Something to serve as it is, compressed at most once per process. */
export type Asset = { type: string; bytes: Bytes; etag: string; br?: Promise<Bytes>; gz?: Promise<Bytes> }

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  ico: 'image/x-icon',
  webp: 'image/webp',
  woff2: 'font/woff2',
  woff: 'font/woff',
  txt: 'text/plain; charset=utf-8',
  map: 'application/json',
}

const COMPRESSIBLE = /^(?:text\/|application\/(?:json|manifest\+json)|image\/svg)/

/** An asset from its bytes; the type follows the end of its name. */
export function createAsset(name: string, content: Uint8Array | string): Asset {
  const bytes = new Uint8Array(Buffer.from(content))
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  return { type, bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
}

/** In memory of its own, as a response body wants it. */
function copy(buffer: Uint8Array): Bytes {
  return new Uint8Array(buffer)
}

/** The asset as a response: 304 where the caller has it, else in the best encoding that the caller takes. */
export async function serveAsset(request: Request, asset: Asset, headers: Record<string, string>): Promise<Response> {
  const compressible = asset.bytes.length > 1000 && COMPRESSIBLE.test(asset.type)
  const all: Record<string, string> = {
    ...SECURITY_HEADERS,
    'content-type': asset.type,
    etag: asset.etag,
    ...(compressible && { vary: 'accept-encoding' }),
    ...headers,
  }
  if (matches(request.headers.get('if-none-match'), asset.etag))
    return new Response(null, { status: 304, headers: all })
  const takes = compressible ? (request.headers.get('accept-encoding') ?? '') : ''
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(takes)) {
    asset.br ??= brotli(asset.bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: asset.bytes.length },
    }).then(copy)
    return new Response(await asset.br, { headers: { ...all, 'content-encoding': 'br' } })
  }
  if (/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(takes)) {
    asset.gz ??= zip(asset.bytes, { level: 9 }).then(copy)
    return new Response(await asset.gz, { headers: { ...all, 'content-encoding': 'gzip' } })
  }
  return new Response(asset.bytes, { headers: all })
}

/** If-None-Match of RFC 9110, section 13.1.2: weak comparison, a list, or `*`. */
export function matches(given: string | null | undefined, etag: string): boolean {
  if (!given) return false
  return given.trim() === '*' || given.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}
