import { toWireId } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Instant } from '#kit/instant.ts'
import type { Reader, Reason } from '#kit/ruling.ts'
import { actorRef, type Actor, type Context } from '#server/command/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { isMove } from './consent.ts'
import { contactTerms } from './contact.ts'
import type { ConsentAnswer } from './contract.ts'
import { lastDay, type ContactTerms } from './decide.ts'
import { offerOf } from './settle.ts'
import * as store from './store.ts'
import { CONTACT_TITLES, contactInWords } from './words.ts'

export type Showing = { tx: Tx; org_id: string; actor: Actor; now: Instant; terms: ContactTerms }

/** The ladder as its reader may see it: a partner reads what answered or was noted for it. */
export function showReasons(because: readonly Reason[], reader: Reader) {
  return because
    .filter(
      (reason) =>
        reader === 'org' ||
        (reason.reader === 'partner' && (reason.verdict === 'answered' || reason.verdict === 'noted')),
    )
    .map((reason) => ({
      check: reason.check,
      title: CONTACT_TITLES[reason.check] ?? reason.check,
      verdict: reason.verdict,
      text: contactInWords(reason, reader),
    }))
}

/** Consents as their reader may see them: a partner reads who asks, in its own words for the company. */
export async function showConsents(rows: readonly store.Shown[], at: Showing): Promise<ConsentAnswer[]> {
  const { tx, actor, now, terms } = at
  const refs = rows.flatMap((c) => [c.asked_by, c.answered_by, c.ended_by]).filter((ref) => ref !== null)
  const names = await actorNames(tx, refs)
  const nameOf = (ref: string | null) =>
    ref === null ? null : ref === 'program' ? 'Direct sales' : (names.get(ref) ?? '')
  return rows.map((c) => ({
    id: toWireId('consent', c.id),
    status: c.status,
    account:
      actor.side === 'org'
        ? { id: toWireId('account', c.account_id), name: c.account_name ?? c.registered_as }
        : { id: toWireId('registration', c.registration_id), name: c.registered_as },
    registration_id: toWireId('registration', c.registration_id),
    partner: { id: toWireId('partner', c.partner_id), name: c.partner_name },
    conflict_id: c.conflict_id && toWireId('conflict', c.conflict_id),
    purpose: c.purpose,
    reason: c.reason,
    wanted_until: c.wanted_until,
    asked_by: nameOf(c.asked_by) ?? '',
    asked_at: c.asked_at,
    answer_due_at: c.answer_due_at,
    is_overdue: c.status === 'asked' && c.answer_due_at <= now,
    answered_by: nameOf(c.answered_by),
    answered_at: c.answered_at,
    note: c.note,
    until: c.ends_at && lastDay(c.ends_at, terms),
    ends_at: c.ends_at,
    ended_by: nameOf(c.ended_by),
    ended_at: c.ended_at,
    end_reason: c.end_reason,
    is_mine: c.asked_by === actorRef(actor),
    offer: offered(c, at),
    revision: c.revision,
    abilities: abilitiesOn(c, actor),
  }))
}

function offered(c: store.Shown, { actor, now, terms }: Showing): ConsentAnswer['offer'] {
  if (c.status !== 'asked' || actor.side !== 'partner') return null
  const { until, at_most } = offerOf(now, terms, c.wanted_until)
  return { until, at_most }
}

function abilitiesOn(c: store.Shown, actor: Actor): string[] {
  const may = (permission: string) => actor.permissions.has(permission)
  const grants = actor.side === 'partner' && may('consent:grant')
  const withdraws =
    actor.side === 'org' && may('consent:ask') && (c.asked_by === actorRef(actor) || may('conflict:resolve'))
  const all: [verb: string, can: boolean][] = [
    ['grant', grants && isMove('grant', c.status)],
    ['decline', grants && isMove('decline', c.status)],
    ['revoke', grants && isMove('revoke', c.status)],
    ['withdraw', withdraws && isMove('withdraw', c.status)],
  ]
  return all.filter(([, can]) => can).map(([verb]) => verb)
}

/** A consent as a verb answers it, after what it did. */
export async function answerConsent(ctx: Context, id: string): Promise<ConsentAnswer> {
  const { tx, org_id, actor, now } = ctx
  const c = await store.findConsent(tx, org_id, id)
  const [shown] = c ? await showConsents([c], { tx, org_id, actor, now, terms: contactTerms(await ctx.program()) }) : []
  if (!shown) throw new Refused(COMMON.not_found, { noun: 'consent' })
  return shown
}
