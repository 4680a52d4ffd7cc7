import { routes } from 'virtual:routes'
import { acting } from '../../api/client.ts'
import type { Answer } from '../../api/contracts.ts'
import { ApiProblem, type Problem } from '../../api/problem.ts'
import { newKey, urlOf } from '../../api/request.ts'
import type { ImportObject } from './fields.ts'

/** As the server has it; said before a long upload rather than after. */
export const LIMIT_BYTES = 64 * 1024 * 1024

/** Sends the file as it is. XMLHttpRequest, because `fetch` does not say how much of a body has gone out. */
export function uploadFile(
  object: ImportObject,
  file: File,
  { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<Answer<'import.upload'>> {
  const [method, path] = routes['import.upload'] ?? ['POST', '/imports']
  const request = new XMLHttpRequest()
  request.open(method, urlOf('/api/v1', path, { query: { object, file_name: file.name } }))
  // What it is the server reads from the file itself.
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.setRequestHeader('accept', 'application/json, application/problem+json')
  request.setRequestHeader('x-tributary-csrf', '1')
  request.setRequestHeader('idempotency-key', newKey())
  const membership = acting()
  if (membership) request.setRequestHeader('x-tributary-acting', membership)
  request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
  signal.addEventListener('abort', () => request.abort())
  return new Promise((resolve, reject) => {
    const fail = (problem: Problem) => reject(new ApiProblem(problem))
    request.onerror = () => fail({ status: 0, code: 'web.no_answer' })
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'))
    request.onload = () => {
      const answer = readJson(request.responseText)
      // The server checks its answers against the contract that the type is made from.
      if (request.status >= 200 && request.status < 300) return resolve(answer as Answer<'import.upload'>)
      // A problem's members are all optional but the status, which is set here.
      fail({ ...(answer as Partial<Problem> | null), status: request.status })
    }
    request.send(file)
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
