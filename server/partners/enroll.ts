import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { series, spoken } from '#kit/words.ts'
import { command, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { answerPartner } from './edit.ts'
import { ENROLLMENT_MOVES, PARTNER_REFUSALS as R, type Enrollment, type EnrollmentStatus } from './partner.ts'
import type { PartnerPorts } from './show.ts'
import * as store from './store.ts'
import { tracksSection } from './terms.ts'
import { trackProblems } from './tracks.ts'

async function loadPartner(ctx: Context, id: string): Promise<store.ShownPartner> {
  const partner = await store.findPartner(ctx.tx, ctx.org_id, uuidOf('partner', id))
  if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
  return partner
}

export const enrollPartner = (ports: PartnerPorts) =>
  command(contract.enrollPartner, {
    load: (ctx, { params }) => loadPartner(ctx, params.id),
    gather: async (ctx, { body }): Promise<Enrollment> => {
      const fields = trackProblems(await ctx.terms(tracksSection), body, '')
      if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
      return { ...body, id: ctx.newId(), created_at: ctx.now, revision: 1 }
    },
    write: async (ctx, { subject: partner, facts: enrollment }) => {
      const { id: enrollment_id, track, tier, status } = enrollment
      if (!(await store.insertEnrollment(ctx.tx, ctx.org_id, partner.id, enrollment)))
        throw new Refused(R.enrolled, { track })
      const subject = { noun: 'partner', id: partner.id, partner_id: partner.id } as const
      ctx.record('partner.enrolled', subject, { enrollment_id, track, tier, status })
      await ctx.emit('partner.enrolled', subject, partner.id, { enrollment_id, track, tier, status })
      return answerPartner(ctx, ports, partner.id)
    },
  })

/** Refused where the table of moves has no such move. Staying where it is, is none. */
function checkMove(from: EnrollmentStatus, to: EnrollmentStatus): void {
  if (from === to || ENROLLMENT_MOVES[from].includes(to)) return
  const ways = ENROLLMENT_MOVES[from]
  const words = ways.length === 0 ? 'it is at its end' : `it can become ${series(ways.map(spoken), 'or')}`
  throw new Refused(R.move, { from: spoken(from), to: spoken(to), ways: words })
}

export const editEnrollment = (ports: PartnerPorts) =>
  command(contract.editEnrollment, {
    load: async (ctx, { params }) => {
      const partner = await loadPartner(ctx, params.id)
      const id = uuidOf('enrollment', params.enrollment_id)
      const enrollment = partner.enrollments.find((one) => one.id === id)
      if (!enrollment) throw new Refused(COMMON.not_found, { noun: 'enrollment' })
      return { partner, enrollment }
    },
    gather: async (ctx, { body, query }, { enrollment }): Promise<Enrollment> => {
      if (enrollment.revision !== query.if_match) throw new Refused(COMMON.stale)
      const next = {
        ...enrollment,
        tier: body.tier === undefined ? enrollment.tier : body.tier,
        status: body.status ?? enrollment.status,
      }
      checkMove(enrollment.status, next.status)
      // A tier that was given under an earlier program stays until another is chosen.
      if (next.tier !== enrollment.tier) {
        const fields = trackProblems(await ctx.terms(tracksSection), next, '')
        if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
      }
      return next
    },
    write: async (ctx, { subject: { partner, enrollment }, facts: next }) => {
      if (!(await store.updateEnrollment(ctx.tx, ctx.org_id, next))) throw new Refused(COMMON.stale)
      const subject = { noun: 'partner', id: partner.id, partner_id: partner.id } as const
      const { track, id: enrollment_id } = next
      const before = { tier: enrollment.tier, status: enrollment.status }
      const after = { tier: next.tier, status: next.status }
      ctx.record('partner.enrollment_edited', subject, { enrollment_id, track, before, after })
      await ctx.emit('partner.enrollment_edited', subject, partner.id, { enrollment_id, track, before, after })
      return answerPartner(ctx, ports, partner.id)
    },
  })
