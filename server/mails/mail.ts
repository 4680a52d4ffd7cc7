import { refusal } from '#kit/refusal.ts'

/**
 * A mail is written in the transaction of what it tells about, and sent afterwards by a worker.
 *
 * queued → sending → sent; back to queued when the server could not take it now, failed when it never will.
 * sending → unknown when nobody heard whether the server took it: such a mail is never sent again by itself.
 * queued → kept where no server is configured; the demo's mailbox shows it.
 * unknown, failed, kept → queued when a person says so; kept, failed, unknown → forgotten likewise.
 */
export const MAIL_STATES = ['queued', 'sending', 'sent', 'unknown', 'failed', 'kept', 'forgotten'] as const
export type MailState = (typeof MAIL_STATES)[number]

export type Mail = {
  id: string
  to_email: string
  to_name: string
  subject: string
  text: string
  /** What stands inside the frame that a mail gets when it is sent. */
  html: string
  language: string
  unsubscribe_path: string | null
  state: MailState
  attempts: number
  problem: string | null
  created_at: string
  /** Since when it is tried. */
  due_since: string
  sent_at: string | null
}

/** `html` is the inner part; `frameMail` puts the org's name and colours around it. */
export type Letter = { subject: string; text: string; html: string }

/**
 * Stands in written mails for the address of this installation, which is known only when a mail is sent (RFC 2606: the
 * name belongs to nobody).
 */
export const OUR_ADDRESS = 'https://tributary.invalid'

/** The page that redeems a sign-in link, and goes on to where somebody was led before. */
export function linkPath(token: string, next?: string): string {
  return `/sign-in/link/${token}${next ? `?next=${encodeURIComponent(next)}` : ''}`
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

/** A person's way out of a state in which nothing moves by itself. */
export const SENDABLE: readonly MailState[] = ['unknown', 'failed', 'kept']

export const MAIL_REFUSALS = {
  settled: refusal(
    'mail.settled',
    'conflict',
    'This mail is {state}: there is nothing to decide about it.',
    'Load the list again to see where it stands.',
  ),
  no_server: refusal(
    'mail.no_server',
    'conflict',
    'No mail server is configured, so nothing can be sent.',
    'Set SMTP_URL and start the server again; what is kept here waits.',
  ),
  too_late: refusal(
    'mail.too_late',
    'conflict',
    'What this mail says was of use until {until} only.',
    'Forget it. A sign-in link or an invitation can be asked for anew.',
  ),
} as const
