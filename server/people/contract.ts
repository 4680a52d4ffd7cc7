import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { emailSchema } from '#kit/email.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { ROLES } from '#kit/roles.ts'
import { PERSON_REFUSALS } from './person.ts'

const personSchema = z
  .object({
    id: idSchema('membership'),
    person_id: idSchema('person'),
    name: z.string(),
    email: z.string(),
    side: z.enum(['org', 'partner']),
    partner: z.object({ id: idSchema('partner'), slug: z.string(), name: z.string() }).nullable(),
    role: z.enum(ROLES),
    state: z
      .enum(['invited', 'active'])
      .meta({ description: '`invited` until they have come here; until then `name` is what their inviter typed' }),
    invited_at: z.string().nullable().meta({ description: 'when they were last written to; null once they have come' }),
    created_at: z.string(),
    revision: z.number().int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Person' })

const roleSchema = z.enum(ROLES, { error: `expected one of ${ROLES.join(', ')}` })
const params = z.object({ id: idSchema('membership') })

export const listPeople = route({
  id: 'person.list',
  method: 'GET',
  path: '/people',
  summary: 'People of the org and of its partners, by name; a partner sees its own',
  permission: 'person:read',
  side: 'both',
  query: pageQuery.extend({
    side: z.enum(['org', 'partner']).optional().meta({ description: 'only people of the org, or only of partners' }),
    partner_id: idSchema('partner').optional().meta({ description: 'only people of this partner' }),
  }),
  answer: pageOf(personSchema),
})

export const getPerson = route({
  id: 'person.get',
  method: 'GET',
  path: '/people/{id}',
  summary: 'One person and their role',
  permission: 'person:read',
  side: 'both',
  params,
  answer: personSchema,
  etag: 'answers',
})

export const invitePerson = route({
  id: 'person.invite',
  method: 'POST',
  path: '/people',
  summary: 'Invite somebody into the org or a partner; they get a mail with a link',
  permission: 'person:invite',
  side: 'both',
  body: z.strictObject({
    name: z.string().trim().min(1, { error: 'expected a name' }).max(200, { error: 'expected at most 200 characters' }),
    email: emailSchema,
    role: roleSchema,
    partner_id: idSchema('partner')
      .nullable()
      .default(null)
      .meta({ description: 'null: the org; for people of a partner always their own' }),
  }),
  answer: personSchema,
  status: 201,
  refusals: [COMMON.not_found, PERSON_REFUSALS.already_here, PERSON_REFUSALS.wrong_side],
  dry_run: true,
})

export const changeRole = route({
  id: 'person.change_role',
  method: 'PATCH',
  path: '/people/{id}',
  summary: 'Give somebody another role',
  permission: 'person:edit',
  side: 'both',
  params,
  query: z.object({ if_match: z.coerce.number().int() }),
  body: z.strictObject({ role: roleSchema }),
  answer: personSchema,
  refusals: [PERSON_REFUSALS.wrong_side, PERSON_REFUSALS.last_admin],
  etag: 'requires',
})

export const endMembership = route({
  id: 'person.end',
  method: 'POST',
  path: '/people/{id}/end',
  summary: 'End what somebody is here; what they did stays',
  permission: 'person:edit',
  side: 'both',
  params,
  answer: personSchema,
  refusals: [PERSON_REFUSALS.last_admin],
})

export const resendInvitation = route({
  id: 'person.resend',
  method: 'POST',
  path: '/people/{id}/resend',
  summary: 'Send somebody who has not come yet another mail with a link',
  permission: 'person:invite',
  side: 'both',
  params,
  answer: personSchema,
  refusals: [PERSON_REFUSALS.has_come, PERSON_REFUSALS.just_invited],
})

export type PersonAnswer = z.output<typeof personSchema>
export const peopleContracts = [listPeople, getPerson, invitePerson, changeRole, endMembership, resendInvitation]
