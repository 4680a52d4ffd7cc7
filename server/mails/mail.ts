/**
 * A mail is written in the transaction of what it tells about, and sent afterwards by a worker.
 *
 * queued → sending → sent; back to queued when the server could not take it now, failed when it never will.
 * sending → unknown when nobody heard whether the server took it: such a mail is never sent again by itself.
 * queued → kept where no server is configured; the demo's mailbox shows it.
 */
export type Mail = {
  id: string
  to_email: string
  to_name: string
  subject: string
  text: string
  html: string
  state: 'queued' | 'sending' | 'sent' | 'unknown' | 'failed' | 'kept'
  attempts: number
  problem: string | null
  created_at: string
  sent_at: string | null
}

export type Letter = { subject: string; text: string; html: string }

/**
 * Stands in written mails for the address of this installation, which is known only when a mail is sent (RFC 2606: the
 * name belongs to nobody).
 */
export const OUR_ADDRESS = 'https://tributary.invalid'

/** The page that redeems a sign-in link. */
export function linkPath(token: string): string {
  return `/sign-in/link/${token}`
}

/** The text with links that work from outside. */
export function withAddress(text: string, public_url: string): string {
  return text.replaceAll(OUR_ADDRESS, public_url)
}

/** The paths of this installation that a mail links to. */
export function pathsIn(text: string): string[] {
  const found = text.matchAll(new RegExp(`${OUR_ADDRESS.replaceAll('.', '\\.')}(/[^\\s<>"]*)`, 'g'))
  return [...new Set([...found].map((match) => match[1] ?? '/'))]
}

/** Minutes until the next attempt after so many: 1, 2, 4 … and two hours at most. */
export function retryAfterMs(attempts: number): number {
  return Math.min(2 ** (attempts - 1), 120) * 60_000
}
