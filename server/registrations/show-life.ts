import { localDate, plusLocalDays, startOfLocalDate, type Calendar } from '#kit/calendar.ts'
import { toWireId } from '#kit/ids.ts'
import { epochMs, instant } from '#kit/instant.ts'
import type { Reader, Reason } from '#kit/ruling.ts'
import type { ProgramInForce } from '#server/command/index.ts'
import { findOpportunity } from '#server/opportunities/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { z } from 'zod'
import type * as contract from './contract-life.ts'
import type { RegistrationAnswer } from './contract-shape.ts'
import * as life from './life-store.ts'
import { HOLDING, type Registration } from './registration.ts'
import { showReasons } from './reasons.ts'
import * as store from './store.ts'
import type { RegistrationTerms } from './terms.ts'

/** What a registration has gathered beside its own row. */
export type Life = {
  question: life.Message | undefined
  extensions: (life.Extension & { because: Reason[] })[]
  holds: life.PriceHold[]
  opportunity: RegistrationAnswer['opportunity']
}

/** A registration that has just been submitted has gathered nothing, but for the prices it holds. */
export const newLife = (holds: life.PriceHold[]): Life => ({
  question: undefined,
  extensions: [],
  holds,
  opportunity: null,
})

export async function lifeOf(tx: Tx, org_id: string, r: Registration, reader: Reader): Promise<Life> {
  const [messages, extensions, holds, opportunity] = await Promise.all([
    r.status === 'info_requested'
      ? life.listMessages(tx, org_id, { registration_id: r.id, before: undefined, limit: 1 })
      : [],
    life.listExtensions(tx, org_id, r.id),
    life.listPriceHolds(tx, org_id, r.id),
    r.opportunity_id && reader === 'org' ? findOpportunity(tx, org_id, r.opportunity_id) : undefined,
  ])
  const rulings = await Promise.all(extensions.map(({ ruling_id }) => store.findBecause(tx, org_id, ruling_id)))
  return {
    question: messages[0],
    extensions: extensions.map((one, place) => ({
      ...one,
      because: JSON.parse(rulings[place]?.because ?? '[]') as Reason[], // written by the funnel from Reason[]
    })),
    holds,
    opportunity: opportunity
      ? { id: toWireId('opportunity', opportunity.id), name: opportunity.name, stage: opportunity.stage }
      : null,
  }
}

/** How often it can still be extended by the program in force. */
export function extensionsLeft({ extensions }: Life, terms: RegistrationTerms): number {
  return Math.max(0, terms.protection.extensions - extensions.filter(({ status }) => status === 'granted').length)
}

type Shown = Pick<
  RegistrationAnswer,
  | 'question'
  | 'extension'
  | 'follow_up_terms'
  | 'price_holds'
  | 'opportunity'
  | 'converted_at'
  | 'end_reason'
  | 'manager'
>

/** The parts of an answer that tell of its life. */
export function showLife(r: store.Shown, it: Life, program: ProgramInForce, reader: Reader): Shown {
  const terms = program.document['registration'] as RegistrationTerms // parsed when published
  const { zone } = program.document['calendar'] as Calendar // likewise
  const holding = HOLDING.includes(r.status) && r.ends_at !== null
  const lastDay = localDate(instant(epochMs(r.ends_at ?? r.submitted_at) - 1), zone)
  const { follow_up, protection } = terms
  return {
    question: it.question
      ? {
          id: toWireId('message', it.question.id),
          text: it.question.body,
          fields: it.question.fields,
          asked_at: it.question.said_at,
        }
      : null,
    extension:
      holding || it.extensions.length > 0
        ? {
            left: r.status === 'approved' ? extensionsLeft(it, terms) : 0,
            days: protection.extension_days,
            from:
              r.status === 'approved'
                ? startOfLocalDate(plusLocalDays(lastDay, -protection.extension.ask_days_before), zone)
                : null,
            asked: it.extensions.map((one) => ({
              id: toWireId('extension', one.id),
              status: one.status,
              reason: one.reason,
              asked_at: one.asked_at,
              answer_due_at: one.answer_due_at,
              answered_at: one.answered_at,
              answer_reason: one.answer_reason,
              because: showReasons(one.because, reader),
              before_ends_at: one.before_ends_at,
              ends_at: one.ends_at,
              ruling_id: toWireId('ruling', one.ruling_id),
            })),
          }
        : null,
    follow_up_terms:
      holding && follow_up.within_days !== null
        ? { within_days: follow_up.within_days, counts: follow_up.counts }
        : null,
    price_holds: it.holds.map((hold) => ({
      product: hold.product_name,
      list_price: { amount_minor: hold.list_price_minor, currency: hold.currency },
      priced_at: hold.priced_at,
      held_until: r.ends_at,
    })),
    opportunity: reader === 'org' ? it.opportunity : null,
    converted_at: r.converted_at,
    end_reason: r.end_reason,
    manager:
      r.manager_id && r.manager_name
        ? { id: toWireId('membership', r.manager_id), name: r.manager_name, email: r.manager_email ?? '' }
        : null,
  }
}

type ActivityAnswer = z.output<typeof contract.logActivity.answer>
type MessageAnswer = z.output<typeof contract.listMessages.answer>['rows'][number]

/** Who said or logged it; the partner knows people of the org by the org alone. */
function sayer(names: ReadonlyMap<string, string>, by: string, side: 'org' | 'partner', reader: Reader): string {
  return side === 'org' && reader === 'partner' ? '' : (names.get(by) ?? '')
}

export async function showActivities(
  tx: Tx,
  rows: readonly life.Activity[],
  reader: Reader,
): Promise<ActivityAnswer[]> {
  const names = await actorNames(
    tx,
    rows.map((row) => row.logged_by),
  )
  return rows.map((row) => ({
    id: toWireId('activity', row.id),
    kind: row.kind,
    happened_on: row.happened_on,
    note: row.note,
    counts: row.counts,
    logged_at: row.logged_at,
    logged_by: sayer(names, row.logged_by, row.side, reader),
    by_org: row.side === 'org',
  }))
}

export async function showMessages(tx: Tx, rows: readonly life.Message[], reader: Reader): Promise<MessageAnswer[]> {
  const names = await actorNames(
    tx,
    rows.map((row) => row.said_by),
  )
  return rows.map((row) => ({
    id: toWireId('message', row.id),
    kind: row.kind,
    body: row.body,
    fields: row.fields,
    said_at: row.said_at,
    said_by: sayer(names, row.said_by, row.side, reader),
    by_org: row.side === 'org',
  }))
}
