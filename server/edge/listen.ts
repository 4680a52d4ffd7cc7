import { getRequestListener } from '@hono/node-server'
import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Refused } from '#kit/refusal.ts'
import { newId } from '#server/platform/clock.ts'
import type { Logger } from 'pino'
import type { Fetch } from './edge.ts'
import { respondProblem } from './problem.ts'
import { EDGE } from './refusals.ts'

/** A caller who is refused while it still sends is listened to so long and so far, so that it gets to read why. */
const LINGER_MS = 5000
const LINGER_BYTES = 32 * 1_048_576

/** An upload of 200 MB over a slow line takes its time; headers do not. */
const REQUEST_MS = 900_000
const HEADERS_MS = 20_000

/** The HTTP server in front of `fetch`. It does not listen yet. */
export function createHttpServer(fetch: () => Fetch, log: Logger): Server {
  const listener = getRequestListener(
    (request, env) =>
      fetch()(request, 'incoming' in env ? (env as { incoming: IncomingMessage; outgoing: ServerResponse }) : {}),
    {
      // HTTP/1.1 only
      autoCleanupIncoming: false,
      errorHandler: (error) => {
        const why = error instanceof Error ? error.message : 'it cannot be read.'
        log.debug({ err: error }, 'a request could not be read')
        return respondProblem(new Refused(EDGE.bad_request, { why }), newId())
      },
    },
  )
  const answering = new WeakSet<Duplex>()
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    answering.add(incoming.socket)
    outgoing.once('close', () => answering.delete(incoming.socket))
    outgoing.once('finish', () => linger(incoming))
    void listener(incoming, outgoing)
  }
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS, keepAliveTimeout: 65_000 },
    answer,
  )
  // The body is asked for only where it is read: who sends "Expect: 100-continue" and is refused never sends it.
  server.on('checkContinue', answer)
  // What cannot be read as HTTP never becomes a request: the answer is written to the socket as it is.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Broken in the middle of a request whose answer is under way: two answers would run into each other.
    if (answering.has(socket) || !socket.writable) return void socket.destroy()
    const { status, why } = UNREADABLE[error.code ?? ''] ?? {
      status: 400,
      why: 'its first lines are not what HTTP expects.',
    }
    void respondUnreadable(socket, respondProblem(new Refused(EDGE.bad_request, { why }), newId()), status)
  })
  return server
}

const UNREADABLE: Readonly<Record<string, { status: number; why: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, why: 'its address and headers are longer than 16 KB.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, why: 'it took too long to arrive.' },
}

async function respondUnreadable(socket: Duplex, response: Response, status: number): Promise<void> {
  const text = JSON.stringify({ ...((await response.json()) as object), status }) // a problem document that we just made
  const headers = [...response.headers, ['content-length', String(Buffer.byteLength(text))], ['connection', 'close']]
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${text}`)
}

/**
 * Closing at once while bytes still come in makes TCP reset the connection, and the answer is lost with it. So what
 * still comes is thrown away for a while, and then the connection ends.
 */
function linger(incoming: IncomingMessage): void {
  if (incoming.complete || incoming.destroyed) return
  let size = 0
  const end = () => {
    clearTimeout(timer)
    if (!incoming.complete) incoming.socket.destroySoon()
  }
  const timer = setTimeout(end, LINGER_MS).unref()
  incoming.on('data', (piece: Buffer) => {
    size += piece.length
    if (size > LINGER_BYTES) end()
  })
  incoming.once('end', () => clearTimeout(timer))
  incoming.once('error', () => clearTimeout(timer))
  incoming.resume()
}
