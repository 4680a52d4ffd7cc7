import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { findAccount } from '#server/accounts/index.ts'
import { actorRef, command, lockAccounts } from '#server/command/index.ts'
import { CONSENT_REFUSALS as R, type Consent } from './consent.ts'
import { contactStanding, contactTerms } from './contact.ts'
import * as contract from './contract.ts'
import { endOfConsent, endOfWorkingDays, settleNew } from './settle.ts'
import { answerConsent } from './show.ts'
import * as store from './store.ts'
import { answerInWords } from './words.ts'

/** Somebody of direct sales asks the partner that holds an account for leave to contact it. */
export const askConsent = command(contract.askConsent, {
  gather: async (ctx, { body }) => {
    const account_id = uuidOf('account', body.account_id)
    if (!(await findAccount(ctx.tx, ctx.org_id, account_id))) throw new Refused(COMMON.not_found, { noun: 'account' })
    await lockAccounts(ctx, [account_id])
    const terms = contactTerms(await ctx.program())
    const found = await contactStanding(ctx.tx, ctx.org_id, [account_id], { terms, now: ctx.now })
    const contact = found.get(account_id)
    if (!contact) throw new Error(`the account ${account_id} was asked about`)
    const named = body.registration_id && uuidOf('registration', body.registration_id)
    const of = named
      ? contact.holders.filter((one) => one.protection.registration_id === named)
      : contact.holders.filter((one) => one.outcome.standing === 'protected')
    if (named && of.length === 0) throw new Refused(COMMON.not_found, { noun: 'registration' })
    const [holder] = of
    if (holder?.outcome.standing !== 'protected')
      throw new Refused(R.not_needed, { why: answerInWords(holder?.because ?? contact.because, 'org') })
    if (of.length > 1) throw new Refused(R.which_partner)
    const { registration_id } = holder.protection
    const [asked] = await store.listAsked(ctx.tx, ctx.org_id, [registration_id], actorRef(ctx.actor))
    if (asked) throw new Refused(R.already_asked, { consent: toWireId('consent', asked.id) })
    // A wish for longer than the program allows is said at once, not by the partner.
    if (body.until) endOfConsent(ctx.now, terms, body.until, null)
    return { holder, terms }
  },
  write: async (ctx, { input: { body }, facts: { holder, terms } }) => {
    const { registration_id, partner_id, account_id } = holder.protection
    const c: Consent = {
      id: ctx.newId(),
      account_id,
      registration_id,
      partner_id,
      conflict_id: null,
      status: 'asked',
      asked_at: ctx.now,
      asked_by: actorRef(ctx.actor),
      asker_id: ctx.actor.membership_id,
      purpose: body.purpose,
      reason: body.reason,
      wanted_until: body.until ?? null,
      answer_due_at: endOfWorkingDays(ctx.now, terms.engagement.consent.answer_within_working_days, terms),
      answered_at: null,
      answered_by: null,
      note: null,
      ends_at: null,
      ended_at: null,
      ended_by: null,
      end_reason: null,
      revision: 1,
    }
    await settleNew(ctx, c, terms)
    return answerConsent(ctx, c.id)
  },
})
