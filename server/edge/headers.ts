/** Sent with everything this server answers. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

export const SESSION_COOKIE = 'tributary_session'

/** The longest that browsers keep a cookie; when a session is over, the server knows. */
const COOKIE_DAYS = 400

/** The value of a cookie in a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (!header) return undefined
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || undefined
  }
  return undefined
}

/** The Set-Cookie header that keeps a session's token, or takes it away. Not readable by scripts, not sent from other sites' forms. */
export function sessionCookie(token: string | null, secure: boolean): string {
  const age = token === null ? 0 : COOKIE_DAYS * 86_400
  return `${SESSION_COOKIE}=${token ?? ''}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,99}$/

/** The caller's own name for its request, where it is one that may stand in a log. */
export function givenRequestId(header: string | null | undefined): string | undefined {
  return header && REQUEST_ID.test(header) ? header : undefined
}
