import { refusal } from '#kit/refusal.ts'
import type { Instant } from '#kit/instant.ts'

/**
 * An endpoint: an address that is told by HTTP what happens, as Standard Webhooks 1.0.0 has it. `off` was somebody's
 * wish, `disabled` is ours: it answered 410 Gone, or nothing but failures for days.
 */
export const WEBHOOK_STATES = ['on', 'off', 'disabled'] as const
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const
export type WebhookState = (typeof WEBHOOK_STATES)[number]
export type DeliveryState = (typeof DELIVERY_STATES)[number]

export type Webhook = {
  id: string
  partner_id: string | null
  url: string
  description: string
  types: string[]
  at_once: number
  state: WebhookState
  disabled_because: 'gone' | 'failing' | null
  failing_since: Instant | null
  secret: string
  old_secret: string | null
  old_secret_until: Instant | null
  fed_seq: string
  created_by: string
  created_at: Instant
  revision: number
}

/** Everything, all events of a noun, or one: `*`, `registration.*`, `registration.approved`. */
export const TYPE_PATTERN = /^(\*|[a-z_]{1,40}\.(\*|[a-z_]{1,60}))$/

/** The event that a person sends to try an endpoint; it goes to that one alone. */
export const TEST_EVENT = 'webhook.tested'

export function wants(types: readonly string[], event_type: string): boolean {
  const noun = event_type.split('.')[0] ?? ''
  return types.includes('*') || types.includes(`${noun}.*`) || types.includes(event_type)
}

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]

/** The waiting times that Standard Webhooks recommends: ten attempts over three days. */
const DELAYS_MS = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]

/**
 * How long until the next attempt after `tries` failed ones; null when it is given up. `chance` from 0 to 1 spreads those
 * that failed together by up to a fifth; a receiver's own wish is heard where it is later.
 */
export function retryDelayMs(tries: number, chance: number, retry_after_s: number | null): number | null {
  const delay = DELAYS_MS[tries]
  if (delay === undefined) return null
  return Math.round(Math.max(delay * (1 + chance / 5), (retry_after_s ?? 0) * SECOND))
}

/** An endpoint that has failed without a success between for so long is switched off. */
export const FAILING_DAYS = 5
/** What was delivered or given up is kept for so long. */
export const LOG_DAYS = 30
/** Endpoints of one owner. */
export const MOST_WEBHOOKS = 20
/** Deliveries that one press sends again. */
export const RESEND_MOST = 10_000

export const WEBHOOK_REFUSALS = {
  too_many: refusal(
    'webhook.too_many',
    'conflict',
    'There are {count} endpoints already, and no more are kept for one owner.',
    'Delete one that is no longer needed.',
  ),
  no_key: refusal(
    'webhook.no_key',
    'conflict',
    'This server has no key to keep a signing secret with.',
    'Ask the operator to set SECRETS_KEY and start the server again.',
  ),
  not_on: refusal(
    'webhook.not_on',
    'conflict',
    'The endpoint is switched off, so nothing is sent to it.',
    'Switch it on first.',
  ),
  still_waiting: refusal(
    'webhook.still_waiting',
    'conflict',
    'This delivery is on its way already.',
    'Wait for its next attempt.',
  ),
} as const
