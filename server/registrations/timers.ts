import type { Context, TimerKind } from '#server/command/index.ts'
import { decideSilence, SILENCE_DECIDER, type SilenceFacts } from './decide-silence.ts'
import { endRegistration } from './end.ts'
import { gatherTerms } from './gather.ts'
import { moveQueue } from './queue.ts'
import { HOLDING } from './registration.ts'
import { nextReminder, settleMove, TIMERS } from './settle.ts'
import * as store from './store.ts'
import { standingOf } from './suspended.ts'

/** The clock at a registration. The sweeper and commands hold the account's lock when they fire these. */
export const registrationTimers: TimerKind[] = [
  { kind: TIMERS.expire, fire: expire },
  { kind: TIMERS.remind, fire: remind },
  { kind: TIMERS.answer_due, fire: answerDue },
  { kind: TIMERS.reply_remind, fire: remindToReply },
  { kind: TIMERS.reply_due, fire: replyDue },
  { kind: TIMERS.confirm_due, fire: confirmDue },
  { kind: TIMERS.follow_up_remind, fire: remindToFollowUp },
  { kind: TIMERS.follow_up_due, fire: followUpDue },
  { kind: TIMERS.extension_due, fire: extensionDue },
]

/** Puts on record, and announces, what a registration's clock came to. */
async function tell(ctx: Context, r: store.Shown, what: string, body: Record<string, unknown>): Promise<void> {
  const subject = { noun: 'registration' as const, id: r.id }
  ctx.record(`registration.${what}`, { ...subject, partner_id: r.partner_id }, body)
  await ctx.emit(`registration.${what}`, subject, r.partner_id, body)
}

/** The last day of a protection is over: the registration expires, also one whose sale is still open at the cap. */
async function expire(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (r && HOLDING.includes(r.status)) await endRegistration(ctx, r, 'expired', null)
}

/** Reminds the partner that a protection ends, and sets the next reminder. */
async function remind(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (!r?.ends_at || !HOLDING.includes(r.status)) return
  await tell(ctx, r, 'protection_ending', { ends_at: r.ends_at })
  const { terms } = await gatherTerms(ctx)
  const due_at = nextReminder(ctx.now, r.ends_at, terms)
  if (due_at) ctx.setTimer({ kind: TIMERS.remind, subject_id: id, account_id: r.account_id, due_at })
}

/** The promised time to answer is over. Nothing is approved by that: the manager is told, and the lateness is on record. */
async function answerDue(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (r?.status === 'in_review') await tell(ctx, r, 'answer_overdue', { answer_due_at: r.answer_due_at })
}

async function remindToReply(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (r?.status === 'info_requested') await tell(ctx, r, 'reply_due', { reply_due_at: r.reply_due_at })
}

/** The partner did not answer, or did not confirm: its claim is rejected, and whoever waits behind it moves up. */
async function rejectSilent(
  ctx: Context,
  r: store.Shown,
  waited_for: SilenceFacts['waited_for'],
  due_at: string,
): Promise<void> {
  const facts: SilenceFacts = { v: 1, registration_id: r.id, waited_for, due_at }
  const { terms, program_version } = await gatherTerms(ctx)
  const kind = { kind: 'registration_silence', decider: SILENCE_DECIDER, decision_reason: null }
  await settleMove(ctx, r, { ...decideSilence(facts), ...kind, facts, terms, program_version }, 'registration.rejected')
  if (r.account_id) await moveQueue(ctx, r.account_id)
}

async function replyDue(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (r?.status === 'info_requested' && r.reply_due_at) await rejectSilent(ctx, r, 'answer', r.reply_due_at)
}

async function confirmDue(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (r?.status !== 'queued' || !r.confirm_due_at) return
  if ((await standingOf(ctx, r)) !== 'suspended') return rejectSilent(ctx, r, 'confirmation', r.confirm_due_at)
  // It could not confirm. The offer is taken back, and made again when the suspension ends.
  await store.moveRegistration(ctx.tx, ctx.org_id, { ...r, confirm_due_at: null }, r.status)
  await tell(ctx, r, 'offer_paused', { confirm_due_at: r.confirm_due_at })
}

async function remindToFollowUp(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (r && HOLDING.includes(r.status)) await tell(ctx, r, 'follow_up_due', { follow_up_due_at: r.follow_up_due_at })
}

/** Nobody followed up in time: from now on the org's own people may contact the account, until somebody does. */
async function followUpDue(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (!r || !HOLDING.includes(r.status) || (r.ends_at && r.ends_at <= ctx.now)) return
  await store.moveRegistration(ctx.tx, ctx.org_id, { ...r, follow_up_slipped_at: ctx.now }, r.status)
  await tell(ctx, r, 'follow_up_slipped', { follow_up_due_at: r.follow_up_due_at })
}

/** Somebody waits for an answer about more time, longer than was promised. */
async function extensionDue(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (r?.status === 'approved') await tell(ctx, r, 'extension_overdue', { ends_at: r.ends_at })
}
