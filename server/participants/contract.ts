import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { PARTICIPANT_REFUSALS as P, PARTICIPANT_ROLES } from './participant.ts'

const participantSchema = z
  .object({
    id: idSchema('participant'),
    opportunity: z
      .object({ id: idSchema('opportunity'), name: z.string() })
      .nullable()
      .meta({ description: 'people of the org only' }),
    partner: z.object({ id: idSchema('partner'), name: z.string() }),
    role: z.enum(PARTICIPANT_ROLES),
    registration: z
      .object({ id: idSchema('registration'), account_name: z.string() })
      .nullable()
      .meta({ description: 'the registration that became the opportunity' }),
    since: z.string(),
    added_by: z.string().nullable().meta({ description: 'people of the org only' }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Participant' })

export const listParticipants = route({
  id: 'participant.list',
  method: 'GET',
  path: '/participants',
  summary: 'Partners on opportunities, the latest first; a partner sees its own roles only',
  permission: 'registration:read',
  side: 'both',
  query: pageQuery.extend({
    opportunity_id: idSchema('opportunity').optional().meta({ description: 'people of the org only' }),
    account_id: idSchema('account').optional().meta({ description: 'people of the org only' }),
    registration_id: idSchema('registration').optional(),
    partner_id: idSchema('partner').optional(),
  }),
  answer: pageOf(participantSchema),
})

export const addParticipant = route({
  id: 'participant.add',
  method: 'POST',
  path: '/opportunities/{id}/participants',
  summary: 'Put a partner on an opportunity, in a role',
  permission: 'participant:edit',
  side: 'org',
  params: z.object({ id: idSchema('opportunity') }),
  body: z.strictObject({ partner_id: idSchema('partner'), role: z.enum(PARTICIPANT_ROLES) }),
  answer: participantSchema,
  status: 201,
  refusals: [COMMON.not_found, P.sourced, P.twice, P.too_many],
  dry_run: true,
})

export const removeParticipant = route({
  id: 'participant.remove',
  method: 'DELETE',
  path: '/participants/{id}',
  summary: 'Take a partner off an opportunity',
  permission: 'participant:edit',
  side: 'org',
  params: z.object({ id: idSchema('participant') }),
  answer: z.object({ removed: z.literal(true) }),
  refusals: [COMMON.not_found],
  dry_run: true,
})

export type ParticipantAnswer = z.output<typeof participantSchema>
export const participantContracts = [listParticipants, addParticipant, removeParticipant]
