import { localDate } from '#kit/calendar.ts'
import type { Instant } from '#kit/instant.ts'
import { toWireId } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Reason } from '#kit/ruling.ts'
import { dayInWords } from '#kit/words.ts'
import type { Actor, Context } from '#server/command/index.ts'
import { contactTerms, offerOf, showReasons } from '#server/consents/index.ts'
import { lastDay, slipOf, type ContactTerms } from '#server/consents/decide.ts'
import type { ContactFacts } from '#server/consents/facts.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { ConflictAnswer, ConflictRowAnswer } from './contract.ts'
import { adviceOn } from './decide.ts'
import { stakeOf } from './stake.ts'
import * as store from './store.ts'
import { ADVICE, conflictInWords, endInWords, nextInWords } from './words.ts'

export type Showing = { tx: Tx; org_id: string; actor: Actor; now: Instant; terms: ContactTerms }

/** One row of a list. A partner reads the company as it called it, and nothing of the opportunity. */
export function showRow(c: store.Shown, { actor, now }: Pick<Showing, 'actor' | 'now'>): ConflictRowAnswer {
  const org = actor.side === 'org'
  return {
    id: toWireId('conflict', c.id),
    status: c.status,
    waits_for: c.status === 'open' ? c.waits_for : null,
    account: org
      ? { id: toWireId('account', c.account_id), name: c.account_name ?? c.registered_as }
      : { id: toWireId('registration', c.registration_id), name: c.registered_as },
    registration_id: toWireId('registration', c.registration_id),
    partner: { id: toWireId('partner', c.partner_id), name: c.partner_name },
    opportunity:
      org && c.stage
        ? {
            id: toWireId('opportunity', c.opportunity_id),
            name: c.opportunity_name ?? '',
            stage: c.stage,
            amount:
              c.amount_minor !== null && c.currency !== null
                ? { amount_minor: c.amount_minor, currency: c.currency }
                : null,
            owner: c.owner_name,
          }
        : null,
    manager: org && c.manager_id ? { id: toWireId('membership', c.manager_id), name: c.manager_name ?? '' } : null,
    // How direct sales came there is its own affair.
    came_by: org ? c.came_by : 'created',
    raised_at: c.raised_at,
    answer_due_at: c.answer_due_at,
    is_overdue: c.status === 'open' && c.answer_due_at <= now,
    partner_answered_at: c.partner_answered_at,
    direct_answered_at: c.direct_answered_at,
    resolved_at: c.resolved_at,
    moot_why: org ? c.moot_why : null,
    revision: c.revision,
  }
}

/** One conflict: the org reads both sides' facts, a partner its own side. */
export async function showConflict(
  c: store.Shown,
  at: Showing,
  effects: ConflictAnswer['effects'] = [],
): Promise<ConflictAnswer> {
  const { tx, org_id, actor, now, terms } = at
  const org = actor.side === 'org'
  const [ruled, answers, stake] = await Promise.all([
    store.findRuled(tx, org_id, c.ruling_id),
    store.listAnswers(tx, org_id, c.id),
    org ? stakeOf(tx, org_id, c, actor) : null,
  ])
  // Facts and reasons as `raise` kept them.
  const facts = ruled ? (JSON.parse(ruled.facts) as ContactFacts) : null
  const because = ruled ? (JSON.parse(ruled.because) as Reason[]) : []
  const refs = [...answers.map((one) => one.said_by), ...(c.resolved_by ? [c.resolved_by] : [])]
  const names = await actorNames(tx, refs)
  const row = showRow(c, at)
  const named = { account: row.account.name, partner: c.partner_name, opportunity: c.opportunity_name }
  const due_on = dayInWords(lastDay(c.answer_due_at, terms))
  const text = conflictInWords(named, actor.side)
  const last = (side: 'partner' | 'direct') => answers.findLast((one) => one.side === side)?.position
  const heard = {
    partner_objects: last('partner') ? last('partner') === 'objects' : null,
    direct_stays: last('direct') ? last('direct') === 'stays' : null,
  }
  const advice = org && c.status === 'open' && facts ? adviceOn({ contact: facts, ...heard }, terms) : null
  const offer = actor.side === 'partner' && c.status === 'open' ? offerOf(now, terms, null) : null
  return {
    ...row,
    text,
    facts: org && facts ? factsOf(c, facts, terms) : null,
    reasons: showReasons(because, actor.side),
    ruling_id: toWireId('ruling', c.ruling_id),
    resolution_ruling_id: c.resolution_ruling_id && toWireId('ruling', c.resolution_ruling_id),
    answers: answers
      .filter((one) => org || one.side === 'partner')
      .map((one) => ({
        id: one.id,
        side: one.side,
        position: one.position,
        text: one.body,
        said_by: names.get(one.said_by) ?? '',
        said_at: one.said_at,
      })),
    direct_has_answered: c.direct_answered_at !== null,
    advice: advice && { resolution: advice.resolution, text: ADVICE[advice.code] ?? '' },
    stake,
    resolved_by: org && c.resolved_by ? (names.get(c.resolved_by) ?? '') : null,
    resolution: c.resolution,
    outcome_text: endInWords(c, actor.side),
    partner_reads: org
      ? [
          conflictInWords({ ...named, account: c.registered_as, opportunity: null }, 'partner'),
          endInWords(c, 'partner'),
        ]
          .filter(Boolean)
          .join(' ')
      : null,
    consent_id: c.consent_id && toWireId('consent', c.consent_id),
    consent_offer: offer && { until: offer.until, at_most: offer.at_most },
    next_step: nextInWords(c, due_on, actor.side),
    effects,
    abilities: abilitiesOn(c, actor, stake),
  }
}

function factsOf(c: store.Shown, facts: ContactFacts, terms: ContactTerms): ConflictAnswer['facts'] {
  const { protection, opportunity } = facts
  if (!protection || !opportunity) return null
  const registered_on = localDate(protection.submitted_at, terms.calendar.zone)
  return {
    protected_since: protection.starts_at,
    protected_until: protection.ends_at,
    registered_at: protection.submitted_at,
    last_follow_up_on: protection.last_follow_up_on,
    slips_at: slipOf(protection, terms),
    held: { id: toWireId('account', c.held_account_id), name: c.held_name ?? '' },
    opportunity_opened_on: opportunity.opened_on,
    opportunity_came_at: opportunity.came_at,
    was_there_before: opportunity.opened_on !== null && opportunity.opened_on < registered_on,
  }
}

function abilitiesOn(c: store.Shown, actor: Actor, stake: string | null): string[] {
  if (c.status !== 'open') return []
  const may = (permission: string) => actor.permissions.has(permission)
  const all: [verb: string, can: boolean][] = [
    ['answer', may('conflict:answer')],
    ['consent', actor.side === 'partner' && may('consent:grant')],
    ['resolve', actor.side === 'org' && actor.kind !== 'key' && may('conflict:resolve') && stake === null],
  ]
  return all.filter(([, can]) => can).map(([verb]) => verb)
}

/** A conflict as a verb answers it, after what it did. */
export async function answerWith(
  ctx: Context,
  id: string,
  effects: ConflictAnswer['effects'] = [],
): Promise<ConflictAnswer> {
  const { tx, org_id, actor, now } = ctx
  const c = await store.findConflict(tx, org_id, id)
  if (!c) throw new Refused(COMMON.not_found, { noun: 'conflict' })
  return showConflict(c, { tx, org_id, actor, now, terms: contactTerms(await ctx.program()) }, effects)
}
