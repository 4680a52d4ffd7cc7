import { COMMON, refusal, STATUS_OF, type RefusalType } from '#kit/refusal.ts'

/** What only HTTP can get wrong, before any verb is asked. */
export const EDGE = {
  no_route: refusal('edge.no_route', 'not_found', 'There is nothing at {path}.', 'Look up the address in /api/docs.'),
  method: refusal(
    'edge.method_not_allowed',
    'invalid',
    '{method} is not possible here; {allow} is.',
    'Use one of the methods that the Allow header names.',
  ),
  media_type: refusal(
    'edge.media_type',
    'invalid',
    'The request body is sent as {given}; {expected} is expected.',
    'Set the Content-Type header to {expected}.',
  ),
  csrf: refusal(
    'edge.not_same_origin',
    'forbidden',
    'A request with a session cookie must come from our own pages: {why}',
    'Send the header "X-Tributary-Csrf: 1" from the same origin, or use an API key instead of the cookie.',
  ),
  unavailable: refusal(
    'edge.unavailable',
    'conflict',
    'The server cannot answer this at the moment: {why}',
    'Try again in a few seconds.',
  ),
  fault: refusal(
    'edge.fault',
    'conflict',
    'Something went wrong on our side, and nothing was changed.',
    'Try again; if it stays, tell the operator the request_id.',
  ),
  bad_request: refusal(
    'edge.bad_request',
    'invalid',
    'The request is not valid HTTP: {why}',
    'Correct the request and send it again.',
  ),
} as const

/** Where the status says more than the kind does (RFC 9110, section 15.5 and 15.6). */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  [COMMON.malformed.code]: 400,
  [EDGE.bad_request.code]: 400,
  [EDGE.method.code]: 405,
  [EDGE.media_type.code]: 415,
  [EDGE.fault.code]: 500,
  [EDGE.unavailable.code]: 503,
}

/** The HTTP status that a refusal is answered with. */
export function statusOf(type: RefusalType): number {
  return STATUS_BY_CODE[type.code] ?? STATUS_OF[type.kind]
}
