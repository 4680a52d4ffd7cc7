/** The way to stop mail without signing in: it names one membership, and a secret that opens these settings alone. */

const hex = (uuid: string) => uuid.replaceAll('-', '')
const uuid = (text: string) =>
  `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`

/** The page, and below /api/v1 what a mail program posts to (RFC 8058). `topic`: what the mail was about. */
export function unsubscribePath(org_id: string, membership_id: string, secret: string, topic?: string): string {
  const path = `/unsubscribe/${hex(org_id)}${hex(membership_id)}${secret}`
  return topic ? `${path}?topic=${topic}` : path
}

export type StopLink = { org_id: string; membership_id: string; secret: string }

export function readStopLink(token: string): StopLink | null {
  const [, org = '', membership = '', secret = ''] =
    /^([0-9a-f]{32})([0-9a-f]{32})([A-Za-z0-9_-]{32})$/.exec(token) ?? []
  return secret ? { org_id: uuid(org), membership_id: uuid(membership), secret } : null
}
