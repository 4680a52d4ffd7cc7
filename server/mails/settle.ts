import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { encodeCursor, decodeCursor } from '#kit/cursor.ts'
import { command, query, type Context } from '#server/command/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import * as contract from './contract.ts'
import { MAIL_REFUSALS, SENDABLE } from './mail.ts'
import * as store from './store.ts'

/** Whether there is a server to send by. */
export type MailPorts = { has_server: boolean }

function showMail(row: store.MailRow, { has_server }: MailPorts): contract.MailAnswer {
  const { id, to_email, to_name, subject, topic, state, attempts, problem, created_at, sent_at } = row
  const too_late = row.useful_until !== null && row.useful_until < wallNow()
  const open = SENDABLE.includes(state)
  return {
    id: toWireId('mail', id),
    to: { name: to_name, email: to_email },
    subject,
    topic,
    state,
    attempts,
    problem,
    created_at,
    sent_at,
    next_try_at: state === 'queued' && attempts > 0 ? row.try_at : null,
    too_late,
    abilities: open ? [...(has_server && !too_late ? ['send'] : []), 'forget'] : [],
  }
}

export const listMails = (ports: MailPorts) =>
  query(contract.listMails, async ({ tx, org_id }, { query: { limit, cursor, state } }) => {
    const after = decodeCursor(cursor, ['id'])?.id ?? null
    const [rows, counts] = await Promise.all([
      store.listMailRows(tx, org_id, { state: state ?? null, after, limit: limit + 1 }),
      store.countMail(tx, org_id),
    ])
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const of = (one: string) => counts.find((count) => count.state === one)?.n ?? 0
    return {
      rows: page.map((row) => showMail(row, ports)),
      next_cursor: rows.length > limit && last ? encodeCursor({ id: last.id }) : null,
      counts: {
        queued: of('queued'),
        sending: of('sending'),
        unknown: of('unknown'),
        failed: of('failed'),
        kept: of('kept'),
      },
      has_server: ports.has_server,
    }
  })

/** Locked, so that what was sent in the meantime is not sent again by a second press. */
async function open(ctx: Context, wire_id: string): Promise<store.MailRow> {
  const row = await store.lockMail(ctx.tx, ctx.org_id, uuidOf('mail', wire_id))
  if (!row) throw new Refused(COMMON.not_found, { noun: 'mail' })
  if (!SENDABLE.includes(row.state)) throw new Refused(MAIL_REFUSALS.settled, { state: row.state })
  return row
}

/** A person takes the risk that it arrives twice: nothing but this sends an `unknown` mail again. */
export const sendMail = (ports: MailPorts) =>
  command(contract.sendMail, {
    async gather(ctx, { params }) {
      const row = await open(ctx, params.id)
      if (!ports.has_server) throw new Refused(MAIL_REFUSALS.no_server)
      if (row.useful_until !== null && row.useful_until < ctx.recorded_at)
        throw new Refused(MAIL_REFUSALS.too_late, { until: row.useful_until })
      return row
    },
    async write(ctx, { facts: row }) {
      await store.requeueMail(ctx.tx, ctx.org_id, row.id, ctx.recorded_at)
      ctx.record('mail.sent_again', { noun: 'mail', id: row.id }, { before: row.state })
      await ctx.emit('mail.requeued', { noun: 'mail', id: row.id }, null, { before: row.state })
      return showMail({ ...row, state: 'queued', attempts: 0, problem: null }, ports)
    },
  })

export const forgetMail = (ports: MailPorts) =>
  command(contract.forgetMail, {
    gather: (ctx, { params }) => open(ctx, params.id),
    async write(ctx, { facts: row }) {
      await store.forgetMail(ctx.tx, ctx.org_id, row.id)
      ctx.record('mail.forgotten', { noun: 'mail', id: row.id }, { before: row.state })
      await ctx.emit('mail.forgotten', { noun: 'mail', id: row.id }, null, { before: row.state })
      return showMail({ ...row, state: 'forgotten' }, ports)
    },
  })

/** What an org did not send for want of a server, decided once there is one. */
export const settleKept = (ports: MailPorts) =>
  command(contract.settleKept, {
    async gather() {
      return undefined
    },
    async write(ctx, { input: { body } }) {
      if (body.what === 'send' && !ports.has_server) throw new Refused(MAIL_REFUSALS.no_server)
      const mails =
        body.what === 'send'
          ? await store.requeueKept(ctx.tx, ctx.org_id, ctx.recorded_at)
          : await store.forgetKept(ctx.tx, ctx.org_id)
      ctx.record(`mail.kept_${body.what === 'send' ? 'sent' : 'forgotten'}`, { noun: 'org', id: ctx.org_id }, { mails })
      await ctx.emit('mail.kept_settled', { noun: 'org', id: ctx.org_id }, null, { what: body.what, mails })
      return { mails }
    },
  })
