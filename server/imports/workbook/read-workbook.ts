import { inThread, ThreadFailed } from '#server/platform/threads.ts'
import { TableRefused, type TableWarning } from '../table-refused.ts'
import { broken, tooMuch } from './refused.ts'
import type { WorkbookMessage } from './thread.ts'

/** The largest workbook taken: it is packed some tenfold. */
export const WORKBOOK_LIMIT_BYTES = 32 * 1024 * 1024

/** A workbook of a million rows is read in some twenty seconds. */
const LIMITS = { memory_mb: 512, time_ms: 120_000 }

/** A sheet as a CSV that is read once, to its end, before the next sheet is asked for. */
export type SheetFile = {
  no: number
  name: string
  is_hidden: boolean
  bytes: AsyncGenerator<Uint8Array, void, undefined>
  /** Complete once the bytes have been read. */
  warnings: TableWarning[]
}

/** Is this a ZIP archive, as every .xlsx is? What the file is called says nothing. */
export function looksLikeZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4
}

/** Reads a workbook sheet after sheet, in a thread of its own. Takes the bytes with it. Throws `TableRefused`. */
export async function* readWorkbook(bytes: ArrayBuffer): AsyncGenerator<SheetFile, void, undefined> {
  const messages = inThread<WorkbookMessage>(new URL('./thread.ts', import.meta.url), bytes, LIMITS)
  try {
    for (;;) {
      const next = await messages.next()
      if (next.done) return
      const message = unrefused(next.value)
      if (message.kind !== 'sheet') continue
      const warnings: TableWarning[] = []
      const { no, name, is_hidden } = message
      yield { no, name, is_hidden, warnings, bytes: sheetBytes(messages, warnings) }
    }
  } catch (error) {
    if (error instanceof ThreadFailed && error.why !== 'fault')
      throw tooMuch('reading it takes too long or too much memory')
    throw error
  } finally {
    await messages.return()
  }
}

async function* sheetBytes(
  messages: AsyncGenerator<WorkbookMessage, void, undefined>,
  warnings: TableWarning[],
): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const next = await messages.next()
    if (next.done) return
    const message = unrefused(next.value)
    if (message.kind === 'bytes') yield message.bytes
    if (message.kind === 'end') {
      warnings.push(...message.warnings)
      return
    }
  }
}

function unrefused(message: WorkbookMessage): WorkbookMessage {
  if (message.kind === 'refused') throw new TableRefused(message.code, message.message)
  return message
}

/** Old workbooks and encrypted ones are the same kind of container; the names of its streams tell which it is. */
export function oldWorkbook(bytes: Uint8Array): TableRefused {
  const has = (name: string) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(name, 0, 'utf16le')
  if (has('EncryptedPackage')) return broken('it is protected by a password. Take the password off')
  if (has('Workbook') || has('Book')) return broken('it is an old Excel workbook (.xls)')
  return broken('it is an old Office file, not a workbook')
}
