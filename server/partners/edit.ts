import type { z } from 'zod'
import { nameKey } from '#kit/company-name.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'
import { domainOf } from '#server/accounts/index.ts'
import { command, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import type { Enrollment, Partner, PartnerChange } from './partner.ts'
import { showPartner, tracksInForce, type PartnerPorts } from './show.ts'
import * as store from './store.ts'
import { tracksSection } from './terms.ts'
import { trackProblems } from './tracks.ts'

async function changeFrom(
  ctx: Context,
  body: z.output<typeof contract.editPartner.body & {}>,
): Promise<{ change: PartnerChange; fields: FieldProblem[] }> {
  const { domain, manager_id, ...rest } = body
  const change: PartnerChange = { ...rest }
  const fields: FieldProblem[] = []
  if (domain !== undefined) change.domain = domainOf(domain, 'domain')
  if (manager_id !== undefined) {
    change.manager_id = manager_id && uuidOf('membership', manager_id)
    if (change.manager_id && !(await store.isOrgMembership(ctx.tx, ctx.org_id, change.manager_id))) {
      fields.push({ path: 'manager_id', message: 'expected the membership of somebody of the org', code: 'unknown' })
    }
  }
  return { change, fields }
}

/** The partner as it stands now, for the answer of a verb. */
export async function answerPartner(ctx: Context, ports: PartnerPorts, id: string) {
  const [partner, counts, tracks] = await Promise.all([
    store.findPartner(ctx.tx, ctx.org_id, id),
    ports.registrationCounts(ctx.tx, ctx.org_id, id),
    tracksInForce(ctx.runtime, ctx.tx, ctx.org_id, ctx.now),
  ])
  if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
  return showPartner(partner, tracks, counts, ctx.actor)
}

export const createPartner = (ports: PartnerPorts) =>
  command(contract.createPartner, {
    gather: async (ctx, { body: { enrollments: wanted, ...body } }) => {
      const { change, fields } = await changeFrom(ctx, body)
      const tracks = wanted.length > 0 ? await ctx.terms(tracksSection) : []
      for (const [place, { track, tier }] of wanted.entries()) {
        fields.push(...trackProblems(tracks, { track, tier }, `enrollments.${place}.`))
        if (wanted.findIndex((other) => other.track === track) < place) {
          fields.push({
            path: `enrollments.${place}.track`,
            message: `expected each track once: "${track}" stands here again`,
            code: 'twice',
          })
        }
      }
      if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
      const blank = { domain: null, country: null, manager_id: null, labels: [], joined_on: null }
      const partner: Omit<Partner, 'slug'> = {
        ...blank,
        ...change,
        id: ctx.newId(),
        name: body.name,
        created_at: ctx.now,
        revision: 1,
      }
      const enrollments = wanted.map((one): Enrollment => ({
        ...one,
        id: ctx.newId(),
        created_at: ctx.now,
        revision: 1,
      }))
      return { partner, enrollments }
    },
    write: async (ctx, { facts: { partner, enrollments } }) => {
      const subject = { noun: 'partner', id: partner.id, partner_id: partner.id } as const
      const slug = await store.insertPartner(ctx.tx, ctx.org_id, partner, nameKey(partner.name))
      for (const one of enrollments) await store.insertEnrollment(ctx.tx, ctx.org_id, partner.id, one)
      ctx.record('partner.created', subject, { after: { ...partner, slug, enrollments } })
      await ctx.emit('partner.created', subject, partner.id)
      for (const { id, track, tier, status } of enrollments) {
        await ctx.emit('partner.enrolled', subject, partner.id, { enrollment_id: id, track, tier, status })
      }
      return answerPartner(ctx, ports, partner.id)
    },
  })

export const editPartner = (ports: PartnerPorts) =>
  command(contract.editPartner, {
    load: async (ctx, { params }) => {
      const partner = await store.findPartner(ctx.tx, ctx.org_id, uuidOf('partner', params.id))
      if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
      return partner
    },
    gather: async (ctx, { body, query }, partner) => {
      if (partner.revision !== query.if_match) throw new Refused(COMMON.stale)
      const { change, fields } = await changeFrom(ctx, body)
      if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
      return change
    },
    write: async (ctx, { subject: partner, facts: change }) => {
      const next = { ...partner, ...change }
      if (!(await store.updatePartner(ctx.tx, ctx.org_id, next, nameKey(next.name)))) throw new Refused(COMMON.stale)
      const subject = { noun: 'partner', id: partner.id, partner_id: partner.id } as const
      const before = Object.fromEntries(Object.keys(change).map((field) => [field, partner[field as keyof Partner]])) // a change has only fields of a partner
      ctx.record('partner.edited', subject, { before, after: change })
      await ctx.emit('partner.edited', subject, partner.id, { fields: Object.keys(change) })
      return answerPartner(ctx, ports, partner.id)
    },
  })
