export type Raster = { media_type: 'image/png' | 'image/jpeg' | 'image/webp'; width: number; height: number }

/** What kind of picture these bytes are and how large, by their own words and not by their name; null where they are none. */
export function readRaster(bytes: Buffer): Raster | null {
  try {
    const found = readPng(bytes) ?? readJpeg(bytes) ?? readWebp(bytes)
    return found && found.width > 0 && found.height > 0 ? found : null
  } catch (error) {
    // Reading past the end: it says it is a picture and stops in the middle of its head.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** PNG (ISO 15948): the signature, then always IHDR. */
function readPng(bytes: Buffer): Raster | null {
  if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n' || bytes.toString('latin1', 12, 16) !== 'IHDR') return null
  return { media_type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** JPEG (ITU T.81): segments until the first frame header, SOF0 to SOF15 without DHT, JPG and DAC. */
function readJpeg(bytes: Buffer): Raster | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) return null
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { media_type: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
}

/** WebP (RFC 9649): lossy, lossless or extended. */
function readWebp(bytes: Buffer): Raster | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null
  const media_type = 'image/webp'
  const kind = bytes.toString('latin1', 12, 16)
  if (kind === 'VP8 ')
    return { media_type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  if (kind === 'VP8L') {
    const bits = bytes.readUInt32LE(21)
    return { media_type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (kind === 'VP8X') return { media_type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  return null
}
