import { Refused } from '#kit/refusal.ts'
import type { Reason } from '#kit/ruling.ts'
import type { Context } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { decideHandler, HANDLER_DECIDER } from './decide.ts'
import { DISPUTE_REFUSALS as R, type Dispute, type Level } from './dispute.ts'
import type { HandlerFacts } from './facts.ts'
import * as stakes from './stake-store.ts'
import * as store from './store.ts'
import { DECIDING_ROLES } from './terms.ts'
import { reasonInWords } from './words.ts'

/** Somebody who could settle a dispute, with what ties them to it. */
export type Candidate = stakes.Colleague & { facts: HandlerFacts; free: boolean; because: Reason[] }

/** The highest level of the path that a role reaches. Admins reach them all: they are the last resort. */
export function reachOf(role: string, path: readonly Level[]): number | null {
  if (role === 'admin') return path.length
  const place = path.findLastIndex((level) => level.roles.includes(role))
  return place < 0 ? null : place + 1
}

type About = Pick<
  Dispute,
  | 'id'
  | 'level'
  | 'path'
  | 'subject_noun'
  | 'subject_id'
  | 'about_noun'
  | 'about_id'
  | 'account_id'
  | 'registration_id'
  | 'opportunity_id'
  | 'partner_id'
  | 'opened_by_person'
  | 'decided_before'
>

/** Everybody of the org who may settle disputes at all, each with their stake in this one. Asked at scope org. */
export async function listCandidates({ tx, org_id }: { tx: Tx; org_id: string }, d: About): Promise<Candidate[]> {
  const ruling = d.subject_noun === 'ruling' ? await store.findRuling(tx, org_id, d.subject_id) : undefined
  const about = await store.findAbout(tx, org_id, d.about_noun, d.about_id)
  const [people, ruled_by, ties, owners, parties, taking_part, standing] = await Promise.all([
    stakes.listColleagues(tx, org_id, DECIDING_ROLES),
    stakes.listRuledBy(tx, org_id, d.about_id, ruling?.recorded_at ?? null),
    stakes.findTies(tx, org_id, d),
    stakes.listOwners(tx, org_id, d),
    store.listParties(tx, org_id, d.id),
    stakes.listTakingPart(tx, org_id, d.opportunity_id),
    stakes.listStanding(tx, org_id, d.account_id),
  ])
  const named = [d.partner_id, ruling?.partner_id, about?.partner_id, ...parties.map((one) => one.partner_id)]
  const partner_ids = [
    ...new Set([...named, ...taking_part, ...standing].filter((id): id is string => Boolean(id))),
  ].sort()
  const [partner_managers, elsewhere] = await Promise.all([
    stakes.listManagersOf(tx, org_id, partner_ids),
    stakes.listPartnersOf(
      tx,
      org_id,
      people.map((one) => one.person_id),
    ),
  ])
  return people.map((one) => {
    const facts: HandlerFacts = {
      v: 1,
      dispute_id: d.id,
      level: d.level,
      reaches: reachOf(one.role, d.path),
      person: {
        membership_id: one.id,
        person_id: one.person_id,
        role: one.role,
        partner_ids: elsewhere.filter((at) => at.person_id === one.person_id).map((at) => at.partner_id),
      },
      opened_by_person: d.opened_by_person,
      ruled_by,
      submitted_by: ties.submitted_by,
      managers: ties.managers,
      partner_managers,
      owners,
      partner_ids,
      decided_before: d.decided_before,
    }
    const { outcome, because } = decideHandler(facts)
    return { ...one, facts, free: outcome.free, because }
  })
}

/** Why somebody may, or may not. */
export function whyOf({ because }: Pick<Candidate, 'because'>): string {
  const answered = because.find((reason) => reason.verdict === 'answered')
  return answered ? reasonInWords(answered, 'org') : ''
}

/**
 * The lowest level from here on which somebody without a stake is: first one whose own level it is, then anybody who
 * reaches it. The last level where nobody is; the page says so.
 */
export function levelFrom(level: number, path: readonly Level[], candidates: readonly Candidate[]): number {
  const free = candidates.filter(({ because }) => {
    const answered = because.find((reason) => reason.verdict === 'answered')
    // Whoever is only too low here has no stake.
    return answered?.check === 'level'
  })
  for (let at = level; at <= path.length; at++) if (free.some(({ role }) => reachOf(role, path) === at)) return at
  return path.length
}

/** Refuses whoever has a stake, and keeps the check as a ruling with everything it saw. */
export async function checkStake(ctx: Context, d: Dispute): Promise<void> {
  const me = (await listCandidates(ctx, d)).find((one) => one.id === ctx.actor.membership_id)
  if (!me) throw new Refused(R.stake, { why: 'People of your role do not settle disagreements.' })
  if (!me.free) throw new Refused(R.stake, { why: whyOf(me) })
  const { version } = await ctx.program()
  ctx.rule({
    id: ctx.newId(),
    kind: 'dispute_handler',
    subject_id: d.id,
    partner_id: null,
    program_version: version,
    decider: HANDLER_DECIDER,
    facts: me.facts,
    outcome: { free: true },
    because: me.because,
  })
}
