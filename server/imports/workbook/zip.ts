import { Inflate } from 'fflate'
import { TableRefused } from '../table-refused.ts'
import { broken, tooMuch } from './refused.ts'

/** One file in the archive. */
export type Part = { name: string; method: number; packed: number; size: number; at: number }

/** A workbook of fifty sheets has some two hundred files. */
const MAX_PARTS = 2000
/** All that may come out of one archive: a million rows of twenty columns are some 400 MB of XML. */
const MAX_UNPACKED = 768 * 1024 * 1024
/** Deflate grows at most by 1032, so a piece of this size becomes 4 MB at once before it is counted. */
const PIECE = 4096

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/**
 * Reads the archive's directory, which says what is where. Nothing is unpacked. Refused are more parts than a workbook
 * has, parts that lie over one another, secrets, methods other than deflate, and more than `MAX_UNPACKED` in all.
 */
export function openZip(bytes: Uint8Array): Map<string, Part> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > MAX_PARTS || count === 0xffff) throw tooMuch(`it holds more than ${MAX_PARTS} files`)
  const parts = new Map<string, Part>()
  let unpacked = 0
  try {
    for (let n = 0; n < count; n++) {
      if (view.getUint32(at, true) !== ENTRY) throw broken('its directory is damaged')
      const [name_length, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true))
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (name_length ?? 0)))
      const part = partAt(view, at, name)
      unpacked += part.size
      if (unpacked > MAX_UNPACKED) throw tooMuch(`unpacked it is more than ${MAX_UNPACKED / 1024 / 1024} MB`)
      if (parts.has(name)) throw broken(`"${name.slice(0, 60)}" is in it twice`)
      if (!name.endsWith('/')) parts.set(name, part)
      at += 46 + (name_length ?? 0) + (extra ?? 0) + (comment ?? 0)
    }
  } catch (error) {
    if (error instanceof RangeError) throw broken('its directory is cut off')
    throw error
  }
  refuseOverlaps([...parts.values()], bytes.length)
  return parts
}

/** The directory's own end stands at the end of the file, behind at most 64 KB of comment. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === END) return at
  throw broken('it is no whole ZIP archive, or was cut off')
}

function partAt(view: DataView, at: number, name: string): Part {
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const [packed = 0, size = 0, , local = 0] = [20, 24, 28, 42].map((field) => view.getUint32(at + field, true))
  if (flags & 0x41) throw broken('it is encrypted')
  if (method !== 0 && method !== 8) throw broken('it is packed in a way that spreadsheets do not use')
  // Sizes beyond 4 GB stand elsewhere; nothing so large is taken anyway.
  if (packed === 0xffffffff || size === 0xffffffff || local === 0xffffffff) throw tooMuch('a file in it is over 4 GB')
  if (view.getUint32(local, true) !== LOCAL) throw broken('a file in it is not where its directory says')
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (from + packed > view.byteLength) throw broken('a file in it is cut off')
  return { name, method, packed, size, at: from }
}

/** The best bombs let thousands of files share the same packed bytes. */
function refuseOverlaps(parts: readonly Part[], length: number): void {
  let reached = 0
  for (const part of parts.toSorted((a, b) => a.at - b.at)) {
    if (part.at < reached || part.at > length) throw broken('files in it lie over one another')
    reached = part.at + part.packed
  }
}

/** Unpacks one file piece by piece. It may not become larger than its directory says: that was counted before. */
export function* unpack(bytes: Uint8Array, part: Part): Generator<Uint8Array, void, undefined> {
  const packed = bytes.subarray(part.at, part.at + part.packed)
  if (part.method === 0) {
    if (part.packed !== part.size) throw broken('a file in it has another size than it says')
    yield packed
    return
  }
  let out: Uint8Array[] = []
  let size = 0
  const inflate = new Inflate((piece) => {
    size += piece.length
    if (size > part.size) throw tooMuch('a file in it unpacks to more than it says')
    out.push(piece)
  })
  for (let at = 0; at < packed.length; at += PIECE) {
    try {
      inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length)
    } catch (error) {
      // What is not ours comes from fflate: the packed bytes are not what they should be.
      if (error instanceof TableRefused) throw error
      throw broken('a file in it is damaged')
    }
    yield* out
    out = []
  }
  if (size !== part.size) throw broken('a file in it ends too early')
}
