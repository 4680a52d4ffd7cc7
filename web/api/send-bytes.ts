import { routes } from 'virtual:routes'
import { acting } from './client.ts'
import type { Answer, RouteId } from './contracts.ts'
import { ApiProblem, type Problem } from './problem.ts'
import { newKey, urlOf } from './request.ts'

/** Sends a file as it is, to a route that takes bytes. XMLHttpRequest, because `fetch` does not say how much of a body has gone out. */
export function sendBytes<Id extends RouteId>(
  id: Id,
  query: Record<string, string>,
  file: File,
  { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<Answer<Id>> {
  const [method, path] = routes[id] ?? []
  if (!method || !path) throw new Error(`no route is called ${id}`)
  const request = new XMLHttpRequest()
  request.open(method, urlOf('/api/v1', path, { query }))
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
      if (request.status >= 200 && request.status < 300) return resolve(answer as Answer<Id>)
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
