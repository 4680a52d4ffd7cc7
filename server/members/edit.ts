import type { z } from 'zod'
import { nameKey } from '#kit/company-name.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { command, type Context } from '#server/command/index.ts'
import { findPartner } from '#server/partners/index.ts'
import * as contract from './contract.ts'
import { withoutPerson, type Member, type MemberChange } from './member.ts'
import { showMember } from './show.ts'
import * as store from './store.ts'

async function changeFrom(ctx: Context, body: z.output<typeof contract.editMember.body & {}>): Promise<MemberChange> {
  const { partner_id, ...rest } = body
  if (partner_id === undefined) return rest
  if (partner_id === null) return { ...rest, partner_id }
  const partner = await findPartner(ctx.tx, ctx.org_id, uuidOf('partner', partner_id))
  if (partner) return { ...rest, partner_id: partner.id }
  throw new Refused(
    COMMON.invalid,
    {},
    { fields: [{ path: 'partner_id', message: 'expected the id of a partner of this org' }] },
  )
}

export const createMember = command(contract.createMember, {
  gather: async (ctx, { body }): Promise<Member> => ({
    id: ctx.newId(),
    partner_id: null,
    email: null,
    team: null,
    manager_name: null,
    created_at: ctx.now,
    revision: 1,
    ...(await changeFrom(ctx, body)),
    name: body.name,
  }),
  write: async (ctx, { facts: member }) => {
    const subject = { noun: 'member', id: member.id, partner_id: member.partner_id } as const
    store.insertMember(ctx.tx, ctx.org_id, member, nameKey(member.name))
    ctx.record('member.created', subject, { after: withoutPerson(member) })
    await ctx.emit('member.created', subject, member.partner_id)
    return showMember(member, ctx.actor)
  },
})

export const editMember = command(contract.editMember, {
  load: async (ctx, { params }) => {
    const member = await store.findMember(ctx.tx, ctx.org_id, uuidOf('member', params.id))
    if (!member) throw new Refused(COMMON.not_found, { noun: 'member' })
    return member
  },
  gather: async (ctx, { body, query }, member) => {
    if (member.revision !== query.if_match) throw new Refused(COMMON.stale)
    return changeFrom(ctx, body)
  },
  write: async (ctx, { subject, facts }) => {
    const next = { ...subject, ...facts }
    const after = await store.updateMember(ctx.tx, ctx.org_id, next, nameKey(next.name))
    if (!after) throw new Refused(COMMON.stale)
    const before = Object.fromEntries(Object.keys(facts).map((field) => [field, subject[field as keyof Member]])) // a change has only fields of a member
    const record = { noun: 'member', id: subject.id, partner_id: after.partner_id } as const
    ctx.record('member.edited', record, { before: withoutPerson(before), after: withoutPerson(facts) })
    await ctx.emit('member.edited', record, after.partner_id, { fields: Object.keys(facts) })
    return showMember(after, ctx.actor)
  },
})
