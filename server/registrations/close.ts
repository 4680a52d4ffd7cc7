import { localDate } from '#kit/calendar.ts'
import { toWireId } from '#kit/ids.ts'
import { becomeCustomer } from '#server/accounts/index.ts'
import { command, type Context, type Event } from '#server/command/index.ts'
import { editOpportunity, findOpportunity } from '#server/opportunities/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import * as contract from './contract-life.ts'
import { checkMove, loadRegistration, lockRegistration } from './decide-by-person.ts'
import { endRegistration } from './end.ts'
import { listConverted } from './life-store.ts'
import type { Registration } from './registration.ts'
import { answerRegistration } from './show.ts'
import * as store from './store.ts'

type Closed = 'won' | 'lost'

async function today(ctx: Context): Promise<string> {
  return localDate(ctx.now, (await ctx.terms(calendarSection)).zone)
}

/** Ends a registration with its sale. Who bought is a customer before the queue behind is decided on that. */
async function close(ctx: Context, r: Registration, as: Closed, reason: string | null, on: string): Promise<void> {
  if (as === 'won' && r.account_id) await becomeCustomer(ctx, r.account_id, on)
  await endRegistration(ctx, r, as, reason)
}

/** The opportunity says the same as its registration. What listens to it finds nothing converted any more. */
async function closeOpportunity(ctx: Context, id: string, stage: Closed, closed_on: string): Promise<void> {
  const it = await findOpportunity(ctx.tx, ctx.org_id, id)
  if (it?.stage !== 'open') return
  await editOpportunity.within(ctx, {
    params: { id: toWireId('opportunity', id) },
    query: { if_match: it.revision },
    body: { stage, closed_on },
  })
}

/** The sale is made. */
export const winRegistration = command(contract.winRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, _, loaded) => {
    const r = await lockRegistration(ctx, loaded)
    checkMove('win', r)
    return r
  },
  write: async (ctx, { input: { body }, facts: r }) => {
    const on = body.closed_on ?? (await today(ctx))
    await close(ctx, r, 'won', body.note || null, on)
    if (r.opportunity_id) await closeOpportunity(ctx, r.opportunity_id, 'won', on)
    return answerRegistration(ctx, r.id)
  },
})

/** There will be no sale. */
export const loseRegistration = command(contract.loseRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, _, loaded) => {
    const r = await lockRegistration(ctx, loaded)
    checkMove('lose', r)
    return r
  },
  write: async (ctx, { input: { body }, facts: r }) => {
    const on = body.closed_on ?? (await today(ctx))
    await close(ctx, r, 'lost', body.reason, on)
    if (r.opportunity_id) await closeOpportunity(ctx, r.opportunity_id, 'lost', on)
    return answerRegistration(ctx, r.id)
  },
})

/** An opportunity was won or lost, by a person or in the CRM: the registrations that became it are too. */
async function onOpportunity(ctx: Context, event: Event): Promise<void> {
  const { stage } = event.body
  if (stage !== 'won' && stage !== 'lost') return
  const [ids, on] = await Promise.all([listConverted(ctx.tx, ctx.org_id, event.subject.id), today(ctx)])
  for (const id of ids) {
    const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
    if (r?.status === 'converted') await close(ctx, r, stage, null, on)
  }
}

export const opportunityListeners = [{ type: 'opportunity.edited', listen: onOpportunity }]
