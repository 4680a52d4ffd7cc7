import { plusMs } from '#kit/instant.ts'
import type { Runtime } from '#server/command/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { ATTEMPTS_MAX, LOCK_MINUTES } from './access.ts'
import { isPassword } from './passwords.ts'
import * as store from './store.ts'

/**
 * Is this the person's password? After ten wrong ones in a row the answer is no for fifteen minutes, whatever is typed.
 * Takes as long for an address that nobody has.
 */
export async function passwordIsRight(runtime: Runtime, email: string, password: string): Promise<boolean> {
  const now = wallNow()
  const at = { now, locked_until: plusMs(now, LOCK_MINUTES * 60_000), max: ATTEMPTS_MAX }
  const person = await runtime.db.transaction(null, (tx) => store.takeAttempt(tx, email, at))
  const right = await isPassword(password, person?.password_hash ?? null)
  if (!person || !right) return false
  await runtime.db.transaction(null, (tx) => store.clearAttempts(tx, person.id))
  return true
}
