import { toWireId, uuidOf, type Noun } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import { liftCase } from '#server/conduct/index.ts'
import { resolveConflict } from '#server/conflicts/index.ts'
import { placeHold, releaseHolds } from '#server/holds/index.ts'
import { reinstateRegistration, revokeRegistration } from '#server/registrations/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { EffectInput } from './contract.ts'
import {
  CONFLICT_CHOICES,
  DISPUTE_REFUSALS as R,
  EFFECT_KINDS,
  type ConflictChoice,
  type Dispute,
  type Effect,
  type EffectKind,
} from './dispute.ts'
import * as store from './store.ts'
import { effectInWords } from './words.ts'
import * as writes from './writes-store.ts'

/** What a decision can change, and how that is carried out: always through the verbs of the shop whose thing it is. */

const NOUN_OF: Record<EffectKind, Noun> = {
  revoke: 'registration',
  reinstate: 'registration',
  resolve_conflict: 'conflict',
  lift_case: 'conduct_case',
}

/** An effect that fits a dispute as things stand: `partner` is whose thing it changes. */
export type Choice = {
  kind: EffectKind
  subject_id: string
  choice: ConflictChoice | null
  partner: { id: string; name: string }
}

const HOLDS_AN_ACCOUNT = ['approved', 'converted']
const GIVES_BACK = ['in_review', 'info_requested', 'queued', 'rejected', 'expired', 'lost', 'revoked', 'withdrawn']

/** Everything that a decision could change now, with what is disputed, at scope org. */
export async function listChoices({ tx, org_id }: { tx: Tx; org_id: string }, d: Dispute): Promise<Choice[]> {
  const found: Choice[] = []
  const own = d.registration_id ? await store.findClaim(tx, org_id, d.registration_id) : undefined
  const add = (kind: EffectKind, claim: { id: string; partner_id: string; partner_name: string }) =>
    found.push({
      kind,
      subject_id: claim.id,
      choice: null,
      partner: { id: claim.partner_id, name: claim.partner_name },
    })
  if (own && HOLDS_AN_ACCOUNT.includes(own.status)) add('revoke', own)
  if (own && GIVES_BACK.includes(own.status)) add('reinstate', own)
  for (const it of d.account_id
    ? await store.listConcerned(tx, org_id, d.account_id, own?.partner_id ?? d.partner_id)
    : [])
    if (HOLDS_AN_ACCOUNT.includes(it.status)) add('revoke', { ...it, id: it.registration_id })
  if (d.about_noun === 'conflict') {
    const conflict = await store.findOpenMatter(tx, org_id, 'conflict', d.about_id)
    if (conflict?.status === 'open')
      for (const choice of CONFLICT_CHOICES)
        found.push({
          kind: 'resolve_conflict',
          subject_id: d.about_id,
          choice,
          partner: { id: conflict.partner_id, name: conflict.partner_name },
        })
  }
  if (d.about_noun === 'conduct_case') {
    const it = await store.findOpenMatter(tx, org_id, 'conduct_case', d.about_id)
    if (it && CAN_BE_LIFTED.includes(it.status))
      found.push({
        kind: 'lift_case',
        subject_id: d.about_id,
        choice: null,
        partner: { id: it.partner_id, name: it.partner_name },
      })
  }
  return found
}

/** States of a conduct case in which something is held against the partner. */
const CAN_BE_LIFTED = ['noted', 'warned', 'suspended']

/** Is the thing somebody else's than the opener's, so that something must be said to them? */
export function tells(d: Pick<Dispute, 'partner_id'>, choice: Choice): string | null {
  return choice.partner.id === d.partner_id ? null : choice.partner.name
}

/** The effects that were asked for, checked against those that fit, in the order in which they are carried out. */
export function effectsOf(
  ctx: Context,
  d: Dispute,
  asked: readonly EffectInput[],
  choices: readonly Choice[],
): Effect[] {
  const effects = asked.map((one): Effect => {
    const subject_id = uuidOf(NOUN_OF[one.kind], one.subject_id)
    const fits = choices.find(
      (it) => it.kind === one.kind && it.subject_id === subject_id && it.choice === (one.choice ?? null),
    )
    if (!fits) throw new Refused(R.effect_unfit, { effect: `${one.kind} ${one.subject_id}` })
    if (tells(d, fits) && !one.told)
      throw new Refused(
        R.told_needed,
        {},
        { fields: [{ path: 'effects', message: `expected what ${fits.partner.name} reads`, code: 'told' }] },
      )
    return {
      id: ctx.newId(),
      kind: one.kind,
      subject_id,
      choice: fits.choice,
      partner_id: fits.partner.id === d.partner_id ? d.partner_id : null,
      told: tells(d, fits) ? (one.told ?? null) : null,
      done_at: null,
      made_id: null,
    }
  })
  return effects.sort((a, b) => EFFECT_KINDS.indexOf(a.kind) - EFFECT_KINDS.indexOf(b.kind))
}

/**
 * Carries out the effects and ends the holds, all in this transaction. While accounts are freed the hold stands, so that
 * no queue moves; what is given back is given after the hold is off and before the queue hears of it.
 */
export async function carryOut(ctx: Context, d: Dispute, effects: readonly Effect[], reason: string): Promise<void> {
  const by = { noun: 'dispute' as const, id: d.id }
  const { account_id } = d
  const gives = effects.filter(({ kind }) => kind === 'reinstate')
  // Where the program holds no accounts, one that changes hands is held while it does.
  if (gives.length > 0 && account_id)
    await placeHold(ctx, { kind: 'account', noun: 'account', id: account_id, account_id, by })
  for (const effect of effects) if (effect.kind !== 'reinstate') await carryOutOne(ctx, effect, reason)
  await releaseHolds(ctx, by, async () => {
    for (const effect of gives) await carryOutOne(ctx, effect, reason)
  })
}

async function carryOutOne(ctx: Context, effect: Effect, reason: string): Promise<void> {
  try {
    const made = await VERBS[effect.kind](ctx, effect, effect.told ?? reason)
    writes.markDone(ctx.tx, ctx.org_id, effect.id, ctx.now, made)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const name = await nameOf(ctx, effect)
    throw new Refused(R.effect, { effect: effectInWords(effect, name), why: error.says })
  }
}

async function nameOf(ctx: Context, { kind, subject_id }: Effect): Promise<string> {
  if (kind === 'revoke' || kind === 'reinstate')
    return (await store.findClaim(ctx.tx, ctx.org_id, subject_id))?.partner_name ?? ''
  const noun = kind === 'lift_case' ? 'conduct_case' : 'conflict'
  return (await store.findOpenMatter(ctx.tx, ctx.org_id, noun, subject_id))?.partner_name ?? ''
}

/** How each effect is done; answers the registration that it made, if one. */
const VERBS: Record<EffectKind, (ctx: Context, effect: Effect, reason: string) => Promise<string | null>> = {
  async revoke(ctx, { subject_id }, reason) {
    const params = { id: toWireId('registration', subject_id) }
    await revokeRegistration.within(ctx, { params, query: undefined, body: { reason } })
    return null
  },
  reinstate: (ctx, { subject_id }, reason) => reinstateRegistration(ctx, subject_id, reason),
  async resolve_conflict(ctx, { subject_id, choice }, reason) {
    const params = { id: toWireId('conflict', subject_id) }
    const body = { resolution: choice ?? 'shared', reason, opportunity: 'close' as const, role: 'influences' as const }
    await resolveConflict.within(ctx, { params, query: undefined, body })
    return null
  },
  async lift_case(ctx, { subject_id }, reason) {
    const params = { id: toWireId('conduct_case', subject_id) }
    await liftCase.within(ctx, { params, query: undefined, body: { reason } })
    return null
  },
}
