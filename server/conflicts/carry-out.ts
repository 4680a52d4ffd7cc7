import { localDate } from '#kit/calendar.ts'
import { toWireId } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import { editOpportunity, findOpportunity } from '#server/opportunities/index.ts'
import { addParticipant } from '#server/participants/index.ts'
import type { ParticipantRole } from '#server/participants/participant.ts'
import { calendarSection } from '#server/program/terms.ts'
import { convertRegistration } from '#server/registrations/index.ts'
import { CONFLICT_REFUSALS as R, type Conflict, type Resolution } from './conflict.ts'

/** Carries a resolution out through the verbs that there are: nothing here writes a row of its own. */
export async function carryOut(
  ctx: Context,
  c: Conflict,
  resolution: Resolution,
  how: { opportunity: 'close' | 'hand_over'; role: ParticipantRole },
): Promise<void> {
  const id = toWireId('opportunity', c.opportunity_id)
  if (resolution === 'shared') {
    const body = { partner_id: toWireId('partner', c.partner_id), role: how.role }
    await addParticipant.within(ctx, { params: { id }, query: undefined, body })
  }
  if (resolution !== 'stands_aside') return
  if (how.opportunity === 'hand_over') return handOver(ctx, c)
  const it = await findOpportunity(ctx.tx, ctx.org_id, c.opportunity_id)
  if (it?.stage !== 'open') return
  const { zone } = await ctx.terms(calendarSection)
  await editOpportunity.within(ctx, {
    params: { id },
    query: { if_match: it.revision },
    body: { stage: 'lost', closed_on: localDate(ctx.now, zone) },
  })
}

/** The opportunity becomes the partner's deal. */
async function handOver(ctx: Context, c: Conflict): Promise<void> {
  if (c.account_id !== c.held_account_id)
    throw new Refused(R.cannot_hand_over, { why: 'the partner protects an account above this one.' })
  try {
    await convertRegistration.within(ctx, {
      params: { id: toWireId('registration', c.registration_id) },
      query: undefined,
      body: { opportunity_id: toWireId('opportunity', c.opportunity_id) },
    })
  } catch (error) {
    // A deal that became another opportunity already cannot become this one too.
    if (error instanceof Refused && error.type.kind === 'conflict')
      throw new Refused(R.cannot_hand_over, { why: error.says })
    throw error
  }
}
