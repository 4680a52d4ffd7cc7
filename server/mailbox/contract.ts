import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { refusal } from '#kit/refusal.ts'
import { MAIL_STATES } from '#server/mails/mail.ts'

export const MAILBOX_REFUSALS = {
  not_demo: refusal(
    'mailbox.not_demo',
    'not_found',
    'There is no mailbox here: only the mail of a demo org can be read.',
    'Look for the mail where it was sent to.',
  ),
} as const

export const readMailbox = route({
  id: 'mailbox.read',
  method: 'GET',
  path: '/mailbox',
  summary: 'The newest 100 mails of the demo orgs of this installation',
  permission: 'public',
  side: 'person',
  answer: z.object({
    rows: z.array(
      z.object({
        id: idSchema('mail'),
        org: z.object({ slug: z.string(), name: z.string() }),
        to: z.object({ name: z.string(), email: z.string() }),
        subject: z.string(),
        text: z.string(),
        links: z.array(z.string()).meta({ description: 'pages of this installation that the mail leads to' }),
        state: z.enum(MAIL_STATES),
        created_at: z.string(),
      }),
    ),
  }),
  refusals: [MAILBOX_REFUSALS.not_demo],
})
