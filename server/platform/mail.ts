import { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { parseConnectionUrl } from 'nodemailer/lib/shared'

export type OutgoingMail = {
  id: string
  to: { email: string; name: string }
  /** Whose name stands before the address that mail comes from; null: as configured. */
  from_name?: string | null
  reply_to?: string | null
  /** Stops such mail when it is posted to (RFC 8058). */
  unsubscribe_url?: string | null
  subject: string
  text: string
  html: string
}

/**
 * How sending went. `unknown`: the whole message was handed over, and the connection ended before the server said
 * whether it took it; sending again could make it arrive twice. `down`: the server was not reached or let nobody in, so
 * nothing is said about this mail.
 */
export type Delivery = { is: 'sent' } | { is: 'temporary' | 'permanent' | 'unknown' | 'down'; problem: string }

export type MailTransport = {
  /** Where this installation is reached, without a slash at the end: what links in mails begin with. */
  public_url: string
  send(mail: OutgoingMail): Promise<Delivery>
}

/** Well under the time after which a mail found half sent counts as unknown. */
const TIMES = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000, dnsTimeout: 20_000 }

/** Sends by SMTP: `smtp_url` as smtp(s)://user:password@host:port, `mail_from` as "Name <address>" or an address. */
export function smtpTransport(config: { smtp_url: string; mail_from: string; public_url: string }): MailTransport {
  const { auth, ...options } = parseConnectionUrl(config.smtp_url)
  const address = /[^\s<>@]+@[^\s<>@]+/.exec(config.mail_from)?.[0] ?? config.mail_from
  const host = address.split('@')[1] ?? 'localhost'
  return {
    public_url: config.public_url.replace(/\/+$/, ''),
    async send(mail) {
      // Loaded with the first mail: a start can do without.
      const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
      const { default: Connection } = await import('nodemailer/lib/smtp-connection')
      const node = new MailComposer({
        from: mail.from_name ? { name: mail.from_name, address } : config.mail_from,
        ...(mail.reply_to ? { replyTo: mail.reply_to } : {}),
        to: { name: mail.to.name, address: mail.to.email },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        // The same for every attempt, so that receivers can tell a repetition.
        messageId: `<${mail.id}@${host}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(mail.unsubscribe_url && {
            'List-Unsubscribe': `<${mail.unsubscribe_url}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
      }).compile()
      const { from, to } = node.getEnvelope()
      return transmit(new Connection({ ...options, ...TIMES }), auth, { from, to }, await node.build())
    },
  }
}

function transmit(
  connection: SMTPConnection,
  auth: { user: string; pass: string } | undefined,
  envelope: SMTPConnection.Envelope,
  message: Buffer,
): Promise<Delivery> {
  return new Promise((resolve) => {
    // Read only after the server has answered DATA with 354, so its end says that all of it was handed over.
    const body = Readable.from([message])
    let handed = false
    body.on('end', () => (handed = true))
    let inside = false
    const finish = (error?: SMTPConnection.SMTPError | null) => {
      connection.close()
      if (!error) return resolve({ is: 'sent' })
      resolve(inside ? classify(error, handed) : { is: 'down', problem: error.message.slice(0, 500) })
    }
    connection.on('error', finish)
    connection.connect((failed) => {
      if (failed) return finish(failed)
      const send = () => {
        inside = true
        connection.send(envelope, body, finish)
      }
      if (!auth) return send()
      connection.login(auth, (refused) => (refused ? finish(refused) : send()))
    })
  })
}

function classify(error: SMTPConnection.SMTPError, handed: boolean): Delivery {
  const problem = error.message.slice(0, 500)
  // RFC 5321 §4.2.1: 4yz may pass later, 5yz will not.
  if (error.responseCode) return { is: error.responseCode >= 500 ? 'permanent' : 'temporary', problem }
  return { is: handed ? 'unknown' : 'temporary', problem }
}
