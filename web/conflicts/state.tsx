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
