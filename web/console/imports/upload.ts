import type { Answer } from '../../api/contracts.ts'
import { sendBytes } from '../../api/send-bytes.ts'
import type { ImportObject } from './fields.ts'

/** As the server has it; said before a long upload rather than after. */
export const LIMIT_BYTES = 64 * 1024 * 1024

/** Sends the file as it is; what it holds is found out there. */
export function uploadFile(
  object: ImportObject,
  file: File,
  going: Parameters<typeof sendBytes>[3],
): Promise<Answer<'import.upload'>> {
  return sendBytes('import.upload', { object, file_name: file.name }, file, going)
}
