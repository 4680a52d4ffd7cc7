import { lookup as lookupByHosts } from 'node:dns'
import { Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { callbackify } from 'node:util'
import type { Agent } from 'undici'
import { wallMs } from './clock.ts'
import { isPublicAddress } from './public-address.ts'

/**
 * How a request to somebody else's server went. `sent`: it took it (2xx). `retry`: it did not, or was never reached, and
 * may later. `refused`: it will not (redirects and most 4xx), or the address is not one we go to. `unknown`: all of it
 * was handed over and no answer came, so sending again could make it arrive twice.
 */
export type Posted = {
  is: 'sent' | 'retry' | 'refused' | 'unknown'
  /** null: there was no answer. */
  status: number | null
  /** What went wrong, in words for whoever looks after the receiver; null when it was sent. */
  problem: string | null
  /** The beginning of the answer's body, as far as it was read. */
  body_start: string
  /** What the receiver asked for with Retry-After. */
  retry_after_s: number | null
  took_ms: number
}

export type Outgoing = {
  /** Why nothing is ever sent to this address; null when it may be tried. A name is looked up only when connecting. */
  refuses(url: string): string | null
  /** Posts a body and answers, whatever happens, within `timeout_ms`. Redirects are not followed. */
  postJson(
    url: string,
    body: string,
    options: { headers?: Record<string, string>; timeout_ms: number },
  ): Promise<Posted>
  close(): Promise<void>
}

/** More of an answer is not read: the connection is cut. */
const BODY_BYTES = 16_384
const HEADER_BYTES = 16_384
const CONNECT_MS = 10_000
/** A waiting time beyond this is not believed. */
const RETRY_AFTER_MAX_S = 86_400

class NotPublic extends Error {
  readonly code = 'NOT_PUBLIC'
  constructor(host: string) {
    super(`${host} is, or leads to, an address that is not public`)
  }
}

/**
 * Requests to addresses that people typed in. Each connection looks its host up anew, and every address found must be
 * public: the one that is connected to is one that was checked, so a name that changes its mind in between gains nothing.
 * `allow_private` is for operators whose receivers stand in their own network, and permits plain http too.
 */
export function createOutgoing(config: { allow_private: boolean; dns_servers?: string[] }): Outgoing {
  const { allow_private } = config
  let agent: Promise<Agent> | undefined

  function refuses(text: string): string | null {
    const url = URL.parse(text)
    if (!url || !['https:', 'http:'].includes(url.protocol)) return 'expected an address that begins with https://'
    if (url.protocol === 'http:' && !allow_private) return 'expected https://, so that nobody on the way can read along'
    if (url.username || url.password) return 'expected an address without a user name and password in it'
    const host = bare(url.hostname)
    if (!allow_private && isIP(host) && !isPublicAddress(host)) return `${host} is not a public address`
    if (!allow_private && /(^|\.)(localhost|local|internal|home\.arpa)$/.test(host.replace(/\.$/, '')))
      return `${host} is a name inside a network, not a public one`
    return null
  }

  async function postJson(
    url: string,
    body: string,
    { headers = {}, timeout_ms }: { headers?: Record<string, string>; timeout_ms: number },
  ): Promise<Posted> {
    const began = wallMs()
    const ended = (posted: Omit<Posted, 'took_ms' | 'body_start' | 'retry_after_s'> & Partial<Posted>): Posted => ({
      body_start: '',
      retry_after_s: null,
      ...posted,
      took_ms: wallMs() - began,
    })
    const why = refuses(url)
    if (why) return ended({ is: 'refused', status: null, problem: `The address is refused: ${why}.` })
    const { origin, pathname, search } = new URL(url)
    const bytes = Buffer.from(body)
    // Read only once there is a connection, so its end says that all of it was handed over.
    const stream = Readable.from([bytes], { objectMode: false })
    let handed = false
    stream.on('end', () => (handed = true))
    const reached = await (agent ??= openAgent(config))
    const signal = AbortSignal.timeout(timeout_ms)
    try {
      const answer = await reached.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(bytes.length),
          'accept-encoding': 'identity',
          'user-agent': 'Tributary',
        },
        body: stream,
        signal,
        headersTimeout: timeout_ms,
        bodyTimeout: timeout_ms,
      })
      const body_start = await readStart(answer.body)
      const retry_after_s = readRetryAfter(answer.headers['retry-after'])
      return ended({ ...judge(answer.statusCode), status: answer.statusCode, body_start, retry_after_s })
    } catch (error) {
      return ended({ ...explain(error, handed, signal.aborted ? timeout_ms : null), status: null })
    } finally {
      stream.destroy()
    }
  }

  return { refuses, postJson, close: async () => (await agent)?.destroy() }
}

/** Loaded with the first request: undici is a tenth of all that a start reads, and many installations never send any. */
async function openAgent(config: { allow_private: boolean; dns_servers?: string[] }): Promise<Agent> {
  const { Agent, buildConnector } = await import('undici')
  const { allow_private } = config
  const connect = buildConnector({
    lookup: allow_private ? lookupByHosts : lookupPublic(config.dns_servers),
    autoSelectFamily: true,
    timeout: CONNECT_MS,
    allowH2: false,
  })
  return new Agent({
    // A host that is an address already is never looked up.
    connect: (options, done) =>
      allow_private || !isIP(bare(options.hostname)) || isPublicAddress(bare(options.hostname))
        ? connect(options, done)
        : done(new NotPublic(options.hostname), null),
    maxHeaderSize: HEADER_BYTES,
    // A connection that waited could have been closed by the other side while we write: a fresh one leaves no such doubt.
    pipelining: 0,
  })
}

/** Hosts by DNS alone, all addresses public or none: one private address among them is reason enough to stay away. */
function lookupPublic(servers: string[] | undefined): LookupFunction {
  // Not getaddrinfo: its slow look-ups occupy the threads that passwords and files need.
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  if (servers) resolver.setServers(servers)
  const find = async (host: string) => {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const found = [
      ...(v4.status === 'fulfilled' ? v4.value.map((address) => ({ address, family: 4 })) : []),
      ...(v6.status === 'fulfilled' ? v6.value.map((address) => ({ address, family: 6 })) : []),
    ]
    if (found.length === 0) throw v4.status === 'rejected' ? v4.reason : new NotPublic(host)
    if (!found.every(({ address }) => isPublicAddress(address))) throw new NotPublic(host)
    return found
  }
  const findBack = callbackify(find)
  return (host, { all }, done) =>
    findBack(host, (error, found) => {
      if (error) done(error, all ? [] : '')
      else if (all) done(null, found)
      else done(null, found[0]?.address ?? '', found[0]?.family)
    })
}

/** An IPv6 host stands in brackets in a URL. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** Text only, without what a database or a page could stumble over; what does not arrive in time is left out. */
async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= BODY_BYTES) break
    }
  } catch {
    // The status came, and it alone says how it went.
  }
  const text = Buffer.concat(chunks).subarray(0, BODY_BYTES).toString('utf8')
  // oxlint-disable-next-line no-control-regex -- these are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd').toWellFormed()
}

function readRetryAfter(given: string | string[] | undefined): number | null {
  const text = String(given ?? '').trim()
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - wallMs()) / 1000)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, RETRY_AFTER_MAX_S) : null
}

/** RFC 9110 §15: what may pass when asked again, and what will not. */
function judge(status: number): { is: Posted['is']; problem: string | null } {
  if (status >= 200 && status < 300) return { is: 'sent', problem: null }
  if (status >= 300 && status < 400)
    return {
      is: 'refused',
      problem: `It answered ${status}, a redirect, which is not followed. Give the final address.`,
    }
  const is = status >= 500 || [408, 425, 429].includes(status) ? 'retry' : 'refused'
  return { is, problem: `It answered ${status}.` }
}

const UNREACHED: Record<string, string> = {
  ENOTFOUND: 'There is no such host.',
  ENODATA: 'There is no such host.',
  ETIMEOUT: 'The host could not be looked up in time.',
  ECONNREFUSED: 'Nothing listens there: the connection was refused.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The host cannot be reached.',
  UND_ERR_CONNECT_TIMEOUT: 'The host did not accept a connection in time.',
  CERT_HAS_EXPIRED: 'Its TLS certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its TLS certificate is signed by itself.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its TLS certificate is for another host.',
}

function explain(error: unknown, handed: boolean, timed_out_ms: number | null): { is: Posted['is']; problem: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'NOT_PUBLIC')
    return { is: 'refused', problem: `The address is refused: ${error instanceof Error ? error.message : ''}.` }
  const late = timed_out_ms !== null || code === 'UND_ERR_HEADERS_TIMEOUT'
  if (!handed) {
    if (late) return { is: 'retry', problem: 'It could not be reached in time.' }
    return { is: 'retry', problem: UNREACHED[code] ?? `The connection failed (${code || 'without a reason'}).` }
  }
  if (late)
    return { is: 'unknown', problem: `No answer came within ${Math.round((timed_out_ms ?? 0) / 1000)} seconds.` }
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return { is: 'unknown', problem: `Its answer has headers larger than ${HEADER_BYTES / 1024} KB.` }
  if (error instanceof Error && error.name === 'HTTPParserError')
    return { is: 'unknown', problem: 'Its answer is not HTTP.' }
  return { is: 'unknown', problem: `The connection ended before an answer (${code || 'without a reason'}).` }
}
