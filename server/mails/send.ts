import { DAY_MS, plusMs } from '#kit/instant.ts'
import type { Runtime } from '#server/command/index.ts'
import { wallMs, wallNow } from '#server/platform/clock.ts'
import type { Delivery, MailTransport } from '#server/platform/mail.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { plainBrand, type Brand } from './brand.ts'
import { frameMail } from './frame.ts'
import { retryAfterMs, withAddress, type Mail } from './mail.ts'
import * as store from './store.ts'

/** Who knows how an org looks; asked when a mail is sent, so that it looks as the org does by then. */
export type BrandOf = (tx: Tx, org_id: string) => Promise<Brand>

const plainBrandOf: BrandOf = async (tx, org_id) => plainBrand(await store.findOrgName(tx, org_id))

/** Longer than any transport takes: a mail still being sent then has lost its sender. */
const LOST_AFTER_MS = 10 * 60_000

/** A server that cannot be reached is left alone for so long; it is nobody's mail that is at fault. */
const REST_MS = [15_000, 30_000, 60_000, 120_000, 300_000]
const resting = new WeakMap<MailTransport, { until_ms: number; times: number }>()

/**
 * Sends everything due in one org, the oldest first; without a transport it is kept. Marked, committed, then sent, then
 * recorded: a crash in between leaves a mail `unknown`, never a second one. Any number of servers may do this at once.
 * While the mail server cannot be reached at all, everything waits in its order, however long it takes. Returns how many
 * mails changed state.
 */
export async function sendDueMail(
  runtime: Runtime,
  org_id: string,
  transport: MailTransport | null,
  brandOf: BrandOf = plainBrandOf,
): Promise<number> {
  const scope = { org_id, scope: 'org' as const, partner_id: null }
  let touched = await runtime.db.transaction(scope, async (tx) => {
    const lost = await store.giveUpLostMail(tx, org_id, plusMs(wallNow(), -LOST_AFTER_MS))
    return lost + (transport ? await store.giveUpLateMail(tx, org_id, wallNow()) : 0)
  })
  if (touched > 0)
    runtime.log.warn(
      { org_id, mails: touched },
      'mails were left half sent by a server that ended, or came too late; they are not sent by themselves',
    )
  if (!transport) return touched + (await runtime.db.transaction(scope, (tx) => store.keepDueMail(tx, org_id)))
  let brand: Brand | undefined
  for (;;) {
    if ((resting.get(transport)?.until_ms ?? 0) > wallMs()) return touched
    const mail = await runtime.db.transaction(scope, async (tx) => {
      const taken = await store.takeDueMail(tx, org_id, wallNow())
      if (taken) brand ??= await brandOf(tx, org_id)
      return taken
    })
    if (!mail || !brand) return touched
    const { text, html } = frameMail(mail, brand)
    const delivery = await transport.send({
      id: mail.id,
      to: { email: mail.to_email, name: mail.to_name },
      from_name: brand.sender_name,
      reply_to: brand.reply_to,
      subject: mail.subject,
      text: withAddress(text, transport.public_url),
      html: withAddress(html, transport.public_url),
      unsubscribe_url: mail.unsubscribe_path && `${transport.public_url}/api/v1${mail.unsubscribe_path}`,
    })
    await runtime.db.transaction(scope, async (tx) => {
      if (delivery.is === 'sent') await store.markSent(tx, org_id, mail, wallNow())
      else await store.markUnsent(tx, org_id, mail, verdictOn(mail, delivery))
    })
    if (delivery.is !== 'sent') runtime.log.warn({ org_id, mail_id: mail.id, delivery }, 'a mail was not sent')
    touched += 1
    if (delivery.is === 'down') rest(transport)
    else resting.delete(transport)
  }
}

function rest(transport: MailTransport): void {
  const times = resting.get(transport)?.times ?? 0
  const ms = REST_MS[Math.min(times, REST_MS.length - 1)] ?? 0
  resting.set(transport, { until_ms: wallMs() + ms, times: times + 1 })
}

/** What this mail cannot be taken for now is tried for a day. What the server could not be reached for keeps its place. */
function verdictOn(mail: Mail, delivery: Exclude<Delivery, { is: 'sent' }>) {
  const try_at = plusMs(wallNow(), retryAfterMs(mail.attempts))
  const { problem } = delivery
  if (delivery.is === 'down') return { state: 'queued', try_at: mail.created_at, problem } as const
  if (delivery.is === 'unknown') return { state: 'unknown', try_at, problem } as const
  if (delivery.is === 'permanent' || try_at > plusMs(mail.due_since, DAY_MS))
    return { state: 'failed', try_at, problem } as const
  return { state: 'queued', try_at, problem } as const
}
