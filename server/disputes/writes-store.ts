import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Dispute, Effect, Message, Party } from './dispute.ts'

/** What is written of disputes. Whoever calls these holds the dispute's row, or has just made it. */

/** Nothing where the same side disputes the same already, at this very moment too. */
export async function insertDispute(tx: Tx, org_id: string, d: Dispute): Promise<boolean> {
  const row =
    await tx.one(sql`insert into dispute (org_id, id, side, partner_id, subject_noun, subject_id, about_noun, about_id, ruling_kind, account_id,
      registration_id, opportunity_id, title, ground, ground_name, statement, status, level, path, opened_at, opened_by, opened_by_person,
      acknowledge_due_at, due_at)
    values (${org_id}, ${d.id}, ${d.side}, ${d.partner_id}, ${d.subject_noun}, ${d.subject_id}, ${d.about_noun}, ${d.about_id}, ${d.ruling_kind},
      ${d.account_id}, ${d.registration_id}, ${d.opportunity_id}, ${d.title}, ${d.ground}, ${d.ground_name}, ${d.statement}, ${d.status}, ${d.level},
      ${JSON.stringify(d.path)}, ${d.opened_at}, ${d.opened_by}, ${d.opened_by_person}, ${d.acknowledge_due_at}, ${d.due_at})
    on conflict do nothing returning id`)
  return row !== undefined
}

export function updateDispute(tx: Tx, org_id: string, d: Dispute): void {
  tx.send(sql`update dispute set status = ${d.status}, level = ${d.level}, acknowledged_at = ${d.acknowledged_at}, due_at = ${d.due_at},
      paused_at = ${d.paused_at}, overdue_at = ${d.overdue_at}, handler_id = ${d.handler_id}, outcome = ${d.outcome}, reason = ${d.reason},
      proposed_by = ${d.proposed_by}, proposed_at = ${d.proposed_at}, decided_by = ${d.decided_by}, decided_at = ${d.decided_at},
      decided_before = ${d.decided_before}, decided_level = ${d.decided_level}, appeal_until = ${d.appeal_until},
      appealed_at = ${d.appealed_at}, ended_at = ${d.ended_at}, ruling_id = ${d.ruling_id}, revision = revision + 1
    where org_id = ${org_id} and id = ${d.id}`)
}

export function insertParty(tx: Tx, org_id: string, y: Party): void {
  tx.send(sql`insert into dispute_party (org_id, id, dispute_id, partner_id, is_opener, about_noun, about_id, title, asked_at, answer_due_at)
    values (${org_id}, ${y.id}, ${y.dispute_id}, ${y.partner_id}, ${y.is_opener}, ${y.about_noun}, ${y.about_id}, ${y.title}, ${y.asked_at},
      ${y.answer_due_at})`)
}

export function updateParty(tx: Tx, org_id: string, y: Party): void {
  tx.send(sql`update dispute_party set asked_at = ${y.asked_at}, answer_due_at = ${y.answer_due_at}, ended_at = ${y.ended_at}
    where org_id = ${org_id} and id = ${y.id}`)
}

/** The dispute is over for everybody, or, after an appeal, is not any more. */
export function endParties(tx: Tx, org_id: string, dispute_id: string, ended_at: Instant | null): void {
  tx.send(
    sql`update dispute_party set ended_at = ${ended_at}, answer_due_at = null where org_id = ${org_id} and dispute_id = ${dispute_id}`,
  )
}

export function insertMessage(tx: Tx, org_id: string, m: Message): void {
  tx.send(sql`insert into dispute_message (org_id, id, dispute_id, party_id, partner_id, kind, side, text, written_at, written_by)
    values (${org_id}, ${m.id}, ${m.dispute_id}, ${m.party_id}, ${m.partner_id}, ${m.kind}, ${m.side}, ${m.text}, ${m.written_at}, ${m.written_by})`)
}

/** What a proposal or a decision would change; what was proposed before is forgotten. */
export function keepEffects(tx: Tx, org_id: string, dispute_id: string, effects: readonly Effect[]): void {
  tx.send(sql`delete from dispute_effect where org_id = ${org_id} and dispute_id = ${dispute_id} and done_at is null`)
  for (const e of effects)
    tx.send(sql`insert into dispute_effect (org_id, id, dispute_id, partner_id, place, kind, subject_id, choice, told)
      values (${org_id}, ${e.id}, ${dispute_id}, ${e.partner_id},
        (select coalesce(max(x.place) + 1, 0) from dispute_effect x where x.org_id = ${org_id} and x.dispute_id = ${dispute_id}),
        ${e.kind}, ${e.subject_id}, ${e.choice}, ${e.told})`)
}

export function markDone(tx: Tx, org_id: string, id: string, done_at: Instant, made_id: string | null): void {
  tx.send(
    sql`update dispute_effect set done_at = ${done_at}, made_id = ${made_id} where org_id = ${org_id} and id = ${id}`,
  )
}
