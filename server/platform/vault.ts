import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Config } from './config.ts'
import { findSecrets } from './secrets.ts'

/** Keeps what must be used again and therefore cannot be hashed: locked in the database, unlocked with this server's key. */
export type Vault = {
  /** Without a key nothing can be kept. */
  has_key(): boolean
  /** `about` is what it belongs to: text moved to another row does not open. */
  lock(text: string, about: string): string
  unlock(locked: string, about: string): string
}

const PURPOSE = 'tributary vault 1'

/** The key is SECRETS_KEY, or what the embedded database's folder keeps beside its passwords. Looked for when first needed. */
export function openVault(config: Pick<Config, 'secrets_key' | 'data_dir' | 'database'>): Vault {
  let known: Buffer | null | undefined
  const find = () => {
    const secret = config.secrets_key ?? (config.database ? undefined : findSecrets(config.data_dir)?.session_secret)
    return secret ? Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, 32)) : null
  }
  const key = () => {
    // A folder that has no key yet may get one.
    known ??= find()
    if (!known) throw new Error('there is no key to keep secrets with: set SECRETS_KEY')
    return known
  }
  return {
    has_key: () => (known ??= find()) !== null,
    lock(text, about) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    unlock(locked, about) {
      const bytes = Buffer.from(locked, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12)).setAAD(Buffer.from(about))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}

/** A secret for signing, 256 random bits, as Standard Webhooks writes it. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** Standard Webhooks 1.0.0, symmetric: HMAC-SHA256 over `id.timestamp.body`. */
export function signWebhook(secret: string, id: string, timestamp_s: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp_s}.${body}`).digest('base64')}`
}
