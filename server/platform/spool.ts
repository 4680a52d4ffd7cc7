import { createHash } from 'node:crypto'
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMMON, Refused } from '#kit/refusal.ts'

/** Text is recognised by its beginning; what a browser would look at is less. */
const HEAD_BYTES = 64 * 1024

/** Recognising is reading here and there in a file of at most some megabytes; more time than this is an attack. */
const RECOGNISE_MS = 2000

/**
 * Bytes that came in whole, on disk until they are closed. Taken before any transaction is opened: whoever sends slowly
 * must not hold a connection of the database meanwhile, and a decision that is repeated can read them again.
 */
export class Spooled {
  readonly size_bytes: number
  readonly sha256: string
  /** What the bytes are by their own account; null where they say nothing. */
  readonly media_type: string | null
  readonly #head: Uint8Array
  readonly #handle: FileHandle
  readonly #folder: string
  constructor(
    from: { size_bytes: number; sha256: string; media_type: string | null },
    head: Uint8Array,
    handle: FileHandle,
    folder: string,
  ) {
    this.size_bytes = from.size_bytes
    this.sha256 = from.sha256
    this.media_type = from.media_type
    this.#head = head
    this.#handle = handle
    this.#folder = folder
  }

  head(): Uint8Array {
    return this.#head
  }

  /** The bytes from the beginning, in pieces of one size but the last. */
  async *pieces(size: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let at = 0; at < this.size_bytes; at += size) {
      const piece = Buffer.alloc(Math.min(size, this.size_bytes - at))
      let filled = 0
      while (filled < piece.length) {
        const { bytesRead } = await this.#handle.read(piece, filled, piece.length - filled, at + filled)
        if (bytesRead === 0) throw new Error('a spooled file became shorter')
        filled += bytesRead
      }
      yield piece
    }
  }

  async close(): Promise<void> {
    await this.#handle.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** Takes a body as it streams, at most so many bytes, and says what it is. Close what it answers. */
export async function spool(body: unknown, limit_bytes: number): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-upload-'))
  const path = join(folder, 'body')
  const handle = await open(path, 'wx+', 0o600).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true })
    throw error
  })
  try {
    const hash = createHash('sha256')
    const head: Uint8Array[] = []
    let size_bytes = 0
    for await (const piece of bytesOf(body)) {
      if (size_bytes < HEAD_BYTES) head.push(piece.subarray(0, HEAD_BYTES - size_bytes))
      size_bytes += piece.length
      if (size_bytes > limit_bytes) {
        throw new Refused(COMMON.too_large, { limit: `${Math.floor(limit_bytes / 1_048_576)} MB` })
      }
      hash.update(piece)
      await handle.write(piece)
    }
    const media_type = size_bytes === 0 ? null : await recognise(path)
    return new Spooled({ size_bytes, sha256: hash.digest('hex'), media_type }, Buffer.concat(head), handle, folder)
  } catch (error) {
    await handle.close()
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** A file that breaks the recogniser says nothing about itself: it is then judged as unknown bytes. */
async function recognise(path: string): Promise<string | null> {
  // Loaded with the first file: it is forty modules that a start can do without.
  const { fileTypeFromFile } = await import('file-type')
  try {
    return (await fileTypeFromFile(path, { signal: AbortSignal.timeout(RECOGNISE_MS) }))?.mime ?? null
  } catch {
    return null
  }
}

/** The edge gives a raw body as it streams; a request without one has an empty file. */
function bytesOf(body: unknown): AsyncIterable<Uint8Array> {
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body)
    return body as AsyncIterable<Uint8Array> // what `raw_body` promises
  return NOTHING
}

const NOTHING: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: async function* () {} }
