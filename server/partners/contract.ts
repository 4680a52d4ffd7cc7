import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { keySchema, lineOfText, setOf } from '#kit/section.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import { countrySchema } from '#server/accounts/contract.ts'
import { ENROLLMENT_STATUSES, PARTNER_REFUSALS as R } from './partner.ts'

const namedKey = z.object({ key: z.string(), name: z.string() })

const enrollmentSchema = z
  .object({
    id: idSchema('enrollment'),
    track: namedKey,
    tier: namedKey.nullable(),
    status: z.enum(ENROLLMENT_STATUSES),
    next_statuses: z.array(z.enum(ENROLLMENT_STATUSES)).meta({ description: 'where it can go from here' }),
    created_at: z.string(),
    revision: z.number().int(),
  })
  .meta({ id: 'Enrollment' })

const partnerRow = z
  .object({
    id: idSchema('partner'),
    slug: z.string().meta({ description: 'its name in addresses' }),
    name: z.string(),
    domain: z.string().nullable(),
    country: z.string().nullable(),
    manager: z.object({ id: idSchema('membership'), name: z.string() }).nullable(),
    labels: z.array(z.string()).meta({ description: 'people of the org only' }),
    joined_on: z.string().nullable(),
    enrollments: z.array(enrollmentSchema),
    created_at: z.string(),
    revision: z.number().int(),
  })
  .meta({ id: 'PartnerRow' })

const partnerAnswer = partnerRow
  .extend({
    manager: z.object({ id: idSchema('membership'), name: z.string(), email: z.string() }).nullable(),
    registrations: z
      .record(z.string(), z.number().int())
      .meta({ description: 'how many registrations stand in each state' }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Partner' })

const editable = z.strictObject({
  name: lineOfText(300),
  domain: z.string().max(2000).nullable().meta({ description: 'website or domain; kept as the registrable domain' }),
  country: countrySchema.nullable(),
  manager_id: idSchema('membership').nullable(),
  labels: setOf(lineOfText(60)).max(50, { error: 'expected at most 50 labels' }),
  joined_on: dateSchema.nullable(),
})

const enrollmentInput = z.strictObject({
  track: keySchema.meta({ description: 'key of a track of the program in force', example: 'reseller' }),
  tier: keySchema.nullable().default(null).meta({ description: 'key of a tier of that track' }),
  status: z.enum(ENROLLMENT_STATUSES).default('candidate'),
})

const params = z.object({ id: idSchema('partner') })

export const listPartners = route({
  id: 'partner.list',
  method: 'GET',
  path: '/partners',
  summary: 'Partners by name',
  permission: 'partner:read',
  side: 'org',
  query: pageQuery.extend({
    q: z.string().max(300).optional().meta({ description: 'the beginning of a name' }),
    track: keySchema.optional(),
    tier: keySchema.optional(),
    status: z.enum(ENROLLMENT_STATUSES).optional(),
    manager: idSchema('membership').optional(),
  }),
  answer: pageOf(partnerRow),
})

export const getPartner = route({
  id: 'partner.get',
  method: 'GET',
  path: '/partners/{id}',
  summary: 'One partner with its enrollments',
  permission: 'partner:read',
  side: 'both',
  params,
  answer: partnerAnswer,
  etag: 'answers',
})

export const createPartner = route({
  id: 'partner.create',
  method: 'POST',
  path: '/partners',
  summary: 'Add a partner',
  permission: 'partner:create',
  side: 'org',
  body: editable
    .partial()
    .required({ name: true })
    .extend({
      enrollments: z.array(enrollmentInput).max(40, { error: 'expected at most 40 enrollments' }).default([]),
    }),
  answer: partnerAnswer,
  status: 201,
  refusals: [ACCOUNT_REFUSALS.domain, COMMON.no_program],
  dry_run: true,
})

export const editPartner = route({
  id: 'partner.edit',
  method: 'PATCH',
  path: '/partners/{id}',
  summary: 'Change a partner',
  permission: 'partner:edit',
  side: 'org',
  params,
  query: z.object({ if_match: z.coerce.number().int() }),
  body: editable.partial(),
  answer: partnerAnswer,
  refusals: [ACCOUNT_REFUSALS.domain],
  dry_run: true,
  etag: 'requires',
})

export const enrollPartner = route({
  id: 'partner.enroll',
  method: 'POST',
  path: '/partners/{id}/enrollments',
  summary: 'Enroll a partner in a track',
  permission: 'partner:edit',
  side: 'org',
  params,
  body: enrollmentInput,
  answer: partnerAnswer,
  status: 201,
  refusals: [R.enrolled, COMMON.no_program],
  dry_run: true,
})

export const editEnrollment = route({
  id: 'partner.edit_enrollment',
  method: 'PATCH',
  path: '/partners/{id}/enrollments/{enrollment_id}',
  summary: 'Move an enrollment on, or change its tier',
  permission: 'partner:edit',
  side: 'org',
  params: params.extend({ enrollment_id: idSchema('enrollment') }),
  query: z.object({ if_match: z.coerce.number().int().meta({ description: 'the revision of the enrollment' }) }),
  body: z.strictObject({
    tier: keySchema.nullable().optional().meta({ description: 'key of a tier of its track' }),
    status: z.enum(ENROLLMENT_STATUSES).optional(),
  }),
  answer: partnerAnswer,
  refusals: [R.move, COMMON.no_program],
  dry_run: true,
  etag: 'requires',
})

export type PartnerRowAnswer = z.output<typeof partnerRow>
export type PartnerAnswer = z.output<typeof partnerAnswer>
export const partnerContracts = [listPartners, getPartner, createPartner, editPartner, enrollPartner, editEnrollment]
