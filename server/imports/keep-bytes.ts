import type { Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import * as store from './store.ts'

/** A piece of the file as it is kept. */
const CHUNK_BYTES = 256 * 1024

/** Passes the bytes on, keeping them in pieces of one size; kept whole when they have all been read. */
export async function* keepBytes(
  ctx: Context,
  of: { import_id: string; partner_id: string | null; sheet: number },
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let pieces: Uint8Array[] = []
  let waiting = 0
  let size = 0
  let no = 0
  for await (const piece of bytes) {
    size += piece.length
    // Past the limit nothing is kept: the reader is about to refuse the file.
    if (size <= contract.FILE_LIMIT_BYTES) {
      pieces.push(piece)
      waiting += piece.length
      if (waiting >= CHUNK_BYTES) {
        await store.insertChunk(ctx.tx, ctx.org_id, of, no++, Buffer.concat(pieces))
        pieces = []
        waiting = 0
      }
    }
    yield piece
  }
  if (waiting > 0) await store.insertChunk(ctx.tx, ctx.org_id, of, no, Buffer.concat(pieces))
}
