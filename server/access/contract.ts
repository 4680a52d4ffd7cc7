import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { emailSchema } from '#kit/email.ts'
import { idSchema } from '#kit/ids.ts'
import { PERMISSIONS } from '#kit/roles.ts'
import { ACCESS_REFUSALS } from './access.ts'

const place = { slug: z.string(), name: z.string() }

const sessionSchema = z
  .object({
    person: z.object({ id: idSchema('person'), name: z.string(), email: z.string(), has_password: z.boolean() }),
    memberships: z.array(
      z.object({
        id: idSchema('membership'),
        side: z.enum(['org', 'partner']),
        role: z.string(),
        org: z.object({ id: idSchema('org'), ...place, is_demo: z.boolean() }),
        partner: z.object({ id: idSchema('partner'), ...place }).nullable(),
      }),
    ),
    membership_id: idSchema('membership').nullable().meta({ description: 'the membership that this request acts for' }),
    permissions: z.array(z.string()).meta({ description: 'what it may do there' }),
    now: z.string().meta({ description: 'business time there' }),
    zone: z.string().meta({ description: 'IANA time zone of the program’s dates there' }),
  })
  .meta({ id: 'Session' })

/** Long enough to be worth nothing to guess at, short enough not to make hashing a burden. */
const newPasswordSchema = z
  .string()
  .min(10, { error: 'expected at least 10 characters; a few words that do not belong together do well' })
  .max(200, { error: 'expected at most 200 characters' })

const typedPasswordSchema = z.string().min(1, { error: 'expected a password' }).max(1000)

/** A path here: neither another host ("//host") nor what browsers read as one ("/\\host"). */
const OWN_PATH = /^\/(?:[^/\\\s][^\s\\]*)?$/

export const signIn = route({
  id: 'session.create',
  method: 'POST',
  path: '/sign-in',
  summary: 'Sign in with a password',
  permission: 'public',
  side: 'person',
  body: z.strictObject({ email: emailSchema, password: typedPasswordSchema }),
  answer: sessionSchema,
  refusals: [ACCESS_REFUSALS.wrong, ACCESS_REFUSALS.no_membership],
})

export const askLink = route({
  id: 'session.ask_link',
  method: 'POST',
  path: '/sign-in/link',
  summary: 'Ask for a sign-in link by e-mail; the answer is the same whether the address is known or not',
  permission: 'public',
  side: 'person',
  body: z.strictObject({
    email: emailSchema,
    next: z
      .string()
      .max(500)
      .regex(OWN_PATH, { error: 'expected a path of this site, for example /p/ptr_…/deals' })
      .optional()
      .meta({ description: 'a page of this site to go on to after signing in', example: '/choose' }),
  }),
  answer: z.object({ valid_minutes: z.number().int().meta({ description: 'how long a link can be used' }) }),
  status: 202,
})

export const redeemLink = route({
  id: 'session.redeem_link',
  method: 'POST',
  path: '/sign-in/link/redeem',
  summary: 'Sign in with a link that came by e-mail',
  permission: 'public',
  side: 'person',
  body: z.strictObject({ token: z.string().min(1, { error: 'expected the token of the link' }).max(200) }),
  answer: sessionSchema,
  refusals: [ACCESS_REFUSALS.link_spent, ACCESS_REFUSALS.no_membership],
})

export const signOut = route({
  id: 'session.end',
  method: 'POST',
  path: '/sign-out',
  summary: 'End this session',
  permission: null,
  side: 'person',
  answer: z.null(),
  status: 204,
})

export const getSession = route({
  id: 'session.get',
  method: 'GET',
  path: '/me',
  summary: 'Who you are, where you are a member, and what you may do there',
  permission: null,
  side: 'person',
  answer: sessionSchema,
})

export const listSessions = route({
  id: 'session.list',
  method: 'GET',
  path: '/sessions',
  summary: 'Your sessions, the newest first',
  permission: null,
  side: 'person',
  answer: z.object({
    rows: z.array(
      z.object({
        id: idSchema('session'),
        is_current: z.boolean(),
        created_at: z.string(),
        last_seen_at: z.string(),
        expires_at: z.string(),
        user_agent: z.string(),
        address: z.string(),
      }),
    ),
  }),
})

export const revokeSession = route({
  id: 'session.revoke',
  method: 'DELETE',
  path: '/sessions/{id}',
  summary: 'End one of your sessions',
  permission: null,
  side: 'person',
  params: z.object({ id: idSchema('session') }),
  answer: z.null(),
  status: 204,
})

export const changePassword = route({
  id: 'person.change_password',
  method: 'POST',
  path: '/me/password',
  summary: 'Set or change your password; every other session ends',
  permission: null,
  side: 'person',
  body: z.strictObject({
    current_password: typedPasswordSchema
      .nullable()
      .default(null)
      .meta({ description: 'not needed where there is none yet, or within 15 minutes of signing in by a link' }),
    new_password: newPasswordSchema,
  }),
  answer: z.null(),
  status: 204,
  refusals: [ACCESS_REFUSALS.current_password, ACCESS_REFUSALS.no_membership],
})

const keySchema = z
  .object({
    id: idSchema('key'),
    name: z.string(),
    token_start: z.string().meta({ description: 'how the key begins', example: 'trb_Jd83' }),
    partner_id: idSchema('partner').nullable().meta({ description: 'null: a key of the org' }),
    scopes: z.array(z.string()),
    created_by: z.string().meta({ description: 'name of whoever made it' }),
    created_at: z.string(),
    expires_at: z.string().nullable(),
    last_used_at: z.string().nullable(),
    revoked_at: z.string().nullable(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'ApiKey' })

export const listKeys = route({
  id: 'key.list',
  method: 'GET',
  path: '/keys',
  summary: 'API keys, the newest first',
  permission: 'key:read',
  side: 'both',
  query: pageQuery,
  answer: pageOf(keySchema),
})

export const createKey = route({
  id: 'key.create',
  method: 'POST',
  path: '/keys',
  summary: 'Make an API key; the token is in this answer and never shown again',
  permission: 'key:create',
  side: 'both',
  body: z.strictObject({
    name: z
      .string()
      .trim()
      .min(1, { error: 'expected what the key is for' })
      .max(100, { error: 'expected at most 100 characters' }),
    scopes: z
      .array(z.enum(PERMISSIONS, { error: 'expected a permission, for example registration:read' }))
      .min(1, { error: 'expected at least one scope' })
      .max(PERMISSIONS.length),
    expires_in_days: z
      .number()
      .int()
      .min(1)
      .max(3650)
      .nullable()
      .default(null)
      .meta({ description: 'null: does not expire' }),
  }),
  answer: keySchema.extend({ token: z.string().meta({ example: 'trb_…' }) }),
  status: 201,
})

export const revokeKey = route({
  id: 'key.revoke',
  method: 'POST',
  path: '/keys/{id}/revoke',
  summary: 'Revoke an API key, at once and for good',
  permission: 'key:revoke',
  side: 'both',
  params: z.object({ id: idSchema('key') }),
  answer: keySchema,
})

export type SessionAnswer = z.output<typeof sessionSchema>
export type KeyAnswer = z.output<typeof keySchema>

export const accessContracts = [
  signIn,
  askLink,
  redeemLink,
  signOut,
  getSession,
  listSessions,
  revokeSession,
  changePassword,
  listKeys,
  createKey,
  revokeKey,
]
