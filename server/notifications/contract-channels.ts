import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema, NOUNS, type Noun } from '#kit/ids.ts'
import { LANGUAGES } from '#kit/languages.ts'
import { COMMON } from '#kit/refusal.ts'
import { CHANNEL_REFUSALS, NOTIFICATION_REFUSALS } from './notification.ts'

const nouns = Object.keys(NOUNS) as [Noun, ...Noun[]] // the object's own keys
const languageSchema = z.enum(LANGUAGES, { error: `expected one of ${LANGUAGES.join(', ')}` })
const topicSchema = z.string().max(100).meta({ example: 'registration.approved' })

const channelSchema = z
  .object({
    id: idSchema('channel'),
    kind: z.enum(['slack', 'teams']),
    name: z.string(),
    address: z.string().meta({ description: 'host and last four letters; the whole is never shown again' }),
    topics: z.array(topicSchema),
    language: languageSchema,
    paused: z.boolean(),
    created_at: z.string(),
    created_by: z.string(),
    last_post: z.object({ state: z.string(), at: z.string(), problem: z.string().nullable() }).nullable(),
    revision: z.number().int(),
  })
  .meta({ id: 'Channel' })

const channelFields = {
  name: z.string().trim().min(1, { error: 'expected a name' }).max(100, { error: 'expected at most 100 characters' }),
  topics: z.array(topicSchema).min(1, { error: 'expected at least one topic' }).max(100),
  language: languageSchema,
}
const urlSchema = z
  .string()
  .trim()
  .min(1, { error: 'expected the webhook address' })
  .max(2000, { error: 'expected at most 2000 characters' })
const channelParams = z.object({ id: idSchema('channel') })

export const listChannels = route({
  id: 'channel.list',
  method: 'GET',
  path: '/notifications/channels',
  summary: 'Slack and Teams channels that are told',
  permission: 'channel:edit',
  side: 'org',
  answer: z.object({
    rows: z.array(channelSchema),
    topics: z.array(z.object({ topic: topicSchema, name: z.string(), noun: z.enum(nouns) })),
  }),
})

export const createChannel = route({
  id: 'channel.create',
  method: 'POST',
  path: '/notifications/channels',
  summary: 'Tell a Slack or Teams channel by its webhook address',
  permission: 'channel:edit',
  side: 'org',
  body: z.strictObject({
    kind: z.enum(['slack', 'teams'], { error: 'expected slack or teams' }),
    url: urlSchema,
    ...channelFields,
    language: languageSchema.default('en'),
  }),
  answer: channelSchema,
  status: 201,
  refusals: [CHANNEL_REFUSALS.address, CHANNEL_REFUSALS.no_key, NOTIFICATION_REFUSALS.unknown_topic],
})

export const editChannel = route({
  id: 'channel.edit',
  method: 'PATCH',
  path: '/notifications/channels/{id}',
  summary: 'Change a channel; a new address replaces the old one',
  permission: 'channel:edit',
  side: 'org',
  params: channelParams,
  query: z.object({ if_match: z.coerce.number().int() }),
  body: z.strictObject({
    name: channelFields.name.optional(),
    url: urlSchema.optional(),
    topics: channelFields.topics.optional(),
    language: languageSchema.optional(),
    paused: z.boolean().optional(),
  }),
  answer: channelSchema,
  refusals: [COMMON.not_found, CHANNEL_REFUSALS.address, CHANNEL_REFUSALS.no_key, NOTIFICATION_REFUSALS.unknown_topic],
  etag: 'requires',
})

export const endChannel = route({
  id: 'channel.end',
  method: 'DELETE',
  path: '/notifications/channels/{id}',
  summary: 'Tell a channel nothing more; its address is erased',
  permission: 'channel:edit',
  side: 'org',
  params: channelParams,
  answer: z.null(),
  status: 204,
  refusals: [COMMON.not_found],
})

export const testChannel = route({
  id: 'channel.test',
  method: 'POST',
  path: '/notifications/channels/{id}/test',
  summary: 'Post a line to a channel at once and say how it went',
  permission: 'channel:edit',
  side: 'org',
  params: channelParams,
  answer: z.object({
    is: z.enum(['sent', 'retry', 'refused', 'unknown']),
    status: z.number().int().nullable(),
    problem: z.string().nullable(),
  }),
  refusals: [COMMON.not_found],
})

export const listPosts = route({
  id: 'channel.posts',
  method: 'GET',
  path: '/notifications/channels/{id}/posts',
  summary: 'What was posted to a channel, the newest first',
  permission: 'channel:edit',
  side: 'org',
  params: channelParams,
  query: pageQuery,
  answer: pageOf(
    z.object({
      id: idSchema('post'),
      topic: topicSchema,
      title: z.string(),
      state: z.enum(['queued', 'sending', 'sent', 'unknown', 'failed']),
      attempts: z.number().int(),
      http_status: z.number().int().nullable(),
      problem: z.string().nullable(),
      created_at: z.string(),
      sent_at: z.string().nullable(),
    }),
  ),
  refusals: [COMMON.not_found],
})

export type ChannelAnswer = z.output<typeof channelSchema>

export const channelContracts = [listChannels, createChannel, editChannel, endChannel, testChannel, listPosts]
