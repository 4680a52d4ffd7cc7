import { AsyncLocalStorage } from 'node:async_hooks'
import type { PoolClient } from 'pg'
import type { Database } from '#server/platform/postgres/database.ts'
import type { Sql } from '#server/platform/postgres/sql.ts'

/**
 * What goes wrong on the way to the database, at a place that is known: the backend is gone before the n-th statement of a
 * piece of work (or before its commit, where it has fewer), or the commit stands and its answer never comes.
 */
export type Trouble = { kind: 'killed'; at: number } | { kind: 'answer_lost' }

/** Changes what the product says to the database: breaks it on purpose. Nothing is `[]`. */
export type Sabotage = (statement: Sql) => Sql | Sql[]

/** A piece of work whose statements are counted, troubled, or made to wait. */
export type Work = {
  trouble: Trouble | null
  /** Stops before this statement, counted or its commit, until it is let go. */
  pause_at: number | 'commit' | null
  sent: number
  struck: boolean
  /** The backend that works for it at the moment. */
  pid: number | null
  waiting: { gone: Promise<void>; go: () => void } | null
  done: boolean
}

export const workOf = (trouble: Trouble | null = null, pause_at: Work['pause_at'] = null): Work => ({
  ...{ trouble, pause_at, sent: 0, struck: false, pid: null, waiting: null, done: false },
})

type Query = PoolClient['query']
type Statement = Sql | string

const NOTHING: Sql = { text: 'select 1 where false', values: [], name: undefined }
/** The backend ends itself: exactly here among the statements, whatever the machine is busy with. */
const END = 'select pg_terminate_backend(pg_backend_pid())'

const here = new AsyncLocalStorage<Work>()

/** The wire between the product and its database. It stands where the network stands, and knows nothing of either. */
export class Wire {
  sabotage: Sabotage | null = null
  /** Each connection that is taken lets a moment of wall time pass, so that nothing happens twice at one instant. */
  readonly #tick: () => void

  constructor(db: Database, tick: () => void) {
    this.#tick = tick
    const connect = db.pool.connect.bind(db.pool) as () => Promise<PoolClient>
    const wired = async () => {
      this.#tick()
      return this.#wire(await connect(), here.getStore())
    }
    db.pool.connect = wired as typeof db.pool.connect // `Database` calls it without a callback
  }

  /** Does something as a piece of work of its own. */
  async during<T>(work: Work, run: () => Promise<T>): Promise<T> {
    try {
      return await here.run(work, run)
    } finally {
      work.done = true
    }
  }

  #wire(client: PoolClient, work: Work | undefined): PoolClient {
    if (!work && !this.sabotage) return client
    if (work) work.pid = (client as PoolClient & { processID: number }).processID // known once it is connected
    const send = client.query.bind(client) as (statement: Statement) => Promise<unknown>
    const query = (statement: Statement) => this.#send(send, statement, work)
    return new Proxy(client, {
      get(target, name) {
        if (name === 'query') return query as Query
        const value = Reflect.get(target, name) as unknown
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
  }

  async #send(send: (statement: Statement) => Promise<unknown>, statement: Statement, work: Work | undefined) {
    if (!work) return this.#change(send, statement)
    work.sent += 1
    if (work.pause_at === work.sent || (work.pause_at === 'commit' && statement === 'commit')) {
      const { promise, resolve } = Promise.withResolvers<void>()
      work.waiting = { gone: promise, go: resolve }
    }
    // What is sent behind a statement that waits, waits behind it.
    if (work.waiting) await work.waiting.gone
    const { trouble } = work
    const last = statement === 'commit'
    if (trouble?.kind === 'killed' && !work.struck && statement !== 'rollback' && (last || work.sent >= trouble.at)) {
      work.struck = true
      send(END).catch(() => undefined)
    }
    if (trouble?.kind === 'answer_lost' && !work.struck && last) {
      work.struck = true
      const committed = send(statement)
      send(END).catch(() => undefined)
      await committed
      throw new Error('the connection was lost before the answer came')
    }
    return this.#change(send, statement)
  }

  #change(send: (statement: Statement) => Promise<unknown>, statement: Statement): Promise<unknown> {
    if (!this.sabotage || typeof statement === 'string' || statement.text === 'begin') return send(statement)
    const changed = this.sabotage(statement)
    const all = Array.isArray(changed) ? changed : [changed]
    // A changed text must not run under the name of the plan it was prepared as.
    const plain = all.map((one) => (one.text === statement.text ? one : { ...one, name: undefined }))
    const last = plain.pop() ?? NOTHING
    for (const one of plain) send(one).catch(() => undefined)
    return send(last)
  }
}

/** Lets several pieces of work meet, in an order that is drawn and not left to the machine. */
export async function meet(
  works: readonly { work: Work; run: () => Promise<void> }[],
  order: readonly number[],
  isBlocked: (pid: number) => Promise<boolean>,
): Promise<void> {
  const running: Promise<void>[] = []
  const started: Work[] = []
  /** Until each that was started has ended, waits before a statement of ours, or waits for a lock of another's. */
  const quiet = async () => {
    for (;;) {
      const busy = await Promise.all(
        started.map(async ({ done, waiting, pid }) => !done && !waiting && !(pid !== null && (await isBlocked(pid)))),
      )
      if (!busy.includes(true)) return
      await new Promise((go) => setTimeout(go, 2))
    }
  }
  for (const { work, run } of works) {
    started.push(work)
    running.push(run())
    await quiet()
  }
  for (const place of order) {
    const one = works[place]?.work
    if (!one) continue
    one.waiting?.go()
    one.waiting = null
    // Whose turn is over waits no more, also where it had not come to its place yet.
    one.pause_at = null
    await quiet()
  }
  await Promise.all(running)
}
