import type { Instant } from '#kit/instant.ts'
import { newId } from '#server/platform/clock.ts'
import type { Context } from '#server/command/index.ts'
import { contactTerms, endOfWorkingDays, listHolders, shareClaims, type Holder } from '#server/consents/index.ts'
import { CONTACT_DECIDER, decideContact, type ContactTerms } from '#server/consents/decide.ts'
import type { CameBy, ContactFacts } from '#server/consents/facts.ts'
import { addWorkingDays, localDate, startOfLocalDate } from '#kit/calendar.ts'
import { plusMs } from '#kit/instant.ts'
import { CONFLICT_TIMERS as TIMERS, LETS_GO_ON, type Conflict, type MootWhy } from './conflict.ts'
import { settle } from './settle.ts'
import * as store from './store.ts'

/** An opportunity that came to be open at an account, by a person, a key or a file; or left it. */
export type Appearance = { opportunity_id: string; came_by: CameBy | 'left' }

/**
 * Looks at opportunities that came or went, any number of them with the same few look-ups: raises a conflict where one
 * came to an account that a partner holds, and makes an end of those whose opportunity has left. The caller holds the
 * locks of their accounts, and may leave out pairs that met before. Answers what was raised.
 */
export async function followOpportunities(
  ctx: Context,
  all: readonly Appearance[],
  is_new: (opportunity_id: string, registration_id: string) => boolean = () => true,
): Promise<Conflict[]> {
  if (all.length === 0) return []
  const { tx, org_id } = ctx
  const ids = [...new Set(all.map((one) => one.opportunity_id))]
  const sales = new Map((await store.listSales(tx, org_id, ids)).map((sale) => [sale.id, sale]))
  for (const c of await store.listOpen(tx, org_id, { opportunity_ids: ids })) {
    const why = whyOver(c, sales.get(c.opportunity_id))
    if (why) await settle(ctx, c, { status: 'moot', moot_why: why })
  }
  const came = all.flatMap(({ opportunity_id, came_by }) => {
    const sale = sales.get(opportunity_id)
    if (came_by === 'left' || sale?.stage !== 'open' || !sale.account_id || sale.is_partners) return []
    return [{ sale, account_id: sale.account_id, came_by }]
  })
  if (came.length === 0) return []
  const holders = await holdersOf(ctx, [...new Set(came.map((one) => one.account_id))])
  if (holders.size === 0) return []
  const terms = contactTerms(await ctx.program())
  const settled = new Set(
    (await store.listSettled(tx, org_id, ids, ['open', ...LETS_GO_ON])).map(
      (one) => `${one.opportunity_id} ${one.registration_id}`,
    ),
  )
  const clashes = came.flatMap(({ sale, account_id, came_by }) =>
    (holders.get(account_id) ?? [])
      .filter(({ protection: { registration_id } }) => is_new(sale.id, registration_id))
      .filter(({ protection }) => !settled.has(`${sale.id} ${protection.registration_id}`))
      .map((holder) => clashOf(ctx.now, terms, sale, account_id, came_by, holder))
      .filter((clash) => clash.outcome.standing === 'protected'),
  )
  return raise(ctx, terms, clashes)
}

/** Whether an open conflict has lost its reason. */
export function whyOver(c: Conflict, sale: store.Sale | undefined): MootWhy | null {
  if (!sale || sale.stage !== 'open') return 'opportunity_closed'
  if (sale.account_id !== c.account_id) return 'opportunity_moved'
  return sale.is_partners || sale.partners.includes(c.partner_id) ? 'partner_takes_part' : null
}

/** Who holds some accounts now. Claims on accounts above them are held still while it is decided. */
async function holdersOf(ctx: Context, account_ids: string[]): Promise<Map<string, Holder[]>> {
  let found = await listHolders(ctx.tx, ctx.org_id, account_ids, ctx.now)
  const above = found.filter(({ protection }) => protection.is_above)
  if (above.length > 0) {
    await shareClaims(
      ctx.tx,
      ctx.org_id,
      above.map(({ protection }) => protection.registration_id),
    )
    found = await listHolders(ctx.tx, ctx.org_id, account_ids, ctx.now)
  }
  const by = new Map<string, Holder[]>()
  for (const holder of found) by.set(holder.asked_id, [...(by.get(holder.asked_id) ?? []), holder])
  return by
}

type Clash = ReturnType<typeof clashOf>

function clashOf(
  now: Instant,
  terms: ContactTerms,
  sale: store.Sale,
  account_id: string,
  came_by: CameBy,
  holder: Holder,
) {
  const { protection, consent } = holder
  const facts: ContactFacts = {
    v: 1,
    account_id,
    lines: null,
    protection,
    consent,
    opportunity: {
      opportunity_id: sale.id,
      came_by,
      came_at: now,
      opened_on: sale.opened_on,
      is_partners: sale.partners.includes(protection.partner_id),
    },
  }
  return { holder, came_by, facts, ...decideContact(facts, terms, now) }
}

async function raise(ctx: Context, terms: ContactTerms, clashes: Clash[]): Promise<Conflict[]> {
  if (clashes.length === 0) return []
  const days = terms.engagement.conflict.answer_within_working_days
  const answer_due_at = endOfWorkingDays(ctx.now, days, terms)
  const remind_at = lastMorning(ctx.now, days, terms)
  const all = clashes.map((clash) => ({ clash, c: conflictOf(ctx, clash, answer_due_at) }))
  const kept = await store.insertConflicts(
    ctx.tx,
    ctx.org_id,
    all.map(({ c }) => c),
  )
  const { version } = await ctx.program()
  const raised = all.filter(({ c }) => kept.has(c.id))
  for (const { clash, c } of raised) {
    const { facts, outcome, because } = clash
    ctx.rule({
      id: c.ruling_id,
      kind: 'conflict_contact',
      subject_id: c.id,
      partner_id: c.partner_id,
      program_version: version,
      decider: CONTACT_DECIDER,
      facts,
      outcome,
      because,
    })
    const timer = { subject_id: c.id, account_id: c.account_id }
    ctx.setTimer({ ...timer, kind: TIMERS.answer_due, due_at: answer_due_at })
    if (remind_at > ctx.now) ctx.setTimer({ ...timer, kind: TIMERS.remind, due_at: remind_at })
    const subject = { noun: 'conflict' as const, id: c.id }
    ctx.record(
      'conflict.raised',
      { ...subject, partner_id: c.partner_id },
      { opportunity: c.opportunity_id, registration: c.registration_id, came_by: c.came_by, ruling: c.ruling_id },
    )
    // Read by the partner too: nothing of the opportunity.
    await ctx.emit('conflict.raised', subject, c.partner_id, { registration_id: c.registration_id, answer_due_at })
  }
  return raised.map(({ c }) => c)
}

/** Eight in the morning of the last working day on which both sides can still answer. */
function lastMorning(now: Instant, days: number, { calendar }: ContactTerms): Instant {
  const lastDay = addWorkingDays(localDate(now, calendar.zone), days, calendar)
  return plusMs(startOfLocalDate(lastDay, calendar.zone), 8 * 3_600_000)
}

function conflictOf(ctx: Context, { holder, facts, came_by }: Clash, answer_due_at: Instant): Conflict {
  const { protection, manager_id } = holder
  const { opportunity } = facts
  if (!opportunity) throw new Error('a clash is about an opportunity')
  return {
    id: ctx.newId(),
    account_id: facts.account_id,
    held_account_id: protection.account_id,
    opportunity_id: opportunity.opportunity_id,
    registration_id: protection.registration_id,
    protection_id: protection.protection_id,
    partner_id: protection.partner_id,
    manager_id,
    status: 'open',
    waits_for: 'both',
    came_by,
    raised_at: ctx.now,
    answer_due_at,
    overdue_at: null,
    partner_answered_at: null,
    direct_answered_at: null,
    resolved_at: null,
    resolved_by: null,
    resolution: null,
    moot_why: null,
    consent_id: null,
    ruling_id: newId(),
    resolution_ruling_id: null,
    revision: 1,
  }
}
