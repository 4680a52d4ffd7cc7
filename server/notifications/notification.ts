import { toWireId, type Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'
import type { Reason } from '#kit/ruling.ts'
import { topicOf, type MailChoice, type TopicKey } from './topics.ts'

export type Side = 'org' | 'partner'

/**
 * What a notice keeps of the moment it tells of, so that a mail written hours later tells of that moment and not of its
 * own. Values, not sentences: words are made in the reader's language and zone.
 */
export type Facts = {
  /** The company, or what was asked for. */
  account: string
  partner: string
  ends_at: Instant | null
  answer_due_at: Instant | null
  reply_due_at: Instant | null
  confirm_due_at: Instant | null
  follow_up_due_at: Instant | null
  /** What a person wrote about it. */
  said: string | null
  /** The check that answered, where the program turned something down. */
  reason: Reason | null
  version: number | null
  effective_at: Instant | null
  /** Rows of a file that came in, and that did not. */
  done: number | null
  refused: number | null
}

/** What was told before a fact was kept has none of it. */
export const NO_FACTS: Facts = {
  account: '',
  partner: '',
  ends_at: null,
  answer_due_at: null,
  reply_due_at: null,
  confirm_due_at: null,
  follow_up_due_at: null,
  said: null,
  reason: null,
  version: null,
  effective_at: null,
  done: null,
  refused: null,
}

export type Notice = {
  id: string
  membership_id: string
  partner_id: string | null
  topic: TopicKey
  subject_noun: Noun
  subject_id: string
  facts: Facts
  at: Instant
  recorded_at: Instant
  receipt: boolean
  read_at: Instant | null
  mail: MailChoice
}

/** Where somebody can be: in the console of an org, or in the portal of a partner. */
export type Place = { org_slug: string; partner_id: string | null }

function homeOf({ org_slug, partner_id }: Place): string {
  return partner_id ? `/p/${toWireId('partner', partner_id)}` : `/o/${org_slug}`
}

/** The page on which a notice is read and, where it asks for something, answered. */
export function pathOf(notice: Pick<Notice, 'topic' | 'subject_noun' | 'subject_id'>, place: Place): string {
  const { topic, subject_noun, subject_id } = notice
  const home = homeOf(place)
  const answer = topicOf(topic).asks ? '?answer=1' : ''
  if (subject_noun === 'registration')
    return `${home}/${place.partner_id ? 'deals' : 'registrations'}/${toWireId(subject_noun, subject_id)}${answer}`
  if (subject_noun === 'request') return `${home}/requests/${toWireId(subject_noun, subject_id)}${answer}`
  if (subject_noun === 'conduct_case') return `${home}/conduct/${toWireId(subject_noun, subject_id)}${answer}`
  if (subject_noun === 'conflict') return `${home}/conflicts/${toWireId(subject_noun, subject_id)}${answer}`
  if (subject_noun === 'consent') return `${home}/consents/${toWireId(subject_noun, subject_id)}${answer}`
  if (subject_noun === 'dispute') return `${home}/disputes/${toWireId(subject_noun, subject_id)}${answer}`
  if (subject_noun === 'import') return `${home}/imports/${toWireId(subject_noun, subject_id)}`
  return place.partner_id ? `${home}/rules` : `${home}/program`
}

/** The page with all of somebody's notices, and the one where they choose. */
export function noticesPath(place: Place): string {
  return `${homeOf(place)}/notifications`
}

export function settingsPath(place: Place): string {
  return `${homeOf(place)}/settings/notifications`
}

export const NOTIFICATION_REFUSALS = {
  people_only: refusal(
    'notification.people_only',
    'forbidden',
    'Notifications are of a person, and this is a key.',
    'Sign in as the person whose notifications these are, or read the event feed with the key.',
  ),
  unknown_topic: refusal(
    'notification.unknown_topic',
    'invalid',
    'There is nothing of that name to be told of on this side.',
    'Choose from the topics that the settings list.',
  ),
  unknown_zone: refusal(
    'notification.unknown_zone',
    'invalid',
    'No time zone has that name.',
    'Name one of the IANA database, for example Europe/Berlin.',
  ),
  spent: refusal(
    'notification.unknown_link',
    'not_found',
    'This link belongs to nobody who is told anything here.',
    'Sign in and change your notification settings there.',
  ),
} as const

export const CHANNEL_REFUSALS = {
  address: refusal(
    'channel.address',
    'invalid',
    'Nothing is posted to this address: {why}.',
    'Copy the whole webhook address out of the chat’s settings.',
  ),
  no_key: refusal(
    'channel.no_key',
    'conflict',
    'This server has no key to keep the address with.',
    'Ask the operator to set SECRETS_KEY.',
  ),
} as const
