import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { newSecret } from './clock.ts'
import { hasCode } from './processes.ts'

/** What an installation with the embedded database makes for itself. With DATABASE_URL the operator gives them. */
export type Secrets = { owner_password: string; app_password: string; session_secret: string }

const names = ['owner_password', 'app_password', 'session_secret'] as const

/** New random secrets, kept nowhere yet. */
export function makeSecrets(): Secrets {
  return { owner_password: newSecret(), app_password: newSecret(), session_secret: newSecret() }
}

/** The secrets kept in the data folder, or undefined when there are none. */
export function findSecrets(data_dir: string): Secrets | undefined {
  const path = join(data_dir, 'secrets.json')
  let text
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
  const found = parseObject(text)
  const missing = names.filter((name) => typeof found[name] !== 'string' || found[name] === '')
  if (missing.length > 0)
    throw new Error(
      `The secrets in ${path} cannot be read: ${missing.join(', ')} missing. Put the file back from a backup. When there ` +
        `is none, remove it: new secrets are made at the next start and everybody signs in again.`,
    )
  // Each name was just found to be a string.
  return found as Secrets
}

/** Keeps the secrets, readable by the owner of the folder only; after a crash there is the old file or the new one. */
export function keepSecrets(data_dir: string, secrets: Secrets): void {
  const path = join(data_dir, 'secrets.json')
  const draft = `${path}.${process.pid}.new`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeSync(file, `${JSON.stringify(secrets, null, 2)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
