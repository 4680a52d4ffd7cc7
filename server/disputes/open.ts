import { toWireId, uuidOf, type Noun } from '#kit/ids.ts'
import { mayReadOf } from '#kit/readable.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, lockAccounts, type Actor, type Context } from '#server/command/index.ts'
import { attachFile } from '#server/files/index.ts'
import { placeHold } from '#server/holds/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { nounOf } from '#server/rulings/ruling.ts'
import * as contract from './contract.ts'
import { acknowledgeDueAt, decisionDueAt } from './due.ts'
import { DISPUTE_REFUSALS as R, TIMERS, type Dispute, type Party } from './dispute.ts'
import { watch } from './hand.ts'
import { answerDispute } from './show.ts'
import { levelFrom, listCandidates } from './stake.ts'
import * as store from './store.ts'
import { disputesSection } from './terms.ts'
import * as writes from './writes-store.ts'

/** What somebody disagrees with, as far as they may see it. */
export type Subject = {
  noun: 'ruling' | 'conflict'
  id: string
  about_noun: Noun
  about_id: string
  ruling_kind: string | null
  about: store.AboutFound
}

/** Finds it at the caller's scope; what the caller does not see does not exist, and what is a decision about a dispute has its appeal. */
export async function findSubject(
  { tx, org_id, actor }: { tx: Tx; org_id: string; actor: Actor },
  q: { ruling_id?: string | undefined; conflict_id?: string | undefined },
): Promise<Subject> {
  if (Boolean(q.ruling_id) === Boolean(q.conflict_id))
    throw new Refused(
      COMMON.invalid,
      {},
      { fields: [{ path: 'ruling_id', message: 'expected a ruling or a conflict, and one of them' }] },
    )
  if (q.conflict_id) {
    const id = uuidOf('conflict', q.conflict_id)
    const about = await store.findAbout(tx, org_id, 'conflict', id)
    if (!about) throw new Refused(COMMON.not_found, { noun: 'conflict' })
    return { noun: 'conflict', id, about_noun: 'conflict', about_id: id, ruling_kind: null, about }
  }
  const ruling = await store.findRuling(tx, org_id, uuidOf('ruling', q.ruling_id ?? ''))
  const noun = ruling && nounOf(ruling.kind)
  if (!ruling || (noun && !mayReadOf(actor.permissions, noun))) throw new Refused(COMMON.not_found, { noun: 'ruling' })
  if (noun === 'dispute')
    throw new Refused(R.not_disputable, { why: 'it settles a disagreement itself, and is appealed there' })
  const about = noun && (await store.findAbout(tx, org_id, noun, ruling.subject_id))
  if (!noun || !about) throw new Refused(R.not_disputable, { why: 'nothing of yours hangs on it' })
  return {
    noun: 'ruling',
    id: ruling.id,
    about_noun: noun,
    about_id: ruling.subject_id,
    ruling_kind: ruling.kind,
    about,
  }
}

/** Files that came with words, under one side's id. */
export async function attachEvidence(
  ctx: Context,
  party: Party,
  file_ids: readonly string[] | undefined,
): Promise<void> {
  for (const file_id of file_ids ?? [])
    await attachFile(ctx, {
      file_id,
      subject: { noun: 'dispute', id: party.id },
      partner_id: party.partner_id,
      kind: 'evidence',
      visibility: 'both',
    })
}

/** Holds what the program says: nobody new on the account, and nothing paid out for the deals that are in question. */
export async function holdFor(ctx: Context, d: Dispute, about_partner: string | null): Promise<void> {
  const { holds } = await ctx.terms(disputesSection)
  const kinds = holds[d.side]
  const by = { noun: 'dispute' as const, id: d.id }
  const { account_id } = d
  if (kinds.includes('account') && account_id)
    await placeHold(ctx, { kind: 'account', noun: 'account', id: account_id, account_id, by })
  if (!kinds.includes('money')) return
  // Whose money it is reads that it is kept back; that another partner's stands still too is for the org to know.
  if (d.registration_id) {
    const it = { noun: 'registration' as const, id: d.registration_id }
    await placeHold(ctx, { kind: 'money', ...it, account_id, partner_id: about_partner, by })
  }
  if (d.opportunity_id)
    await placeHold(ctx, { kind: 'money', noun: 'opportunity', id: d.opportunity_id, account_id, by })
  for (const rival of account_id ? await store.listConcerned(ctx.tx, ctx.org_id, account_id, about_partner) : [])
    if (rival.status === 'approved' || rival.status === 'converted')
      await placeHold(ctx, { kind: 'money', noun: 'registration', id: rival.registration_id, account_id, by })
}

function openedBy(actor: Actor) {
  return { opened_by: actorRef(actor), opened_by_person: actor.kind === 'person' ? actor.id : null }
}

/** Somebody disagrees: it is kept with its evidence, the clock starts, and what the program says is held. */
export const openDispute = command(contract.openDispute, {
  load: (ctx, { body }) => findSubject(ctx, body),
  async gather(ctx, { body }, subject) {
    const { account_id } = subject.about
    if (account_id) await lockAccounts(ctx, [account_id])
    const [terms, calendar, live] = await Promise.all([
      ctx.terms(disputesSection),
      ctx.terms(calendarSection),
      store.findLive(ctx.tx, ctx.org_id, subject.id, ctx.actor.partner_id),
    ])
    if (live) throw new Refused(R.already_open, { dispute: toWireId('dispute', live) })
    const ground = terms.grounds.find((one) => one.key === body.ground)
    if (!ground) {
      const grounds = terms.grounds.map(({ key }) => key).join(', ')
      throw new Refused(
        R.unknown_ground,
        { grounds },
        { fields: [{ path: 'ground', message: `expected one of ${grounds}` }] },
      )
    }
    const draft: Dispute = {
      id: ctx.newId(),
      side: ctx.actor.side,
      partner_id: ctx.actor.partner_id,
      subject_noun: subject.noun,
      subject_id: subject.id,
      about_noun: subject.about_noun,
      about_id: subject.about_id,
      ruling_kind: subject.ruling_kind,
      account_id,
      registration_id: subject.about.registration_id,
      opportunity_id: subject.about.opportunity_id,
      title: subject.about.title,
      ground: ground.key,
      ground_name: ground.name,
      statement: body.statement,
      status: 'opened',
      level: 1,
      path: terms.levels,
      opened_at: ctx.now,
      ...openedBy(ctx.actor),
      acknowledge_due_at: acknowledgeDueAt(ctx.now, terms, calendar),
      acknowledged_at: null,
      due_at: decisionDueAt(ctx.now, terms, calendar),
      paused_at: null,
      overdue_at: null,
      handler_id: null,
      outcome: null,
      reason: null,
      proposed_by: null,
      proposed_at: null,
      decided_by: null,
      decided_at: null,
      decided_before: null,
      decided_level: null,
      appeal_until: null,
      appealed_at: null,
      ended_at: null,
      ruling_id: null,
      revision: 1,
    }
    const level = levelFrom(1, draft.path, await listCandidates(ctx, draft))
    return { d: { ...draft, level }, terms, calendar }
  },
  async write(ctx, { input: { body }, subject, facts: { d, terms, calendar } }) {
    // The index holds one live dispute per side and subject, also against whoever opens it at this moment.
    if (!(await writes.insertDispute(ctx.tx, ctx.org_id, d)))
      throw new Refused(R.already_open, {
        dispute: toWireId('dispute', (await store.findLive(ctx.tx, ctx.org_id, d.subject_id, d.partner_id)) ?? d.id),
      })
    const party: Party = {
      id: d.id,
      dispute_id: d.id,
      partner_id: d.partner_id,
      is_opener: true,
      about_noun: d.about_noun,
      about_id: d.about_id,
      title: d.title,
      asked_at: null,
      answer_due_at: null,
      ended_at: null,
    }
    writes.insertParty(ctx.tx, ctx.org_id, party)
    await attachEvidence(ctx, party, body.file_ids)
    const change = {
      subject_noun: d.subject_noun,
      ground: d.ground,
      level: d.level,
      due_at: d.due_at,
      statement: 'changed',
    }
    ctx.record('dispute.opened', { noun: 'dispute', id: d.id, partner_id: d.partner_id }, change)
    await ctx.emit('dispute.opened', { noun: 'dispute', id: d.id }, d.partner_id, { status: d.status, level: d.level })
    await holdFor(ctx, d, subject.about.partner_id)
    ctx.setTimer({ kind: TIMERS.acknowledge, subject_id: d.id, account_id: d.account_id, due_at: d.acknowledge_due_at })
    watch(ctx, { d, terms, calendar })
    return answerDispute(ctx, party)
  },
})
