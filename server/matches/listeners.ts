import { findCandidates } from '#server/accounts/index.ts'
import { findOpportunity } from '#server/opportunities/index.ts'
import type { Context, Event, Listener } from '#server/command/index.ts'
import { companyOf, findRegistration } from '#server/registrations/index.ts'
import { leftOf, type Match, type MatchNoun, type SettledBy } from './match.ts'
import { openMatch } from './open.ts'
import { settleBySomethingElse, settleByWord } from './settle.ts'
import * as store from './store.ts'

async function settleOpenOf(ctx: Context, noun: MatchNoun, id: string, settled_by: SettledBy): Promise<void> {
  for (const m of await store.lockOpenOf(ctx.tx, ctx.org_id, noun, [id]))
    await settleBySomethingElse(ctx, m, settled_by)
}

/** A registration was decided on. Where the program could not say which company is meant, a person is asked. */
const onDecided: Listener = async (ctx, event) => {
  const { id } = event.subject
  const r = await findRegistration(ctx.tx, ctx.org_id, id)
  const is_unsure = r?.status === 'in_review' && r.recommendation === 'pick_account' && r.account_id === null
  await settleOpenOf(ctx, 'registration', id, 'decided')
  if (!r || !is_unsure) return
  await openMatch(ctx, {
    source: 'registration',
    subject: { noun: 'registration', id },
    asked: {
      name: r.account_name,
      domain: r.account_domain,
      country: r.account_country,
      city: null,
      street: null,
      phone: null,
      tax_id: r.account_tax_id,
    },
    seen: await findCandidates(ctx.tx, ctx.org_id, companyOf(r)),
  })
}

/** A person said which account it is. The word is kept with the question that asked for it. */
const onPicked: Listener = async (ctx, event) => {
  const account_id = (event.body['account_id'] ?? null) as string | null // written by pick-account
  for (const m of await store.lockOpenOf(ctx.tx, ctx.org_id, 'registration', [event.subject.id]))
    await settleByWord(ctx, m, account_id ? 'same' : 'other', account_id)
}

const onWithdrawn: Listener = (ctx, event) => settleOpenOf(ctx, 'registration', event.subject.id, 'withdrawn')
const onEnded: Listener = (ctx, event) => settleOpenOf(ctx, 'registration', event.subject.id, 'decided')

/** Somebody tied an opportunity to an account by hand. */
const onOpportunity: Listener = async (ctx, event) => {
  const it = event.body['account_id'] ? await findOpportunity(ctx.tx, ctx.org_id, event.subject.id) : undefined
  if (it?.account_id) await settleOpenOf(ctx, 'opportunity', it.id, 'tied')
}

/** Two accounts became one: what was asked of either about the other is answered. */
async function onMerged(ctx: Context, event: Event): Promise<void> {
  const ids = [event.body['loser_id'], event.body['winner_id']].map(String)
  for (const m of await store.lockOpenOf(ctx.tx, ctx.org_id, 'account', ids)) {
    const is_gone = m.subject_id === ids[0]
    if (is_gone || isAnsweredBy(m, ids)) await settleBySomethingElse(ctx, m, 'merged')
  }
}

/** Is nobody left in question but the accounts that became one? */
const isAnsweredBy = (m: Match, merged: readonly string[]) =>
  leftOf(m).every((one) => merged.includes(one.facts.account_id))

const LISTENERS: Record<string, Listener> = {
  'registration.in_review': onDecided,
  'registration.approved': onEnded,
  'registration.queued': onEnded,
  'registration.rejected': onEnded,
  'registration.withdrawn': onWithdrawn,
  'registration.account_picked': onPicked,
  'opportunity.edited': onOpportunity,
  'account.merged': onMerged,
}

export const matchListeners = Object.entries(LISTENERS).map(([type, listen]) => ({ type, listen }))
