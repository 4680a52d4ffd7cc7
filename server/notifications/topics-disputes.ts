import type { Topic } from './topics.ts'

const DISPUTE_ENDED = ['dispute.accepted', 'dispute.decided', 'dispute.closed', 'dispute.withdrawn'] as const

/** What each side of a disagreement is told, and who settles it. */
export const DISPUTE_TOPICS = {
  'dispute.opened': {
    noun: 'dispute',
    settled_by: ['dispute.acknowledged', ...DISPUTE_ENDED],
    org: { readers: ['deciders'], app: true, mail: 'now' },
    partner: { readers: ['submitter'], app: true, mail: 'now', receipt: true },
  },
  'dispute.unread': {
    noun: 'dispute',
    urgent: true,
    settled_by: ['dispute.acknowledged', ...DISPUTE_ENDED],
    org: { readers: ['runs_program'], app: true, mail: 'now' },
  },
  'dispute.acknowledged': {
    noun: 'dispute',
    org: { readers: ['rep'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'dispute.asked': {
    noun: 'dispute',
    urgent: true,
    asks: true,
    settled_by: ['dispute.answered', 'dispute.not_answered', 'dispute.over', ...DISPUTE_ENDED],
    org: { readers: ['rep'], app: true, mail: 'now' },
    partner: { readers: ['submitter', 'partner_admins'], app: true, mail: 'now' },
  },
  'dispute.answered': { noun: 'dispute', org: { readers: ['manager'], app: true, mail: 'now' } },
  'dispute.not_answered': {
    noun: 'dispute',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'digest' },
  },
  'dispute.said': { noun: 'dispute', org: { readers: ['manager'], app: true, mail: 'digest' } },
  'dispute.written_to': {
    noun: 'dispute',
    org: { readers: ['rep'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'dispute.reminded': {
    noun: 'dispute',
    settled_by: ['dispute.proposed', ...DISPUTE_ENDED],
    org: { readers: ['manager'], app: true, mail: 'now' },
  },
  'dispute.overdue': {
    noun: 'dispute',
    urgent: true,
    settled_by: DISPUTE_ENDED,
    org: { readers: ['runs_program'], app: true, mail: 'now' },
  },
  'dispute.proposed': {
    noun: 'dispute',
    asks: true,
    settled_by: ['dispute.escalated', ...DISPUTE_ENDED],
    org: { readers: ['rep'], app: true, mail: 'now' },
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'dispute.accepted': { noun: 'dispute', org: { readers: ['manager'], app: true, mail: 'now' } },
  'dispute.escalated': {
    noun: 'dispute',
    settled_by: DISPUTE_ENDED,
    org: { readers: ['deciders', 'runs_program'], app: true, mail: 'now' },
    partner: { readers: ['submitter'], app: true, mail: 'digest' },
  },
  'dispute.decided': {
    noun: 'dispute',
    urgent: true,
    org: { readers: ['rep'], app: true, mail: 'now' },
    partner: { readers: ['submitter', 'partner_admins'], app: true, mail: 'now' },
  },
  'dispute.appealed': { noun: 'dispute', org: { readers: ['runs_program'], app: true, mail: 'now' } },
  'dispute.over': { noun: 'dispute', partner: { readers: ['submitter'], app: true, mail: 'now' } },
  'dispute.withdrawn': { noun: 'dispute', org: { readers: ['manager'], app: true, mail: 'digest' } },
} as const satisfies Record<string, Topic>
