import type { Answer } from '../../api/contracts.ts'
import { Status, type Tone } from '../../ui/index.ts'
import { words } from './words.ts'

export type Partner = Answer<'partner.get'>
export type PartnerRow = Answer<'partner.list'>['rows'][number]
export type Enrollment = Partner['enrollments'][number]
export type EnrollmentStatus = Enrollment['status']

const tones: Record<EnrollmentStatus, Tone> = {
  candidate: 'neutral',
  invited: 'neutral',
  applied: 'info',
  in_review: 'info',
  info_requested: 'warn',
  approved: 'info',
  onboarding: 'info',
  active: 'success',
  on_probation: 'warn',
  suspended: 'danger',
  offboarding: 'warn',
  terminated: 'neutral',
  rejected: 'neutral',
  declined: 'neutral',
  expired: 'neutral',
}

/** Where an enrollment stands, in a word. */
export function Standing({ status }: { status: EnrollmentStatus }) {
  return <Status tone={tones[status]}>{words.statuses[status]}</Status>
}

/** A track with its tier: "Reseller · Gold". */
export function trackName({ track, tier }: Pick<Enrollment, 'track' | 'tier'>): string {
  return tier ? `${track.name} · ${tier.name}` : track.name
}
