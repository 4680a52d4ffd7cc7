import type { Answer } from '../../api/contracts.ts'
import type { Tone } from '../../ui/index.ts'

export type Key = Answer<'key.list'>['rows'][number]
export type KeyState = 'active' | 'expired' | 'revoked'

export const tones: Record<KeyState, Tone> = { active: 'success', expired: 'neutral', revoked: 'danger' }

/** Where a key stands: revoked for good, past its end, or in use. Keys end by wall time, not by the demo's clock. */
export function stateOf(key: Pick<Key, 'revoked_at' | 'expires_at'>, wall_ms: number): KeyState {
  if (key.revoked_at) return 'revoked'
  return key.expires_at && Date.parse(key.expires_at) <= wall_ms ? 'expired' : 'active'
}
