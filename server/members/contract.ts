import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { lineOfText } from '#kit/section.ts'

const memberSchema = z
  .object({
    id: idSchema('member'),
    partner_id: idSchema('partner').nullable().meta({ description: 'the partner they work for; null: the org' }),
    name: z.string(),
    email: z.string().nullable(),
    team: z.string().nullable(),
    manager_name: z.string().nullable(),
    created_at: z.string(),
    revision: z.number().int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Member' })

const editable = z.strictObject({
  partner_id: idSchema('partner').nullable(),
  name: lineOfText(300),
  email: z
    .email({ error: 'expected an e-mail address' })
    .max(254, { error: 'expected at most 254 characters' })
    .nullable(),
  team: lineOfText(200).nullable(),
  manager_name: lineOfText(300).nullable(),
})

const params = z.object({ id: idSchema('member') })

export const listMembers = route({
  id: 'member.list',
  method: 'GET',
  path: '/members',
  summary: 'Members by name',
  permission: 'member:read',
  side: 'org',
  query: pageQuery.extend({ q: z.string().max(300).optional().meta({ description: 'the beginning of a name' }) }),
  answer: pageOf(memberSchema),
})

export const getMember = route({
  id: 'member.get',
  method: 'GET',
  path: '/members/{id}',
  summary: 'One member',
  permission: 'member:read',
  side: 'org',
  params,
  answer: memberSchema,
  etag: 'answers',
})

export const createMember = route({
  id: 'member.create',
  method: 'POST',
  path: '/members',
  summary: 'Add a member',
  permission: 'member:create',
  side: 'org',
  body: editable.partial().required({ name: true }),
  answer: memberSchema,
  status: 201,
  dry_run: true,
})

export const editMember = route({
  id: 'member.edit',
  method: 'PATCH',
  path: '/members/{id}',
  summary: 'Change a member',
  permission: 'member:edit',
  side: 'org',
  params,
  query: z.object({ if_match: z.coerce.number().int() }),
  body: editable.partial(),
  answer: memberSchema,
  dry_run: true,
  etag: 'requires',
})

export type MemberAnswer = z.output<typeof memberSchema>
export const memberContracts = [listMembers, getMember, createMember, editMember]
