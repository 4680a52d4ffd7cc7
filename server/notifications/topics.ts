import { DISPUTE_TOPICS } from './topics-disputes.ts'
import type { Noun } from '#kit/ids.ts'
import type { Side } from './notification.ts'
import { ENGAGEMENT_TOPICS } from './topics-engagement.ts'

/** Who reads of something, on the org's side and on the partner's. */
export type Reader =
  /** Who looks after the registration, else who looks after its partner. */
  | 'manager'
  /** Who runs the program: admins and channel operations. */
  | 'runs_program'
  /** Everybody who may answer registrations. */
  | 'deciders'
  /** Whoever set it going; nobody where a key did. */
  | 'starter'
  /** Who of the org opened a disagreement; nobody where a partner did. */
  | 'rep'
  /** Those whose answer a request waits for now. */
  | 'asked'
  /** Whoever asked for a consent; nobody where a key or a conflict did. */
  | 'asker'
  /** Who of direct sales owns the opportunity of a conflict, where they are somebody here. */
  | 'direct'
  /** Who submitted it; where the org did, or whoever it was has left, the partner's admins. */
  | 'submitter'
  | 'partner_admins'

export type MailChoice = 'now' | 'digest' | 'never'

type Told = {
  readers: readonly Reader[]
  /** What somebody gets who has chosen nothing, in an org that has chosen nothing. */
  app: boolean
  mail: MailChoice
  /** Also the one who did it: a receipt by mail. Else nobody is told of their own act. */
  receipt?: true
}

export type Topic = {
  noun: Noun
  /** Passes quiet hours, because the hours count. */
  urgent?: true
  /** Leads to the place where it can be answered at once. */
  asks?: true
  /** Other events that tell the same, to whom it was not told yet. */
  also?: readonly string[]
  /** Events of the same record after which there is nothing to do about it: it is read then. */
  settled_by?: readonly string[]
} & { [S in Side]?: Told }

const REGISTRATION_ENDED = [
  'registration.rejected',
  'registration.withdrawn',
  'registration.expired',
  'registration.lost',
  'registration.revoked',
] as const
const REGISTRATION_DECIDED = ['registration.approved', 'registration.queued', ...REGISTRATION_ENDED] as const
const CONDUCT_DECIDED = [
  'conduct_case.dismissed',
  'conduct_case.noted',
  'conduct_case.warned',
  'conduct_case.suspended',
] as const
const REQUEST_ENDED = ['request.approved', 'request.rejected', 'request.withdrawn', 'request.expired'] as const

/**
 * Everything that somebody is told, by the event that tells it. A new event is one entry here and its words in each
 * language; until then, or until it stands among NOT_TOLD, a law fails.
 */
export const TOPICS = {
  'registration.in_review': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'now' },
    partner: { readers: ['submitter'], app: true, mail: 'now', receipt: true },
  },
  'registration.queued': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'now', receipt: true },
  },
  'registration.approved': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'now', receipt: true },
  },
  'registration.rejected': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'never' },
    partner: { readers: ['submitter'], app: true, mail: 'now', receipt: true },
  },
  'registration.withdrawn': { noun: 'registration', org: { readers: ['manager'], app: true, mail: 'digest' } },
  'registration.expired': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'registration.info_requested': {
    noun: 'registration',
    asks: true,
    settled_by: ['registration.answered', ...REGISTRATION_DECIDED],
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'registration.answered': { noun: 'registration', org: { readers: ['manager'], app: true, mail: 'now' } },
  'registration.offered': {
    noun: 'registration',
    urgent: true,
    asks: true,
    settled_by: REGISTRATION_DECIDED,
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'registration.extension_asked': {
    noun: 'registration',
    asks: true,
    settled_by: [
      'registration.extended',
      'registration.extension_declined',
      'registration.converted',
      ...REGISTRATION_ENDED,
    ],
    org: { readers: ['manager'], app: true, mail: 'now' },
  },
  'registration.extended': {
    noun: 'registration',
    partner: { readers: ['submitter'], app: true, mail: 'now', receipt: true },
  },
  'registration.extension_declined': {
    noun: 'registration',
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'registration.converted': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'digest' },
  },
  'registration.won': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'now' },
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'registration.lost': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'digest' },
  },
  'registration.revoked': {
    noun: 'registration',
    urgent: true,
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter', 'partner_admins'], app: true, mail: 'now' },
  },
  'registration.assigned': { noun: 'registration', org: { readers: ['manager'], app: true, mail: 'digest' } },
  'registration.activity_logged': { noun: 'registration', org: { readers: ['manager'], app: true, mail: 'never' } },
  'registration.follow_up_due': {
    noun: 'registration',
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'registration.follow_up_slipped': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter', 'partner_admins'], app: true, mail: 'now' },
  },
  'registration.protection_ending': {
    noun: 'registration',
    org: { readers: ['manager'], app: true, mail: 'never' },
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'registration.answer_overdue': {
    noun: 'registration',
    urgent: true,
    settled_by: ['registration.info_requested', ...REGISTRATION_DECIDED],
    org: { readers: ['manager', 'runs_program'], app: true, mail: 'now' },
  },
  'request.submitted': { noun: 'request', org: { readers: ['manager'], app: true, mail: 'digest' } },
  // One step is one turn: whoever is asked later, in somebody's place or because it took too long, is told then.
  'request.step_opened': {
    noun: 'request',
    asks: true,
    also: ['request.passed_on', 'request.escalated'],
    settled_by: REQUEST_ENDED,
    org: { readers: ['asked'], app: true, mail: 'now' },
  },
  'request.reminded': {
    noun: 'request',
    asks: true,
    settled_by: REQUEST_ENDED,
    org: { readers: ['asked'], app: true, mail: 'now' },
  },
  'request.approved': {
    noun: 'request',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'now', receipt: true },
  },
  'request.rejected': {
    noun: 'request',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'request.info_requested': {
    noun: 'request',
    asks: true,
    settled_by: ['request.answered', ...REQUEST_ENDED],
    partner: { readers: ['submitter'], app: true, mail: 'now' },
  },
  'request.answered': { noun: 'request', org: { readers: ['asked'], app: true, mail: 'now' } },
  'request.expired': { noun: 'request', partner: { readers: ['submitter'], app: true, mail: 'digest' } },
  'request.unanswerable': {
    noun: 'request',
    urgent: true,
    settled_by: REQUEST_ENDED,
    org: { readers: ['runs_program'], app: true, mail: 'now' },
  },
  'request.withdrawn': { noun: 'request', org: { readers: ['manager'], app: true, mail: 'never' } },
  'conduct_case.found': {
    noun: 'conduct_case',
    settled_by: ['conduct_case.notified', ...CONDUCT_DECIDED],
    org: { readers: ['manager', 'runs_program'], app: true, mail: 'digest' },
  },
  'conduct_case.notified': {
    noun: 'conduct_case',
    urgent: true,
    asks: true,
    settled_by: ['conduct_case.answered', ...CONDUCT_DECIDED],
    partner: { readers: ['partner_admins'], app: true, mail: 'now' },
  },
  'conduct_case.answered': {
    noun: 'conduct_case',
    settled_by: CONDUCT_DECIDED,
    org: { readers: ['manager'], app: true, mail: 'now' },
  },
  'conduct_case.silent': {
    noun: 'conduct_case',
    settled_by: ['conduct_case.answered', ...CONDUCT_DECIDED],
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['partner_admins'], app: true, mail: 'now' },
  },
  'conduct_case.proposed': {
    noun: 'conduct_case',
    settled_by: ['conduct_case.sent_back', 'conduct_case.suspended'],
    org: { readers: ['deciders', 'runs_program'], app: true, mail: 'now' },
  },
  'conduct_case.dismissed': {
    noun: 'conduct_case',
    partner: { readers: ['partner_admins'], app: true, mail: 'now' },
  },
  'conduct_case.noted': { noun: 'conduct_case', partner: { readers: ['partner_admins'], app: true, mail: 'now' } },
  'conduct_case.warned': { noun: 'conduct_case', partner: { readers: ['partner_admins'], app: true, mail: 'now' } },
  'conduct_case.suspended': {
    noun: 'conduct_case',
    urgent: true,
    org: { readers: ['manager', 'runs_program'], app: true, mail: 'now' },
    partner: { readers: ['partner_admins'], app: true, mail: 'now' },
  },
  'conduct_case.lifted': {
    noun: 'conduct_case',
    org: { readers: ['manager'], app: true, mail: 'digest' },
    partner: { readers: ['partner_admins'], app: true, mail: 'now' },
  },
  ...ENGAGEMENT_TOPICS,
  ...DISPUTE_TOPICS,
  'import.finished': {
    noun: 'import',
    org: { readers: ['starter'], app: true, mail: 'never' },
    partner: { readers: ['starter'], app: true, mail: 'never' },
  },
  'import.failed': {
    noun: 'import',
    org: { readers: ['starter'], app: true, mail: 'now' },
    partner: { readers: ['starter'], app: true, mail: 'now' },
  },
  'program.published': { noun: 'org', org: { readers: ['runs_program', 'deciders'], app: true, mail: 'digest' } },
} as const satisfies Record<string, Topic>

export type TopicKey = keyof typeof TOPICS

export const TOPIC_KEYS = Object.keys(TOPICS) as TopicKey[] // the object's own keys

export function isTopic(text: string): text is TopicKey {
  return Object.hasOwn(TOPICS, text)
}

export function topicOf(key: TopicKey): Topic {
  return TOPICS[key]
}

/** Topics that one side can be told of. */
export function topicsOf(side: Side): TopicKey[] {
  return TOPIC_KEYS.filter((key) => topicOf(key)[side] !== undefined)
}

/** Events of which nobody is told, each with its reason. */
export const NOT_TOLD: Readonly<Record<string, string>> = {
  'consent.moot': 'the end of the deal that it was for is told',
  'registration.account_picked': 'what is decided on it is told by the event that comes with it',
  'match.opened': 'stands in the queue; a registration that waits for it is told as in review',
  'match.ruled_out': 'stands in the record; the question is still open',
  'match.decided': 'what came of it is told by the registration, the merge or the opportunity',
  'match.settled': 'stands in the record of what settled it',
  'match.taken_back': 'stands in the record',
  'registration.submitted': 'what became of it is told by the event that comes with it',
  'registration.confirmed': 'what is decided on it is told by the event that comes with it',
  'request.step_answered': 'the next step, or the end, is told',
  'request.step_closed': 'the next step, or the end, is told',
  'file.attached': 'stands in the record; whoever asked for it is told by the answer',
  'file.detached': 'stands in the record',
  'registration.offer_paused': 'the partner is suspended, knows it, and is offered it again afterwards',
  'conduct_case.added': 'stands in the case, whose list shows that it grew',
  'conduct_case.sent_back': 'the case waits to be decided again, and stands among those that do',
  'conduct_case.lapsed': 'was said when it was decided',
  'dispute.taken_up': 'stands in the record',
  'dispute.paused': 'stands in the record, and on its clock',
  'dispute.resumed': 'stands in the record, and on its clock',
  'dispute.closed': 'was said when it was decided',
  'dispute.reopened': 'whoever is needed is asked',
  'hold.placed': 'stands with what is held, and with the disagreement it is held for',
  'hold.released': 'what comes of it is told by the registrations that wait there',
  'participant.added': 'stands in the record of the deal that became the sale',
  'participant.removed': 'stands in the record of the deal that became the sale',
}
