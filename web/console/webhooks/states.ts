import type { Answer } from '../../api/contracts.ts'
import type { Tone } from '../../ui/index.ts'

export type Webhook = Answer<'webhook.list'>['rows'][number]
export type Delivery = Answer<'webhook.deliveries'>['rows'][number]
export type WebhookShown = 'on' | 'off' | 'disabled' | 'failing'

export const webhookTones: Record<WebhookShown, Tone> = {
  on: 'success',
  failing: 'warn',
  disabled: 'danger',
  off: 'neutral',
}
export const deliveryTones: Record<Delivery['state'], Tone> = {
  waiting: 'info',
  delivered: 'success',
  failed: 'danger',
}

/** An endpoint that is on and gets nothing through is the one to look at. */
export function shownState({ state, failing_since }: Pick<Webhook, 'state' | 'failing_since'>): WebhookShown {
  return state === 'on' && failing_since ? 'failing' : state
}
