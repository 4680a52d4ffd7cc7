import { z } from 'zod'
import { idSchema } from '#kit/ids.ts'
import { CONFLICT_CHOICES, EFFECT_KINDS, OUTCOMES, STATUSES } from './dispute.ts'

/** What disputes look like on the wire: of a partner that did not open one, everything about it is empty. */

/** Words that somebody else will read. */
export const words = (what: string, most = 4000) =>
  z
    .string()
    .trim()
    .min(1, { error: `expected ${what} in words` })
    .max(most, { error: `expected at most ${most} characters` })

const namedSchema = z.object({ id: z.string(), name: z.string() })
const thing = z.object({ noun: z.string(), id: z.string() })

export const rowSchema = z
  .object({
    id: idSchema('dispute').meta({
      description: 'the caller’s own: a partner that is asked for its side has another id for it',
    }),
    role: z.enum(['opener', 'concerned', 'org']).meta({ description: 'what the caller is in it' }),
    status: z.enum(STATUSES),
    title: z.string().meta({ description: 'the company, in the words of whoever disagrees' }),
    ground: z.string().nullable().meta({ description: 'in words; nothing for a partner concerned' }),
    side: z
      .enum(['partner', 'org'])
      .nullable()
      .meta({ description: 'which side disagrees; nothing for a partner concerned' }),
    partner: namedSchema.nullable().meta({ description: 'the partner that disagrees' }),
    account: namedSchema.nullable().meta({ description: 'people of the org only' }),
    about: thing.nullable().meta({ description: 'the caller’s own thing that it is about' }),
    subject: thing.nullable(),
    level: z.object({ no: z.int(), of: z.int(), name: z.string() }).nullable(),
    handler: namedSchema.nullable().meta({ description: 'people of the org only' }),
    opened_at: z.string(),
    due: z
      .object({
        what: z.enum(['acknowledge', 'decide', 'answer', 'appeal']),
        at: z.string(),
        stands_still: z.boolean().meta({ description: 'a party is asked; the clock goes on when it has answered' }),
        working_minutes: z.int().meta({ description: 'working time that is left; none when it is late' }),
        is_late: z.boolean(),
      })
      .nullable(),
    waits_for_me: z.boolean(),
    next_step: z.string(),
    revision: z.int(),
  })
  .meta({ id: 'DisputeRow' })

export const effectBody = z
  .strictObject({
    kind: z.enum(EFFECT_KINDS),
    subject_id: z.string().max(60).meta({ description: 'the registration, the conflict or the conduct case' }),
    choice: z.enum(CONFLICT_CHOICES).optional().meta({ description: 'how a conflict is resolved' }),
    told: words('what the partner reads', 2000)
      .optional()
      .meta({ description: 'read by the partner whose thing it changes, where that is not the one who disagrees' }),
  })
  .meta({ id: 'DisputeEffectInput' })

const effectAnswer = z
  .object({
    kind: z.enum(EFFECT_KINDS),
    text: z.string(),
    subject_id: z.string().nullable().meta({ description: 'people of the org only' }),
    choice: z.enum(CONFLICT_CHOICES).nullable(),
    done_at: z.string().nullable(),
    made_id: z.string().nullable().meta({ description: 'the registration that was made by it' }),
    told: z.string().nullable().meta({ description: 'people of the org only' }),
  })
  .meta({ id: 'DisputeEffect' })

const messageAnswer = z
  .object({
    id: idSchema('message'),
    kind: z.enum(['question', 'answer', 'said', 'shared', 'note']),
    side: z.enum(['partner', 'org']),
    is_mine: z.boolean(),
    by: z.string().meta({ description: 'a name; for a partner, of its own people only' }),
    text: z.string(),
    written_at: z.string(),
  })
  .meta({ id: 'DisputeMessage' })

const partyAnswer = z
  .object({
    id: idSchema('dispute').meta({ description: 'under it that side’s files and messages stand' }),
    is_opener: z.boolean(),
    partner: namedSchema.nullable(),
    about: thing.nullable(),
    title: z.string(),
    answer_due_at: z.string().nullable(),
    messages: z.array(messageAnswer),
    reads: z.array(z.string()).meta({ description: 'what this side reads, in words; people of the org only' }),
  })
  .meta({ id: 'DisputeParty' })

const personAnswer = z
  .object({
    membership_id: idSchema('membership'),
    name: z.string(),
    role: z.string(),
    is_me: z.boolean(),
    may: z.boolean(),
    why: z.string(),
  })
  .meta({ id: 'DisputePerson' })

const heldAnswer = z
  .object({
    kind: z.enum(['account', 'money']),
    text: z.string(),
    subject: thing.nullable().meta({ description: 'what is held; people of the org only' }),
    since: z.string(),
    until: z.string().nullable(),
  })
  .meta({ id: 'DisputeHeld' })

export const disputeAnswer = rowSchema
  .extend({
    statement: z.string().nullable(),
    opened_by: z.string().nullable(),
    ruling_id: idSchema('ruling').nullable().meta({ description: 'the disputed ruling, where it is one' }),
    outcome: z.enum(OUTCOMES).nullable(),
    reason: z.string().nullable().meta({ description: 'read by whoever disagrees' }),
    is_proposal: z.boolean(),
    decided_at: z.string().nullable(),
    decided_by: z.string().nullable().meta({ description: 'people of the org only' }),
    appeal_until: z.string().nullable(),
    is_appeal: z.boolean(),
    effects: z.array(effectAnswer),
    held: z.array(heldAnswer),
    parties: z.array(partyAnswer).meta({ description: 'a partner reads its own side only' }),
    notes: z.array(messageAnswer).meta({ description: 'people of the org only' }),
    path: z.array(z.object({ level: z.int(), name: z.string(), roles: z.array(z.string()) })),
    people: z
      .array(personAnswer)
      .meta({ description: 'who could settle it, and why others could not; people of the org only' }),
    nobody_free: z.boolean().meta({ description: 'everybody of the path has a stake; people of the org only' }),
    concerned: z
      .array(z.object({ partner: namedSchema, registration_id: z.string(), status: z.string(), asked: z.boolean() }))
      .meta({ description: 'partners that can be asked for their side; people of the org only' }),
    choices: z
      .array(
        z.object({
          kind: z.enum(EFFECT_KINDS),
          subject_id: z.string(),
          choice: z.enum(CONFLICT_CHOICES).nullable(),
          text: z.string(),
          tells: z.string().nullable().meta({ description: 'the other partner to which something must be said' }),
        }),
      )
      .meta({ description: 'effects that fit it as it stands; people of the org only' }),
    timeline: z.array(z.object({ step: z.string(), at: z.string().nullable() })),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Dispute' })

export type DisputeAnswer = z.output<typeof disputeAnswer>
export type DisputeRowAnswer = z.output<typeof rowSchema>
export type PartyAnswer = z.output<typeof partyAnswer>
export type MessageAnswer = z.output<typeof messageAnswer>
export type EffectInput = z.output<typeof effectBody>
