import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema, NOUNS, type Noun } from '#kit/ids.ts'
import { LANGUAGES } from '#kit/languages.ts'
import { COMMON } from '#kit/refusal.ts'
import { instantSchema } from '#kit/time-schema.ts'
import { channelContracts } from './contract-channels.ts'
import { NOTIFICATION_REFUSALS } from './notification.ts'

const nouns = Object.keys(NOUNS) as [Noun, ...Noun[]] // the object's own keys
const languageSchema = z.enum(LANGUAGES, { error: `expected one of ${LANGUAGES.join(', ')}` })
const topicSchema = z.string().max(100).meta({ example: 'registration.approved' })

/** What is told, by the id of any kind of thing. */
const subjectSchema = z.object({
  noun: z.enum(nouns),
  id: z.string().meta({ example: 'reg_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f' }),
})

const noticeSchema = z
  .object({
    id: idSchema('notice'),
    topic: topicSchema,
    title: z.string(),
    text: z.string(),
    action: z.string().meta({ description: 'what can be done about it, in words' }),
    path: z.string().meta({ description: 'the page on which that is done', example: '/p/ptr_…/deals/reg_…' }),
    asks: z.boolean().meta({ description: 'somebody waits for an answer' }),
    subject: subjectSchema,
    at: z.string().meta({ description: 'business time' }),
    told_at: z.string().meta({ description: 'wall time' }),
    read_at: z.string().nullable(),
    muted: z.boolean().meta({ description: 'nothing more is told of this record' }),
  })
  .meta({ id: 'Notification' })

export const listNotifications = route({
  id: 'notification.list',
  method: 'GET',
  path: '/notifications',
  summary: 'What concerns you, unread first, each part with the newest first',
  permission: null,
  side: 'person',
  query: pageQuery.extend({
    state: z.enum(['all', 'unread'], { error: 'expected all or unread' }).default('all'),
    subject: z.string().max(60).optional().meta({ description: 'only of this record', example: 'reg_…' }),
    language: languageSchema.optional().meta({ description: 'left out: the one you read' }),
  }),
  answer: pageOf(noticeSchema).extend({
    unread: z.number().int().meta({ description: 'how many are unread; 100 stands for 100 and more' }),
  }),
})

export const markRead = route({
  id: 'notification.mark',
  method: 'POST',
  path: '/notifications/mark',
  summary: 'Mark some as read or unread, or everything you have been told until a time as read',
  permission: null,
  side: 'person',
  body: z.strictObject({
    ids: z.array(idSchema('notice')).max(200).optional(),
    until: instantSchema.optional().meta({ description: 'everything told until then' }),
    read: z.boolean().default(true),
  }),
  answer: z.object({ marked: z.number().int(), unread: z.number().int() }),
})

export const muteRecord = route({
  id: 'notification.mute',
  method: 'POST',
  path: '/notifications/mute',
  summary: 'Be told nothing more of one record, or again',
  permission: null,
  side: 'person',
  body: z.strictObject({ subject: z.string().max(60).meta({ example: 'reg_…' }), muted: z.boolean() }),
  answer: z.object({ muted: z.boolean() }),
  refusals: [COMMON.not_found],
})

// ── How one is told ──

const hour = z.number().int().min(0).max(23)
const mailSchema = z.enum(['now', 'digest', 'never'], { error: 'expected now, digest or never' })
const choiceSchema = z.object({ app: z.boolean(), mail: mailSchema })
const digestSchema = z.object({
  every: z.enum(['daily', 'weekly'], { error: 'expected daily or weekly' }),
  hour: hour.meta({ description: 'hour of the reader’s day' }),
  weekday: z.number().int().min(1).max(7).default(1).meta({ description: '1 is Monday; of a weekly digest' }),
})
const quietSchema = z.object({ from: hour, until: hour }).meta({ description: 'hours; equal ones mean none' })

const topicAnswer = z.object({
  topic: topicSchema,
  name: z.string(),
  noun: z.enum(nouns),
  urgent: z.boolean().meta({ description: 'passes quiet hours' }),
  app: z.boolean(),
  mail: mailSchema,
  is_own: z.boolean().meta({ description: 'false: the default applies' }),
  otherwise: choiceSchema.meta({ description: 'what applies without a choice' }),
})

const preferencesSchema = z
  .object({
    language: languageSchema.nullable(),
    org_language: languageSchema,
    zone: z.string().nullable().meta({ description: 'IANA time zone; null: the program’s' }),
    program_zone: z.string(),
    email: z.string(),
    digest: digestSchema.extend({ is_own: z.boolean() }),
    quiet: quietSchema.extend({ is_own: z.boolean() }),
    paused_until: z.string().nullable(),
    topics: z.array(topicAnswer),
  })
  .meta({ id: 'NotificationPreferences' })

const changeTopics = z
  .array(
    z.strictObject({ topic: topicSchema, choice: choiceSchema.nullable().meta({ description: 'null: the default' }) }),
  )
  .max(100)

export const getPreferences = route({
  id: 'notification.preferences',
  method: 'GET',
  path: '/notification-preferences',
  summary: 'How you are told: topics, language, digest, quiet hours',
  permission: null,
  side: 'both',
  query: z.object({ language: languageSchema.optional() }),
  answer: preferencesSchema,
  refusals: [NOTIFICATION_REFUSALS.people_only],
})

export const changePreferences = route({
  id: 'notification.prefer',
  method: 'PATCH',
  path: '/notification-preferences',
  summary: 'Change how you are told; what is left out stays',
  permission: null,
  side: 'both',
  query: z.object({ language: languageSchema.optional() }),
  body: z.strictObject({
    language: languageSchema.nullable().optional(),
    zone: z.string().max(60).nullable().optional(),
    digest: digestSchema.nullable().optional().meta({ description: 'null: the org’s default' }),
    quiet: quietSchema.nullable().optional().meta({ description: 'null: the org’s default' }),
    paused_until: instantSchema.nullable().optional(),
    topics: changeTopics.optional(),
  }),
  answer: preferencesSchema,
  refusals: [
    NOTIFICATION_REFUSALS.people_only,
    NOTIFICATION_REFUSALS.unknown_topic,
    NOTIFICATION_REFUSALS.unknown_zone,
  ],
})

const defaultsSchema = z
  .object({
    language: languageSchema.meta({ description: 'of mail to people who chose none' }),
    digest: digestSchema,
    quiet: quietSchema,
    org: z.array(topicAnswer),
    partner: z.array(topicAnswer),
  })
  .meta({ id: 'NotificationDefaults' })

export const getDefaults = route({
  id: 'notification.defaults',
  method: 'GET',
  path: '/notification-defaults',
  summary: 'How people are told who have chosen nothing themselves',
  permission: 'notification:configure',
  side: 'org',
  answer: defaultsSchema,
})

export const changeDefaults = route({
  id: 'notification.change_defaults',
  method: 'PATCH',
  path: '/notification-defaults',
  summary: 'Change the defaults of this org; what is left out stays',
  permission: 'notification:configure',
  side: 'org',
  body: z.strictObject({
    language: languageSchema.optional(),
    digest: digestSchema.optional(),
    quiet: quietSchema.optional(),
    org: changeTopics.optional(),
    partner: changeTopics.optional(),
  }),
  answer: defaultsSchema,
  refusals: [NOTIFICATION_REFUSALS.unknown_topic],
})

// ── To stop mail by the link in it ──

const linkParams = z.object({ token: z.string().max(200) })
const stopAnswer = z.object({
  org_name: z.string(),
  name: z.string(),
  email: z.string(),
  topic: z.string().nullable(),
  topic_name: z.string().nullable(),
  topic_stopped: z.boolean(),
  all_stopped: z.boolean(),
  settings_path: z.string(),
})

export const readStop = route({
  id: 'unsubscribe.get',
  method: 'GET',
  path: '/unsubscribe/{token}',
  summary: 'What the link at the foot of a mail can stop',
  permission: 'public',
  side: 'person',
  params: linkParams,
  query: z.object({ topic: topicSchema.optional(), language: languageSchema.optional() }),
  answer: stopAnswer,
  refusals: [NOTIFICATION_REFUSALS.spent],
})

export const stopMail = route({
  id: 'unsubscribe.stop',
  method: 'POST',
  path: '/unsubscribe/{token}',
  summary: 'Stop mail about a topic, or all of it; mail programs post here too (RFC 8058)',
  permission: 'public',
  side: 'person',
  params: linkParams,
  query: z.object({
    topic: topicSchema.optional().meta({ description: 'left out: all mail of this kind' }),
    language: languageSchema.optional(),
  }),
  raw_body: { content_type: '*/*', limit_bytes: 4096 },
  answer: stopAnswer,
  refusals: [NOTIFICATION_REFUSALS.spent],
})

export type NoticeAnswer = z.output<typeof noticeSchema>
export type TopicAnswer = z.output<typeof topicAnswer>
export type PreferencesAnswer = z.output<typeof preferencesSchema>
export type DefaultsAnswer = z.output<typeof defaultsSchema>
export type StopAnswer = z.output<typeof stopAnswer>

export const notificationContracts = [
  listNotifications,
  markRead,
  muteRecord,
  getPreferences,
  changePreferences,
  getDefaults,
  changeDefaults,
  readStop,
  stopMail,
  ...channelContracts,
]
