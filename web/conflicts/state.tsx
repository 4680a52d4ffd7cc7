import type { Answer } from '../api/contracts.ts'
import { Status, type Tone } from '../ui/index.ts'
import { words } from './words.ts'

export type Conflict = Answer<'conflict.get'>
export type ConflictRow = Answer<'conflict.list'>['rows'][number]
export type ConflictStatus = ConflictRow['status']
export type Consent = Answer<'consent.get'>
export type ConsentStatus = Consent['status']

const conflictTones: Record<ConflictStatus, Tone> = {
  open: 'warn',
  consented: 'success',
  stands_aside: 'success',
  shared: 'success',
  upheld_direct: 'info',
  moot: 'neutral',
}

const consentTones: Record<ConsentStatus, Tone> = {
  asked: 'warn',
  granted: 'success',
  declined: 'danger',
  withdrawn: 'neutral',
  revoked: 'danger',
  lapsed: 'neutral',
  moot: 'neutral',
}

export function ConflictMark({ status }: { status: ConflictStatus }) {
  return <Status tone={conflictTones[status]}>{words.conflict[status]}</Status>
}

export function ConsentMark({ status }: { status: ConsentStatus }) {
  return <Status tone={consentTones[status]}>{words.consent[status]}</Status>
}

/** As a partner reads it: whose turn it is while it is open, and no alarm about a word of its own. */
export function OwnConflictMark({ of: c }: { of: Pick<ConflictRow, 'status' | 'partner_answered_at'> }) {
  if (c.status === 'open' && c.partner_answered_at) return <Status tone="info">{words.own.looked_at}</Status>
  return <Status tone={conflictTones[c.status]}>{words.own.conflict[c.status]}</Status>
}

export function OwnConsentMark({ status }: { status: ConsentStatus }) {
  const ended = status === 'declined' || status === 'revoked'
  return <Status tone={ended ? 'neutral' : consentTones[status]}>{words.own.consent[status]}</Status>
}
