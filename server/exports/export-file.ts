import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ExportRefused } from './export.ts'

/** The lines of an export file. Only a line feed ends one: JSON may hold every other separator as it is. */
export async function* readExportLines(file: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  try {
    for await (const bytes of Readable.from(file).pipe(createGunzip())) {
      const lines = (rest + decoder.decode(bytes as Uint8Array, { stream: true })).split('\n') // a gunzip stream gives bytes
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'Z_BUF_ERROR')
      throw new ExportRefused(
        'truncated',
        'The file ends in the middle: it was cut off while it was written or copied. Nothing was restored; take a whole copy.',
      )
    if (code === 'Z_DATA_ERROR')
      throw new ExportRefused(
        'not_an_export',
        'The file is damaged, or not an export of Tributary. Nothing was restored.',
      )
    throw error
  }
  if (rest !== '') yield rest
}
