export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export type Sniffed =
  | { kind: 'text'; encoding: Encoding; bom: boolean; ascii: boolean }
  | { kind: 'binary'; looks_like: string }

const MAGIC: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook or a ZIP archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
]

/** Reads from the first bytes of a file how its text is encoded, or that it is no text at all. */
export function sniffEncoding(head: Uint8Array): Sniffed {
  const starts = (bytes: readonly number[]): boolean => bytes.every((byte, at) => head[at] === byte)
  if (starts([0xef, 0xbb, 0xbf])) return { kind: 'text', encoding: 'utf-8', bom: true, ascii: false }
  if (starts([0xff, 0xfe])) return { kind: 'text', encoding: 'utf-16le', bom: true, ascii: false }
  if (starts([0xfe, 0xff])) return { kind: 'text', encoding: 'utf-16be', bom: true, ascii: false }
  const magic = MAGIC.find(([bytes]) => starts(bytes))
  if (magic) return { kind: 'binary', looks_like: magic[1] }

  const zeros = [0, 0]
  let control = 0
  for (let at = 0; at < head.length; at++) {
    const byte = head[at] ?? 0
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
    else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1a) control++
  }
  const [even = 0, odd = 0] = zeros
  // Western text in UTF-16 has a zero in nearly every second byte, always on the same side.
  if (odd > head.length / 5 && even * 20 < odd) return { kind: 'text', encoding: 'utf-16le', bom: false, ascii: false }
  if (even > head.length / 5 && odd * 20 < even) return { kind: 'text', encoding: 'utf-16be', bom: false, ascii: false }
  // A stray zero or two is a damaged row, and refused as one.
  if ((even + odd) * 200 > head.length || control > head.length / 20)
    return { kind: 'binary', looks_like: 'a file of bytes, not text' }

  if (isAscii(head)) return { kind: 'text', encoding: 'utf-8', bom: false, ascii: true }
  return { kind: 'text', encoding: eightBitEncoding(head), bom: false, ascii: false }
}

export type TextDecoding = {
  encoding(): Encoding
  /** The next piece of text; `last` says that no bytes follow. */
  decode(bytes: Uint8Array, last: boolean): string
}

/** Decodes chunk by chunk. A file that began as plain ASCII settles on its encoding at the first other byte. */
export function decodeText(sniffed: Extract<Sniffed, { kind: 'text' }>): TextDecoding {
  let settled = !sniffed.ascii
  let encoding = sniffed.encoding
  let decoder = new TextDecoder(encoding)
  return {
    encoding: () => encoding,
    decode(bytes, last) {
      if (!settled && !isAscii(bytes)) {
        settled = true
        encoding = eightBitEncoding(bytes)
        decoder = new TextDecoder(encoding)
      }
      return decoder.decode(bytes, { stream: !last })
    },
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false
  return true
}

/** Accented windows-1252 text is hardly ever valid UTF-8, so whichever reading has more whole characters is right. */
function eightBitEncoding(bytes: Uint8Array): 'utf-8' | 'windows-1252' {
  // A chunk may end inside a character: streaming keeps that tail out of the count.
  const text = new TextDecoder('utf-8').decode(bytes, { stream: true })
  let broken = 0
  let whole = 0
  for (const character of text) {
    if (character === '\ufffd') broken++
    else if (character > '\u007f') whole++
  }
  return broken > whole ? 'windows-1252' : 'utf-8'
}
