import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import { asksOf, gatherAround, openSteps, takeInHand, type InHand, type Known } from './chain.ts'
import { isMove, REQUEST_REFUSALS as R, type Ask, type Move, type Request } from './request.ts'
import * as store from './store.ts'

/** The request, at the caller's scope. */
export async function loadRequest(ctx: Context, wire_id: string): Promise<store.Shown> {
  const found = await store.findRequest(ctx.tx, ctx.org_id, uuidOf('request', wire_id), ctx.actor.membership_id)
  if (!found) throw new Refused(COMMON.not_found, { noun: 'request' })
  return found
}

/** Refuses what the table of moves does not know. */
export function checkMove(verb: Move, r: Request): void {
  if (!isMove(verb, r.status)) throw new Refused(R.wrong_state, { status: r.status.replace('_', ' ') })
}

/** A request that its caller is asked about: `mine` are the answers they may give now, their own and those of whom they stand in for. */
export type Turn = InHand & { known: Known; me: string; mine: Ask[] }

/** Is this answer theirs to give? Whoever is away may give their own all the same. */
export function isTurnOf(me: string | null, ask: Pick<Ask, 'state' | 'asked_id' | 'member_id'>): boolean {
  return ask.state === 'asked' && me !== null && (ask.asked_id === me || ask.member_id === me)
}

/** Takes the request in hand and looks whether it is the caller's turn. */
export async function gatherTurn(ctx: Context, loaded: Request, verb: Move): Promise<Turn> {
  const h = await takeInHand(ctx, loaded.id)
  checkMove(verb, h.r)
  const { actor } = ctx
  if (actor.kind === 'person' && actor.id === h.r.submitted_by_person) throw new Refused(R.own)
  const known = await gatherAround(ctx, h.r)
  const open = openSteps(h)
  const here = open.flatMap((step) => asksOf(h, step))
  const me = actor.membership_id
  const mine = here.filter((ask) => isTurnOf(me, ask))
  if (me === null || mine.length === 0) {
    if (here.some((ask) => ask.state === 'answered' && ask.answered_by === me)) throw new Refused(R.answered_already)
    throw new Refused(R.not_asked, { waiting_for: open.map((step) => step.name).join(', ') })
  }
  return { ...h, known, me, mine }
}
