import { ReadableStream as Streams } from 'node:stream/web'
import type { Download } from '#kit/contract.ts'
import { matches } from './assets.ts'

/** A file that somebody sent us, answered so that it does no harm in our name. */

export function isDownload(answer: unknown): answer is Download {
  return typeof answer === 'object' && answer !== null && 'bytes' in answer && 'opens_in_place' in answer
}

/**
 * What a file may do where it is opened: nothing. PDF goes without the sandbox, because browsers refuse to show one in
 * it; their viewers are a sandbox of their own, and `nosniff` keeps it a PDF.
 */
function policyFor({ media_type }: Download): string {
  const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  return media_type === 'application/pdf' ? `${nothing}; object-src 'self'` : `${nothing}; sandbox`
}

export function respondDownload(
  it: Download,
  headers: Record<string, string>,
  if_none_match: string | undefined,
): Response {
  const etag = `"${it.etag}"`
  const all: Record<string, string> = {
    ...headers,
    etag,
    vary: 'authorization, cookie, x-tributary-acting',
    // Kept by the caller, but asked about every time: who may see a file can change.
    'cache-control': 'private, no-cache',
    'content-security-policy': policyFor(it),
    'content-disposition': dispositionOf(it),
    // Mail programs in a browser show it on their own pages.
    ...(it.is_public
      ? { 'cache-control': 'public, max-age=31536000, immutable', 'cross-origin-resource-policy': 'cross-origin' }
      : {}),
  }
  if (matches(if_none_match, etag)) return new Response(null, { status: 304, headers: all })
  all['content-type'] = it.media_type.startsWith('text/') ? `${it.media_type}; charset=utf-8` : it.media_type
  all['content-length'] = String(it.size_bytes)
  // Both names are one class; the DOM's types do not know `from` yet.
  const body = Streams.from(it.bytes) as ReadableStream<Uint8Array>
  return new Response(body, { status: 200, headers: all })
}

/** RFC 6266: a name in ASCII for whoever knows no other, and the whole name as RFC 8187 writes it. */
export function dispositionOf({ name, opens_in_place }: Pick<Download, 'name' | 'opens_in_place'>): string {
  const type = opens_in_place ? 'inline' : 'attachment'
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '_')
    .replace(/["\\%;]/g, '_')
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${type}; filename="${plain}"; filename*=UTF-8''${whole}`
}
