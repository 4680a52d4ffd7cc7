import { ApiProblem } from './problem.ts'
import { words } from './words.ts'

export type ProblemWords = {
  what: string
  why: string | null
  next: string | null
  request_id: string | null
  /** Worth trying again as it is. */
  retryable: boolean
}

/** A chunk of code that an update of the server has replaced: browsers word it differently. */
const LOST_CODE = /dynamically imported module|Importing a module script failed|error loading dynamically/i

/**
 * The one place where a failed call becomes words. The API's own sentences are used where it gives them: they stand
 * with the refusal they explain.
 */
export function problemText(error: unknown): ProblemWords {
  if (!(error instanceof ApiProblem)) {
    const lost = error instanceof Error && LOST_CODE.test(error.message)
    return { ...(lost ? words.update : words.page), request_id: null, retryable: false }
  }
  const { status, title, detail, next, request_id = null } = error.problem
  if (status === 0) return { ...words.no_answer, request_id, retryable: true }
  if (status >= 500) return { ...words.fault, request_id, retryable: true }
  const what = detail ?? title ?? words.unknown
  return { what, why: null, next: next ?? null, request_id, retryable: status === 429 || status === 409 }
}

/** What is wrong with each field, by path: for `Field error`. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {}
  return Object.fromEntries(
    error.fields.map((field) => [
      field.path,
      field.expected ? `${field.message} ${words.expected(field.expected)}` : field.message,
    ]),
  )
}
