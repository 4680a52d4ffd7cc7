import { createHash } from 'node:crypto'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, type Context, type Verb } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { describeTable, type TableDescription } from './describe-table.ts'
import { FILE_REFUSALS } from './import.ts'
import { openTable, type TableRow } from './read-table.ts'
import { suggestedCurrency } from './file-currency.ts'
import { showImport } from './show.ts'
import * as store from './store.ts'
import { TableRefused } from './table-refused.ts'

/** A piece of the file as it is kept. */
const CHUNK_BYTES = 256 * 1024
/** Rows that the description looks at; the rest of the file is read to the end, so that what cannot be read is known now. */
const SAMPLE_ROWS = 20_000
/** A cell in a description is an example, and values with more text than this are not mapped one by one. */
const SHOWN_CHARS = 200

type Kept = { size_bytes: number; sha256: string }

const keepUpload = command(contract.uploadImport, {
  gather: async (ctx) => ({ id: ctx.newId() }),
  write: async (ctx, { input, facts: { id } }) => {
    const { object, file_name } = input.query
    store.insertImport(ctx.tx, ctx.org_id, {
      id,
      object,
      file_name,
      created_at: ctx.now,
      created_by: actorRef(ctx.actor),
    })
    const kept: Kept = { size_bytes: 0, sha256: '' }
    const { description, rows_total } = await describeFile(keepBytes(ctx, id, bytesOf(input.body), kept))
    await store.describeImport(ctx.tx, ctx.org_id, id, { description, rows_total, ...kept })
    const subject = { noun: 'import', id } as const
    ctx.record('import.uploaded', subject, { object, file_name, rows_total, ...kept })
    await ctx.emit('import.uploaded', subject, null, { object, rows_total })
    const [it, last, currency] = await Promise.all([
      store.findImport(ctx.tx, ctx.org_id, id),
      store.listLastMappings(ctx.tx, ctx.org_id, object),
      suggestedCurrency(ctx.runtime, ctx.tx, ctx.org_id, ctx.now),
    ])
    if (!it) throw new Error(`import ${id} was not kept`)
    return showImport(it, last, ctx.actor, currency)
  },
})

/**
 * Keeps the file while it is read, in the transaction: a file that turns out unusable leaves nothing. An idempotency key
 * stands for the file too: the bytes that come with it again are compared, since the funnel cannot see a stream.
 */
export const uploadImport: Verb<typeof contract.uploadImport> = {
  ...keepUpload,
  async run(call, raw) {
    const done = await keepUpload.run(call, raw)
    if (!done.replayed) return done
    const hash = createHash('sha256')
    for await (const bytes of bytesOf(raw.body)) hash.update(bytes)
    const { actor, runtime } = call
    const before = await runtime.db.transaction({ org_id: actor.org_id, scope: actor.side, partner_id: null }, (tx) =>
      store.findImport(tx, actor.org_id, uuidOf('import', done.answer.id)),
    )
    if (before?.sha256 !== hash.digest('hex')) throw new Refused(COMMON.key_reused)
    return done
  },
}

/** The edge gives a raw body as it streams; a request without one has an empty file. */
function bytesOf(body: unknown): AsyncIterable<Uint8Array> {
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body)
    return body as AsyncIterable<Uint8Array> // what `raw_body` promises
  return NOTHING
}

const NOTHING: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: async function* () {} }

/** Passes the bytes on, keeping them in pieces of one size; `kept` is complete when they have all been read. */
async function* keepBytes(
  ctx: Context,
  id: string,
  bytes: AsyncIterable<Uint8Array>,
  kept: Kept,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256')
  let pieces: Uint8Array[] = []
  let waiting = 0
  let no = 0
  for await (const piece of bytes) {
    hash.update(piece)
    kept.size_bytes += piece.length
    if (kept.size_bytes <= contract.FILE_LIMIT_BYTES) {
      pieces.push(piece)
      waiting += piece.length
      if (waiting >= CHUNK_BYTES) {
        await store.insertChunk(ctx.tx, ctx.org_id, id, no++, Buffer.concat(pieces))
        pieces = []
        waiting = 0
      }
    }
    yield piece
  }
  if (waiting > 0) await store.insertChunk(ctx.tx, ctx.org_id, id, no, Buffer.concat(pieces))
  kept.sha256 = hash.digest('hex')
}

async function describeFile(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ description: TableDescription; rows_total: number }> {
  try {
    const table = await openTable(bytes, { max_bytes: contract.FILE_LIMIT_BYTES })
    const rows: TableRow[] = []
    let rows_total = 0
    for await (const row of table.rows) {
      rows_total += 1
      if (rows.length < SAMPLE_ROWS) rows.push(row)
    }
    if (rows_total === 0)
      throw new TableRefused('table.empty', 'The file has a header and no rows. Export it again with at least one row.')
    const { encoding, delimiter, header, warnings } = table
    return { description: shorten(describeTable({ encoding, delimiter, header, warnings, rows })), rows_total }
  } catch (error) {
    const type = error instanceof TableRefused ? FILE_REFUSALS[error.code] : undefined
    if (!type || !(error instanceof TableRefused)) throw error
    throw new Refused(type, { what: error.message })
  }
}

/** A description is shown on one page, whatever the cells hold; and kept, so it has no text that a database refuses. */
function shorten(description: TableDescription): TableDescription {
  const cut = (text: string) =>
    (text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text).toWellFormed().replaceAll('\0', '\ufffd')
  return {
    ...description,
    columns: description.columns.map((column) => ({
      ...column,
      samples: column.samples.map(cut),
      values: column.values?.every(({ value }) => value === cut(value)) ? column.values : null,
    })),
  }
}
