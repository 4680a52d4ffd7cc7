import { DAY_MS, plusMs } from '#kit/instant.ts'
import type { Runtime } from '#server/command/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Delivery, MailTransport } from '#server/platform/mail.ts'
import { retryAfterMs, withAddress, type Mail } from './mail.ts'
import * as store from './store.ts'

/** Longer than any transport takes: a mail still being sent then has lost its sender. */
const LOST_AFTER_MS = 10 * 60_000

/**
 * Sends everything due in one org; without a transport it is kept. Marked, committed, then sent, then recorded: a crash
 * in between leaves a mail `unknown`, never a second one. Any number of servers may do this at once. Returns how many
 * mails changed state.
 */
export async function sendDueMail(runtime: Runtime, org_id: string, transport: MailTransport | null): Promise<number> {
  const scope = { org_id, scope: 'org' as const, partner_id: null }
  let touched = await runtime.db.transaction(scope, (tx) =>
    store.giveUpLostMail(tx, org_id, plusMs(wallNow(), -LOST_AFTER_MS)),
  )
  if (touched > 0)
    runtime.log.warn(
      { org_id, mails: touched },
      'mails were left half sent by a server that ended; they are not sent again',
    )
  if (!transport) return touched + (await runtime.db.transaction(scope, (tx) => store.keepDueMail(tx, org_id)))
  for (;;) {
    const mail = await runtime.db.transaction(scope, (tx) => store.takeDueMail(tx, org_id, wallNow()))
    if (!mail) return touched
    const delivery = await transport.send({
      id: mail.id,
      to: { email: mail.to_email, name: mail.to_name },
      subject: mail.subject,
      text: withAddress(mail.text, transport.public_url),
      html: withAddress(mail.html, transport.public_url),
    })
    await runtime.db.transaction(scope, async (tx) => {
      if (delivery.is === 'sent') await store.markSent(tx, org_id, mail, wallNow())
      else await store.markUnsent(tx, org_id, mail, verdictOn(mail, delivery))
    })
    if (delivery.is !== 'sent') runtime.log.warn({ org_id, mail_id: mail.id, delivery }, 'a mail was not sent')
    touched += 1
  }
}

/** What cannot be taken now is tried for a day. */
function verdictOn(mail: Mail, delivery: Exclude<Delivery, { is: 'sent' }>) {
  const try_at = plusMs(wallNow(), retryAfterMs(mail.attempts))
  const { problem } = delivery
  if (delivery.is === 'unknown') return { state: 'unknown', try_at, problem } as const
  if (delivery.is === 'permanent' || try_at > plusMs(mail.created_at, DAY_MS))
    return { state: 'failed', try_at, problem } as const
  return { state: 'queued', try_at, problem } as const
}
