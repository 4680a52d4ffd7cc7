import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Ask, Request, Step } from './request.ts'

/** What is written of requests. Whoever calls these holds the request's row, or has just made it. */

export function insertRequest(tx: Tx, org_id: string, r: Request): void {
  tx.send(sql`insert into request (org_id, id, partner_id, registration_id, account_id, kind, track, status, discount_bps, margin_bps,
      amount_minor, currency, environment_days, needed_on, clause, reason, stage, stages, shows_names, submitted_at, submitted_by,
      submitted_by_person, on_behalf, answer_due_at, decided_at, decided_by, way_to_yes, valid_until, ruling_id)
    values (${org_id}, ${r.id}, ${r.partner_id}, ${r.registration_id}, ${r.account_id}, ${r.kind}, ${r.track}, ${r.status}, ${r.discount_bps},
      ${r.margin_bps}, ${r.amount_minor}, ${r.currency}, ${r.environment_days}, ${r.needed_on}, ${r.clause}, ${r.reason}, ${r.stage},
      ${r.stages}, ${r.shows_names}, ${r.submitted_at}, ${r.submitted_by}, ${r.submitted_by_person}, ${r.on_behalf}, ${r.answer_due_at},
      ${r.decided_at}, ${r.decided_by}, ${r.way_to_yes}, ${r.valid_until}, ${r.ruling_id})`)
}

export function updateRequest(tx: Tx, org_id: string, r: Request): void {
  tx.send(sql`update request set status = ${r.status}, stage = ${r.stage}, answer_due_at = ${r.answer_due_at}, paused_at = ${r.paused_at},
      decided_at = ${r.decided_at}, decided_by = ${r.decided_by}, decision_reason = ${r.decision_reason}, way_to_yes = ${r.way_to_yes},
      valid_until = ${r.valid_until}, revision = revision + 1
    where org_id = ${org_id} and id = ${r.id}`)
}

export function insertStep(tx: Tx, org_id: string, s: Step): void {
  tx.send(sql`insert into request_step (org_id, id, request_id, partner_id, stage, place, key, name, approvers, needs, hours, status, due_at)
    values (${org_id}, ${s.id}, ${s.request_id}, ${s.partner_id}, ${s.stage}, ${s.place}, ${s.key}, ${s.name}, ${JSON.stringify(s.approvers)},
      ${JSON.stringify(s.needs)}, ${s.hours}, ${s.status}, ${s.due_at})`)
}

export function updateStep(tx: Tx, org_id: string, s: Step): void {
  tx.send(sql`update request_step set status = ${s.status}, short = ${s.short}, escalated_at = ${s.escalated_at}, opened_at = ${s.opened_at},
      due_at = ${s.due_at}, closed_at = ${s.closed_at}
    where org_id = ${org_id} and id = ${s.id}`)
}

/** Writes somebody who is asked; somebody who was let go before is asked again. */
export function putAsk(tx: Tx, org_id: string, a: Ask): void {
  tx.send(sql`insert into request_ask (org_id, id, request_id, step_id, partner_id, member_id, asked_id, why, state, asked_at, due_at, answer,
      answered_by, answered_at, note)
    values (${org_id}, ${a.id}, ${a.request_id}, ${a.step_id}, ${a.partner_id}, ${a.member_id}, ${a.asked_id}, ${a.why}, ${a.state},
      ${a.asked_at}, ${a.due_at}, ${a.answer}, ${a.answered_by}, ${a.answered_at}, ${a.note})
    on conflict (org_id, step_id, member_id) do update set asked_id = excluded.asked_id, why = excluded.why, state = excluded.state,
      asked_at = excluded.asked_at, due_at = excluded.due_at, answer = excluded.answer, answered_by = excluded.answered_by,
      answered_at = excluded.answered_at, note = excluded.note`)
}

export function insertQuestion(
  tx: Tx,
  org_id: string,
  q: { id: string; request_id: string; partner_id: string; question: string; asked_by: string; asked_at: Instant },
): void {
  tx.send(sql`insert into request_question (org_id, id, request_id, partner_id, question, asked_by, asked_at)
    values (${org_id}, ${q.id}, ${q.request_id}, ${q.partner_id}, ${q.question}, ${q.asked_by}, ${q.asked_at})`)
}

export function answerQuestion(
  tx: Tx,
  org_id: string,
  request_id: string,
  a: { answer: string; answered_by: string; answered_at: Instant },
): void {
  tx.send(sql`update request_question set answer = ${a.answer}, answered_by = ${a.answered_by}, answered_at = ${a.answered_at}
    where org_id = ${org_id} and request_id = ${request_id} and answer is null`)
}
