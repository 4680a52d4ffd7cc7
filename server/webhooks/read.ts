import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query } from '#server/command/index.ts'
import { findEvent } from '#server/events/index.ts'
import * as contract from './contract.ts'
import * as deliveries from './delivery-store.ts'
import { getOwn, headersOf, payloadOf, showDelivery, showWebhook } from './show.ts'
import * as store from './store.ts'

export const listWebhooks = query(contract.listWebhooks, async ({ tx, org_id, actor }, { query: q }) => {
  const before = decodeCursor(q.cursor, ['id'])?.id ?? null
  const rows = await store.listWebhooks(tx, org_id, actor.partner_id, { before, limit: q.limit + 1 })
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  return {
    rows: rows.slice(0, q.limit).map((row) => showWebhook(row, actor)),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})

export const getWebhook = query(contract.getWebhook, async ({ tx, actor }, { params }) =>
  showWebhook(await getOwn(tx, actor, params.id), actor),
)

export const listDeliveries = query(contract.listDeliveries, async ({ tx, org_id, actor }, { params, query: q }) => {
  const webhook = await getOwn(tx, actor, params.id)
  const before = decodeCursor(q.cursor, ['id'])?.id
  const rows = await deliveries.listDeliveries(tx, org_id, webhook.id, { state: q.state, before, limit: q.limit + 1 })
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  return { rows: rows.slice(0, q.limit).map(showDelivery), next_cursor: last ? encodeCursor({ id: last.id }) : null }
})

export const getDelivery = query(contract.getDelivery, async ({ tx, org_id, actor }, { params }) => {
  const webhook = await getOwn(tx, actor, params.id)
  const found = await deliveries.findDelivery(tx, org_id, webhook.id, uuidOf('delivery', params.delivery_id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'delivery' })
  const [event, attempts] = await Promise.all([
    findEvent(tx, org_id, found.event_id),
    deliveries.listAttempts(tx, org_id, found.id),
  ])
  const resendable = webhook.state === 'on' && found.state !== 'waiting' && actor.permissions.has('webhook:edit')
  return {
    ...showDelivery(found),
    payload: event ? payloadOf(event) : '',
    attempt_log: attempts.map(({ sent_s, ...attempt }) => ({
      ...attempt,
      headers: headersOf(found.event_id, Number(sent_s)),
    })),
    abilities: resendable ? ['resend'] : [],
  }
})
