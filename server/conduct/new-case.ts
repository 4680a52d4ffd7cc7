import { localDate } from '#kit/calendar.ts'
import type { Context } from '#server/command/index.ts'
import type { ConductCase } from './conduct.ts'

/** What nobody has done yet about a new case. */
export const UNTOUCHED = {
  partner_id: null,
  notified_at: null,
  notified_by: null,
  notice: null,
  reply_due_at: null,
  silent_at: null,
  answered_at: null,
  answered_by: null,
  answer: null,
  proposed_at: null,
  proposed_by: null,
  decided_at: null,
  decided_by: null,
  confirmed_by: null,
  reason: null,
  rank: null,
  counts_until: null,
  suspended_until: null,
  closed_on: null,
  ended_at: null,
  ended_by: null,
  end_reason: null,
} as const

/** What a case is about, and since when it stands. */
export function newCase(
  ctx: Context,
  about: Pick<ConductCase, 'about_id' | 'kind' | 'account_id'>,
  zone: string,
): Pick<ConductCase, 'id' | 'about_id' | 'kind' | 'account_id' | 'status' | 'opened_at' | 'opened_on' | 'revision'> {
  const { about_id, kind, account_id } = about
  return {
    id: ctx.newId(),
    about_id,
    kind,
    account_id,
    status: 'found',
    opened_at: ctx.now,
    opened_on: localDate(ctx.now, zone),
    revision: 1,
  }
}
