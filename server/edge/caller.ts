import type { Http } from './body.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { EDGE } from './refusals.ts'
import { readCookie, SESSION_COOKIE } from './headers.ts'

export type Credentials = {
  cookie_token?: string | undefined
  bearer?: string | undefined
  acting?: string | undefined
}

/** What a request says about who sends it. A key goes before a cookie. `acting` may stand in the address where no header can be set. */
export function readCredentials(c: Http, acting = c.req.header('x-tributary-acting')): Credentials {
  const authorization = c.req.header('authorization')
  if (authorization !== undefined) {
    const bearer = /^Bearer +([\x21-\x7e]{1,500})$/i.exec(authorization.trim())?.[1]
    if (!bearer) throw new Refused(COMMON.signed_out)
    return { bearer, acting }
  }
  return { cookie_token: readCookie(c.req.header('cookie'), SESSION_COOKIE), acting }
}

/** Where the request came from: the socket's other end, or what our own proxy saw. */
export function readAddress(c: Http, trust_proxy: boolean): string {
  const forwarded = trust_proxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  const address = forwarded || c.env?.incoming?.socket.remoteAddress || 'unknown'
  return address.replace(/^::ffff:/, '').slice(0, 100)
}

/**
 * A browser sends the cookie along with whatever page asks it to. So a write with a cookie must carry a header that
 * other sites' forms cannot set, and must not say that it comes from elsewhere.
 */
export function refuseOtherOrigins(c: Http, public_url: string, with_cookie: boolean): void {
  if (with_cookie && c.req.header('x-tributary-csrf') !== '1')
    throw new Refused(EDGE.csrf, { why: 'the header X-Tributary-Csrf is missing.' })
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Refused(EDGE.csrf, { why: 'the browser says that another site sent it.' })
  const origin = c.req.header('origin')
  if (origin === undefined) return
  const from = URL.parse(origin)
  const ours = from?.origin === URL.parse(public_url)?.origin || from?.host === c.req.header('host')
  if (!ours) throw new Refused(EDGE.csrf, { why: 'its Origin is not ours.' })
}
