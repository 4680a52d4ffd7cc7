import type { LocalDate } from '#kit/instant.ts'
import { actorRef, type Context } from '#server/command/index.ts'
import type { Consent } from './consent.ts'
import { contactTerms } from './contact.ts'
import { lockClaim } from './contact-store.ts'
import { endOfConsent, settleNew } from './settle.ts'

/** A partner's consent that nobody asked for by name: it answers a conflict. The caller holds the account's lock. */
export async function giveConsent(
  ctx: Context,
  to: {
    account_id: string
    registration_id: string
    partner_id: string
    conflict_id: string
    until: LocalDate | undefined
    note: string | null
  },
): Promise<Consent> {
  const terms = contactTerms(await ctx.program())
  await lockClaim(ctx.tx, ctx.org_id, to.registration_id)
  const { until, ...of } = to
  const c: Consent = {
    id: ctx.newId(),
    ...of,
    status: 'granted',
    asked_at: ctx.now,
    asked_by: 'program',
    asker_id: null,
    purpose: 'An opportunity that direct sales has open',
    reason: null,
    wanted_until: null,
    answer_due_at: ctx.now,
    answered_at: ctx.now,
    answered_by: actorRef(ctx.actor),
    ends_at: endOfConsent(ctx.now, terms, until, null),
    ended_at: null,
    ended_by: null,
    end_reason: null,
    revision: 1,
  }
  await settleNew(ctx, c, terms)
  return c
}
