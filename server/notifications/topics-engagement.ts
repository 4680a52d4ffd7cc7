import type { Topic } from './topics.ts'

const CONSENT_ANSWERED = ['consent.granted', 'consent.declined', 'consent.withdrawn', 'consent.moot'] as const
const CONFLICT_OVER = ['conflict.resolved', 'conflict.moot'] as const
const OVER = [
  'registration.withdrawn',
  'registration.expired',
  'registration.won',
  'registration.lost',
  'registration.revoked',
] as const

/** What direct sales and partners are told about consents, conflicts and contact that came free. */
export const ENGAGEMENT_TOPICS = {
  'consent.asked': {
    noun: 'consent',
    urgent: true,
    asks: true,
    settled_by: CONSENT_ANSWERED,
    partner: { readers: ['submitter', 'partner_admins'], app: true, mail: 'now' },
  },
  'consent.granted': { noun: 'consent', org: { readers: ['asker'], app: true, mail: 'now' } },
  'consent.declined': { noun: 'consent', org: { readers: ['asker'], app: true, mail: 'now' } },
  'consent.withdrawn': { noun: 'consent', partner: { readers: ['submitter'], app: true, mail: 'never' } },
  'consent.revoked': { noun: 'consent', urgent: true, org: { readers: ['asker', 'manager'], app: true, mail: 'now' } },
  'consent.ending': {
    noun: 'consent',
    org: { readers: ['asker'], app: true, mail: 'now' },
    partner: { readers: ['submitter'], app: true, mail: 'digest' },
  },
  'consent.lapsed': { noun: 'consent', org: { readers: ['asker'], app: true, mail: 'now' } },
  'consent.overdue': {
    noun: 'consent',
    settled_by: CONSENT_ANSWERED,
    org: { readers: ['manager', 'asker'], app: true, mail: 'now' },
  },
  'conflict.raised': {
    noun: 'conflict',
    asks: true,
    settled_by: CONFLICT_OVER,
    org: { readers: ['manager', 'direct'], app: true, mail: 'now' },
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'conflict.reminded': {
    noun: 'conflict',
    asks: true,
    settled_by: CONFLICT_OVER,
    org: { readers: ['direct'], app: true, mail: 'now' },
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'conflict.answered': { noun: 'conflict', org: { readers: ['manager'], app: true, mail: 'digest' } },
  'conflict.overdue': {
    noun: 'conflict',
    urgent: true,
    settled_by: CONFLICT_OVER,
    org: { readers: ['manager', 'runs_program'], app: true, mail: 'now' },
  },
  'conflict.resolved': {
    noun: 'conflict',
    org: { readers: ['manager', 'direct'], app: true, mail: 'now' },
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'conflict.moot': {
    noun: 'conflict',
    org: { readers: ['manager', 'direct'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'digest' },
  },
  'registration.contact_soon_free': {
    noun: 'registration',
    settled_by: ['registration.activity_logged', ...OVER],
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'registration.contact_free': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter', 'partner_admins'], app: true, mail: 'now' },
  },
} as const satisfies Record<string, Topic>
