/**
 * A refusal: a request that cannot be carried out. It rolls back and keeps nothing. (A rejected registration is not
 * one: that is an outcome, with a ruling.) Declared by its noun, listed in the contract, answered as problem+json.
 */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'too_large'
  | 'too_many'
  | 'stale'
  | 'precondition'

export type RefusalType<Code extends string = string> = {
  code: Code
  kind: RefusalKind
  /** What happened and why: a public sentence, may hold `{params}`. */
  says: string
  /** What to do next: a public sentence. */
  next: string
}

export type FieldProblem = { path: string; message: string; expected?: string; code?: string }

/** HTTP status of each kind (RFC 9110; 428/429 RFC 6585). */
export const STATUS_OF: Record<RefusalKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  too_many: 429,
  stale: 412,
  precondition: 428,
}

/** Declares one refusal of a noun. */
export function refusal<Code extends string>(
  code: Code,
  kind: RefusalKind,
  says: string,
  next: string,
): RefusalType<Code> {
  return { code, kind, says, next }
}

/** Thrown by verbs; caught only by the funnel and the edge. Never holds internal text. */
export class Refused extends Error {
  readonly type: RefusalType
  readonly params: Record<string, string | number>
  readonly fields: FieldProblem[]
  readonly retry_after_s: number | undefined
  constructor(
    type: RefusalType,
    params: Record<string, string | number> = {},
    more: { fields?: FieldProblem[]; retry_after_s?: number } = {},
  ) {
    super(type.code)
    this.type = type
    this.params = params
    this.fields = more.fields ?? []
    this.retry_after_s = more.retry_after_s
  }
  /** The public sentence with its parameters filled in. */
  get says(): string {
    return this.type.says.replace(/\{(\w+)\}/g, (_, name: string) => String(this.params[name] ?? ''))
  }
}

/** What every noun may answer. */
export const COMMON = {
  invalid: refusal(
    'request.invalid',
    'invalid',
    'Some fields are not as expected.',
    'Correct the fields named below and send it again.',
  ),
  malformed: refusal(
    'request.malformed',
    'invalid',
    'The request body is not valid JSON: {why}',
    'Send a JSON object with Content-Type: application/json.',
  ),
  too_large: refusal('request.too_large', 'too_large', 'The request is larger than {limit}.', 'Send less at once.'),
  signed_out: refusal(
    'access.signed_out',
    'unauthenticated',
    'This needs somebody who is signed in.',
    'Sign in, or send an API key as "Authorization: Bearer …".',
  ),
  not_allowed: refusal('access.not_allowed', 'forbidden', '{why}', 'Ask somebody who may: {who}.'),
  not_found: refusal(
    'request.not_found',
    'not_found',
    'There is no such {noun} that you may see.',
    'Check the address, or go back to the list.',
  ),
  key_reused: refusal(
    'request.key_reused',
    'conflict',
    'This Idempotency-Key was used before with other input.',
    'Send a new key for a new request.',
  ),
  stale: refusal(
    'request.stale',
    'stale',
    'Somebody changed this since you opened it.',
    'Load it again, look at what changed, and send your change again.',
  ),
  if_match_missing: refusal(
    'request.if_match_missing',
    'precondition',
    'This edit does not say which revision it changes.',
    'Send the ETag of what you read as If-Match.',
  ),
  too_many: refusal(
    'request.too_many',
    'too_many',
    'Too many requests: {limit} are allowed.',
    'Wait {seconds} seconds and try again.',
  ),
  busy: refusal(
    'request.busy',
    'conflict',
    'Others changed the same thing at the same moment, several times in a row.',
    'Send it again.',
  ),
  account_merged: refusal(
    'account.merged_away',
    'conflict',
    'This account was merged into another one.',
    'Load it again: you see the account that stands for it now, and can go on there.',
  ),
  no_program: refusal(
    'program.none_in_force',
    'conflict',
    'No version of the program is in force yet.',
    'Publish a version of the program first.',
  ),
} as const
