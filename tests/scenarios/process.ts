import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type ServerProcess = {
  url: string
  /** Ends it without a goodbye. */
  kill(): Promise<void>
  stop(): Promise<void>
  /** What it logged. */
  log(): string
}

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url))
const CLI = fileURLToPath(new URL('../../server/cli.ts', import.meta.url))

/** Starts a server process; resolves when it answers. */
export async function startProcess(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, PORT: '0', DEMO: 'false', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text))
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('\n')) resolve(said.trim())
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it answered: ${log}`)))
  })
  const end = async (signal: NodeJS.Signals) => {
    const ended = exitOf(child)
    child.kill(signal)
    await ended
  }
  return { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM'), log: () => log }
}

/** Runs the operator's tool and answers the last line it printed. */
export async function tributary(args: readonly string[], env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const code = await exitOf(child)
  if (code !== 0) throw new Error(`tributary ${args.join(' ')} ended with ${code}: ${err}`)
  return out.trim().split('\n').at(-1) ?? ''
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('exit', resolve))
}

export type Caller = {
  get<T>(path: string): Promise<T>
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; replayed: boolean; answer: unknown }>
}

/** Requests with an API key, at whatever address the server has at the moment. */
export function callerOf(address: () => string, key: string): Caller {
  const ask = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(`${address()}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(text !== undefined && { body: text }),
    })
    const said = await response.text()
    return {
      status: response.status,
      replayed: response.headers.get('idempotency-replayed') === 'true',
      answer: said ? (JSON.parse(said) as unknown) : null,
    }
  }
  return {
    send: ask,
    async get<T>(path: string) {
      const { status, answer } = await ask('GET', path)
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(answer)}`)
      return answer as T // the API's contract, said by the caller
    },
  }
}

/** Every row of a list, page by page. */
export async function allRows<T>(caller: Caller, path: string): Promise<T[]> {
  const rows: T[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { rows: T[]; next_cursor: string | null } = await caller.get(
      `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor ? `&cursor=${cursor}` : ''}`,
    )
    rows.push(...page.rows)
    cursor = page.next_cursor
  }
  return rows
}
