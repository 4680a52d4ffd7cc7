import type { Client, PoolClient, QueryResult } from 'pg'

/** A statement with its values. Made only by the `sql` tag, so that no value can become text of the statement. */
export type Sql = { text: string; values: unknown[]; name: string | undefined }

type Piece = Sql | { raw: string }

const plans = new Map<string, string>()

/** Statements are prepared once per connection; past this many different texts new ones are sent unnamed. */
const NAMED_MAX = 2000

function nameOf(text: string): string | undefined {
  const known = plans.get(text)
  if (known) return known
  if (plans.size >= NAMED_MAX) return undefined
  const name = `t${plans.size}`
  plans.set(text, name)
  return name
}

function isPiece(value: unknown): value is Piece {
  return typeof value === 'object' && value !== null && (('text' in value && 'values' in value) || 'raw' in value)
}

const templates = new WeakMap<TemplateStringsArray, { text: string; name: string | undefined }>()

/** `sql\`select … where id = ${id}\``: values become parameters, other `sql` pieces are put in place. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  if (!values.some(isPiece)) {
    let known = templates.get(strings)
    if (!known) {
      const text = strings.reduce((all, part, i) => (i === 0 ? part : `${all}$${i}${part}`), '')
      known = { text, name: nameOf(text) }
      templates.set(strings, known)
    }
    return { text: known.text, values, name: known.name }
  }
  let text = strings[0] ?? ''
  const all: unknown[] = []
  values.forEach((value, i) => {
    if (!isPiece(value)) {
      all.push(value)
      text += `$${all.length}`
    } else if ('raw' in value) {
      text += value.raw
    } else {
      text += value.text.replace(/\$(\d+)/g, (_, n: string) => `$${all.length + Number(n)}`)
      all.push(...value.values)
    }
    text += strings[i + 1] ?? ''
  })
  return { text, values: all, name: nameOf(text) }
}

/** An identifier or keyword known to the code (never input). */
export function raw(text: string): { raw: string } {
  return { raw: text }
}

/**
 * The connection of one transaction. Statements go out at once, in order, without waiting for the answers of earlier
 * ones (pg's pipeline); a failed one fails all that follow it, and so the commit.
 */
export class Tx {
  readonly #client: PoolClient | Client
  readonly #sent: Promise<unknown>[] = []
  #corked = false
  /** Why the transaction failed; what is sent after that only hears that it did. */
  #failure: unknown
  #over = false
  constructor(client: PoolClient | Client) {
    this.#client = client
  }
  #query(statement: Sql): Promise<QueryResult> {
    // Work that went on after its transaction had failed would else speak in the next one on this connection.
    if (this.#over) throw new Error('this transaction is over')
    this.#cork()
    const answer = this.#client.query(statement)
    // A later await sees the error; this keeps one that nobody awaited from ending the process before the commit does.
    answer.catch((error: unknown) => {
      if (!isEcho(error)) this.#failure = error
    })
    return answer
  }
  /** Statements sent in one go leave in one write: the system call is a good part of what a statement costs us. */
  #cork(): void {
    if (this.#corked) return
    this.#corked = true
    const { stream } = this.#client.connection
    stream.cork()
    process.nextTick(() => {
      this.#corked = false
      stream.uncork()
    })
  }
  async #answer(statement: Sql): Promise<QueryResult> {
    try {
      return await this.#query(statement)
    } catch (error) {
      throw isEcho(error) && this.#failure !== undefined ? this.#failure : error
    }
  }
  /** All rows. The caller says how many columns of which kind the statement selects. */
  async rows<T>(statement: Sql): Promise<T[]> {
    const answer = await this.#answer(statement)
    return answer.rows as T[] // the statement, written beside the type in a store, is the source of this shape
  }
  /** The first row, if any. */
  async one<T>(statement: Sql): Promise<T | undefined> {
    return (await this.rows<T>(statement))[0]
  }
  /** How many rows were touched. */
  async run(statement: Sql): Promise<number> {
    return (await this.#answer(statement)).rowCount ?? 0
  }
  /** Sent without waiting; `settle()` reports its error. */
  send(statement: Sql): void {
    this.#sent.push(this.#query(statement))
  }
  /** Nothing is sent any more: the connection is somebody else's from now on. */
  end(): void {
    this.#over = true
  }
  /** Waits for everything sent; throws the first real error. */
  async settle(): Promise<void> {
    const answers = await Promise.allSettled(this.#sent.splice(0))
    const errors = answers.filter((answer) => answer.status === 'rejected').map((answer) => answer.reason as unknown)
    const first = errors.find((error) => !isEcho(error)) ?? this.#failure ?? errors[0]
    if (errors.length > 0) throw first
  }
}

/** 25P02, "current transaction is aborted": the echo of an earlier failure. */
function isEcho(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '25P02'
}
