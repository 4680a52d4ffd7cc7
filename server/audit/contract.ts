import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { instantSchema } from '#kit/time-schema.ts'
import { readWireId } from '#kit/wire-ids.ts'

const ACTORS = ['person', 'key']

const auditSchema = z
  .object({
    id: z.string(),
    seq: z.number().int().nullable().meta({ description: 'its number in the chain; null: not yet sealed' }),
    verb: z.string().meta({ example: 'registration.approved' }),
    actor: z.object({
      id: z.string().meta({ description: 'an id of a person or key; or clock, operator' }),
      name: z.string(),
    }),
    subject: z.object({ noun: z.string(), id: z.string().nullable() }),
    partner_id: z.string().nullable(),
    at: z.string().meta({ description: 'business time' }),
    recorded_at: z.string().meta({ description: 'wall time' }),
    request_id: z.string(),
    change: z.unknown().meta({ description: 'before and after; personal fields only as "changed"' }),
  })
  .meta({ id: 'AuditRow' })

const sealSchema = z
  .object({
    no: z.number().int(),
    first_seq: z.number().int(),
    last_seq: z.number().int(),
    hash: z.string().meta({ description: 'SHA-256 over the hash before it and the rows in order' }),
    sealed_at: z.string(),
  })
  .meta({ id: 'Seal' })

export const listAudit = route({
  id: 'audit.list',
  method: 'GET',
  path: '/audit',
  summary: 'Who did what, newest first',
  permission: 'audit:read',
  side: 'org',
  query: pageQuery.extend({
    verb: z
      .string()
      .max(100)
      .regex(/^[a-z_.]+$/, { error: 'expected a verb, for example registration.approved' })
      .optional(),
    subject_id: z
      .string()
      .refine((text) => readWireId(text) !== null, {
        error: 'expected an id, for example reg_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f',
      })
      .optional(),
    actor: z
      .string()
      .refine((text) => text === 'clock' || text === 'operator' || ACTORS.includes(readWireId(text)?.noun ?? ''), {
        error: 'expected the id of a person or key, or one of clock, operator',
      })
      .optional(),
    from: instantSchema.optional().meta({ description: 'recorded at this instant or later' }),
    to: instantSchema.optional().meta({ description: 'recorded before this instant' }),
  }),
  answer: pageOf(auditSchema),
})

export const listSeals = route({
  id: 'audit.list_seals',
  method: 'GET',
  path: '/audit/seals',
  summary: 'Seals over the audit, newest first',
  permission: 'audit:read',
  side: 'org',
  query: pageQuery,
  answer: pageOf(sealSchema),
})

const sealNo = z.int({ error: 'expected the number of a seal' }).min(1, { error: 'expected 1 or more' })

export const verifyAudit = route({
  id: 'audit.verify',
  method: 'POST',
  path: '/audit/verify',
  summary: 'Recompute the chain of seals, and say where it breaks',
  permission: 'audit:read',
  side: 'org',
  body: z.strictObject({
    from_no: sealNo.default(1),
    to_no: sealNo.optional().meta({ description: 'the last seal; all by default' }),
  }),
  answer: z.object({
    intact: z.boolean(),
    seals: z.number().int().meta({ description: 'seals looked at' }),
    rows: z.number().int().meta({ description: 'rows under them' }),
    unsealed: z.number().int().meta({ description: 'rows that wait for their seal' }),
    breaks: z.array(z.object({ seal: z.number().int(), what: z.string() })).meta({ description: 'the first hundred' }),
    head: z
      .object({ no: z.number().int(), hash: z.string() })
      .nullable()
      .meta({ description: 'the last seal looked at: keep it elsewhere, and nothing before it can be changed unseen' }),
  }),
})

export type AuditAnswer = z.output<typeof auditSchema>
export const auditContracts = [listAudit, listSeals, verifyAudit]
