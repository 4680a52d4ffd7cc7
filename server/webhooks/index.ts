import { webhookContracts } from './contract.ts'
import { createWebhook, deleteWebhook, editWebhook, rotateSecret, type WebhookPorts } from './edit.ts'
import * as read from './read.ts'
import { resendDelivery, resendFailed, testWebhook } from './resend.ts'

export { deliverDue, deliverWebhooks } from './deliver.ts'
export { type WebhookPorts } from './edit.ts'
export { feedWebhooks, tidyWebhooks } from './feed.ts'

export const webhooksShop = (ports: WebhookPorts) => ({
  contracts: webhookContracts,
  verbs: [
    read.listWebhooks,
    createWebhook(ports),
    read.getWebhook,
    editWebhook(ports),
    deleteWebhook,
    rotateSecret(ports),
    testWebhook,
    read.listDeliveries,
    read.getDelivery,
    resendDelivery,
    resendFailed,
  ],
})
