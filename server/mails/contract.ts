import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { MAIL_REFUSALS, MAIL_STATES } from './mail.ts'

const params = z.object({ id: idSchema('mail') })

const mailSchema = z
  .object({
    id: idSchema('mail'),
    to: z.object({ name: z.string(), email: z.string() }),
    subject: z.string(),
    topic: z.string().nullable().meta({ description: 'what it tells; null for sign-in links and invitations' }),
    state: z.enum(MAIL_STATES),
    attempts: z.number().int(),
    problem: z.string().nullable().meta({ description: 'what the mail server said, or what happened instead' }),
    created_at: z.string(),
    sent_at: z.string().nullable(),
    next_try_at: z.string().nullable(),
    too_late: z.boolean().meta({ description: 'the link in it has closed: it can only be forgotten' }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'OutgoingMail' })

export const listMails = route({
  id: 'mail.list',
  method: 'GET',
  path: '/mails',
  summary: 'Outgoing mail, the newest first, without what it says; and how many wait, failed or are kept',
  permission: 'mail:send',
  side: 'org',
  query: pageQuery.extend({ state: z.enum(MAIL_STATES).optional() }),
  answer: pageOf(mailSchema).extend({
    counts: z.record(z.enum(['queued', 'sending', 'unknown', 'failed', 'kept']), z.number().int()),
    has_server: z.boolean().meta({ description: 'false: no mail server is configured, and mail is kept here' }),
  }),
})

export const sendMail = route({
  id: 'mail.send',
  method: 'POST',
  path: '/mails/{id}/send',
  summary: 'Send a mail that failed, is kept, or of which nobody knows whether it arrived',
  permission: 'mail:send',
  side: 'org',
  params,
  answer: mailSchema,
  refusals: [COMMON.not_found, MAIL_REFUSALS.settled, MAIL_REFUSALS.no_server, MAIL_REFUSALS.too_late],
})

export const forgetMail = route({
  id: 'mail.forget',
  method: 'POST',
  path: '/mails/{id}/forget',
  summary: 'Give up a mail that was not sent; what it says is erased',
  permission: 'mail:send',
  side: 'org',
  params,
  answer: mailSchema,
  refusals: [COMMON.not_found, MAIL_REFUSALS.settled],
})

export const settleKept = route({
  id: 'mail.settle_kept',
  method: 'POST',
  path: '/mails/kept',
  summary: 'Send, or forget, everything that was kept while no mail server was configured',
  permission: 'mail:send',
  side: 'org',
  body: z.strictObject({ what: z.enum(['send', 'forget'], { error: 'expected send or forget' }) }),
  answer: z.object({ mails: z.number().int().meta({ description: 'how many it was' }) }),
  refusals: [MAIL_REFUSALS.no_server],
})

export type MailAnswer = z.output<typeof mailSchema>
export const mailContracts = [listMails, sendMail, forgetMail, settleKept]
