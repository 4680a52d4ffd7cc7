import { toWireId } from '#kit/ids.ts'
import type { Context } from '#server/command/index.ts'
import { editEnrollment, isWorking } from '#server/partners/index.ts'
import { listCounts } from '#server/registrations/index.ts'
import type { ConductCase } from './conduct.ts'
import * as store from './store.ts'

/** The partners' own verb: its moves, its audit row and its event. */
const moveEnrollment = editEnrollment({ registrationCounts: listCounts })

async function move(
  ctx: Context,
  partner_id: string,
  enrollment: { id: string; revision: number },
  status: 'suspended' | 'active' | 'on_probation',
): Promise<void> {
  await moveEnrollment.within(ctx, {
    params: { id: toWireId('partner', partner_id), enrollment_id: toWireId('enrollment', enrollment.id) },
    query: { if_match: enrollment.revision },
    body: { status },
  })
}

/** Suspends every enrollment in which the partner works, and remembers what each was. Says how many. */
export async function suspend(ctx: Context, c: ConductCase): Promise<number> {
  const working = await store.listWorking(ctx.tx, ctx.org_id, c.about_id)
  for (const enrollment of working) {
    await move(ctx, c.about_id, enrollment, 'suspended')
    store.insertSuspension(ctx.tx, ctx.org_id, c.id, enrollment.id, enrollment.status)
  }
  return working.length
}

/**
 * Gives back what the case took. What somebody has moved on in the meantime stays where it is, and while another case
 * keeps the partner suspended, that one takes over.
 */
export async function restore(ctx: Context, c: ConductCase): Promise<number> {
  const other = await store.findOtherSuspension(ctx.tx, ctx.org_id, c.about_id, c.id)
  if (other) {
    store.passSuspension(ctx.tx, ctx.org_id, c.id, other)
    return 0
  }
  const held = await store.listSuspended(ctx.tx, ctx.org_id, c.id)
  store.deleteSuspension(ctx.tx, ctx.org_id, c.id)
  const still = held.filter((one) => one.status === 'suspended')
  for (const { enrollment_id: id, revision, before } of still)
    await move(ctx, c.about_id, { id, revision }, isWorking(before) ? before : 'active')
  return still.length
}
