import { routes } from 'virtual:routes'
import { acting } from '../api/client.ts'
import type { Answer } from '../api/contracts.ts'
import { urlOf } from '../api/request.ts'
import { sendBytes } from '../api/send-bytes.ts'

/** As the server has it; said before a long upload rather than after. */
export const LIMIT_BYTES = 20 * 1024 * 1024
/** As the refusal says it. */
export const LIMIT = '20 MB'

export type SentFile = Answer<'file.upload'>

/** Where the bytes of a file are read: the membership stands in the address, because a link sets no header. */
export function fileHref(id: string): string {
  const [, path] = routes['file.content'] ?? ['GET', '/files/{id}/content']
  return urlOf('/api/v1', path, { params: { id }, query: { acting: acting() } })
}

/** Sends a file as it is, to be attached afterwards. */
export function sendFile(file: File, going: Parameters<typeof sendBytes>[3]): Promise<SentFile> {
  return sendBytes('file.upload', { name: file.name }, file, going)
}
