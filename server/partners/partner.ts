import { refusal } from '#kit/refusal.ts'

/**
 * A partner is a company enrolled in the org's program, or a candidate for it. It has one enrollment per track, each with
 * a state and, once it has reached one, a tier.
 */
export type Partner = {
  id: string
  slug: string
  name: string
  domain: string | null
  country: string | null
  /** A membership of the org: the partner's manager. */
  manager_id: string | null
  labels: string[]
  joined_on: string | null
  created_at: string
  revision: number
}

export type PartnerChange = Partial<Omit<Partner, 'id' | 'slug' | 'created_at' | 'revision'>>

export const ENROLLMENT_STATUSES = [
  'candidate',
  'invited',
  'applied',
  'in_review',
  'info_requested',
  'approved',
  'onboarding',
  'active',
  'on_probation',
  'suspended',
  'offboarding',
  'terminated',
  'rejected',
  'declined',
  'expired',
] as const
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number]

export type Enrollment = {
  id: string
  track: string
  tier: string | null
  status: EnrollmentStatus
  created_at: string
  revision: number
}

/** Where an enrollment goes from each state; one without a way on is at its end. */
export const ENROLLMENT_MOVES: Readonly<Record<EnrollmentStatus, readonly EnrollmentStatus[]>> = {
  candidate: ['invited'],
  invited: ['applied', 'declined', 'expired'],
  applied: ['in_review'],
  in_review: ['info_requested', 'approved', 'rejected'],
  info_requested: ['in_review'],
  approved: ['onboarding'],
  onboarding: ['active'],
  active: ['on_probation', 'suspended', 'offboarding'],
  on_probation: ['active', 'suspended', 'offboarding'],
  suspended: ['active', 'on_probation', 'offboarding'],
  offboarding: ['terminated'],
  terminated: [],
  rejected: [],
  declined: [],
  expired: [],
}

/** Is this the end of an enrollment? The partner then is in the track no more. */
export function isEnded(status: EnrollmentStatus): boolean {
  return ENROLLMENT_MOVES[status].length === 0
}

/** States of an enrollment in which the partner works, and from which it can be suspended. */
export function isWorking(status: string): status is 'active' | 'on_probation' {
  return status === 'active' || status === 'on_probation'
}

export const PARTNER_REFUSALS = {
  enrolled: refusal(
    'partner.already_enrolled',
    'conflict',
    'The partner has an enrollment in the track {track} already.',
    'Change that enrollment instead.',
  ),
  move: refusal(
    'partner.no_such_move',
    'conflict',
    'An enrollment that is {from} cannot become {to}: {ways}.',
    'Choose a state that it can reach from where it is.',
  ),
} as const
