import { fromWireId, toWireId } from '#kit/ids.ts'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { dropOpenLinks, issueLink } from '#server/access/index.ts'
import { command, type Context } from '#server/command/index.ts'
import { enqueueMail, invitationMail, readerLanguage } from '#server/mails/index.ts'
import { findOrg } from '#server/orgs/index.ts'
import * as contract from './contract.ts'
import { INVITATION_DAYS, PERSON_REFUSALS } from './person.ts'
import { checkSide, mayAssign } from './policy.ts'
import { getPersonHere } from './read.ts'
import { showPerson } from './show.ts'
import * as store from './store.ts'

/** Lets somebody in: the person where they are new, their membership, and a mail with a way to sign in. */
export const invitePerson = command(contract.invitePerson, {
  async load(ctx, { body }) {
    const own = ctx.actor.partner_id
    const asked = body.partner_id === null ? own : fromWireId('partner', body.partner_id)
    if (own && asked !== own) throw new Refused(COMMON.not_found, { noun: 'partner' })
    const partner = asked ? await store.findPartner(ctx.tx, ctx.org_id, asked) : null
    if (partner === undefined) throw new Refused(COMMON.not_found, { noun: 'partner' })
    checkSide(body.role, partner?.id ?? null)
    return partner
  },
  policy: (actor, _, { body }) => mayAssign(actor, body.role),
  async gather(ctx) {
    const org = await findOrg(ctx.tx, ctx.org_id)
    if (!org) throw new Refused(COMMON.not_found, { noun: 'org' })
    return org
  },
  async write(ctx, { input: { body }, subject: partner, facts: org }) {
    const partner_id = partner?.id ?? null
    const person = await store.ensurePerson(ctx.tx, { email: body.email, name: body.name, created_at: ctx.recorded_at })
    const { org_id, recorded_at } = ctx
    const id = await store.beginMembership(ctx.tx, {
      org_id,
      person_id: person.id,
      partner_id,
      role: body.role,
      invited_name: body.name,
      created_at: recorded_at,
    })
    if (!id)
      throw new Refused(
        PERSON_REFUSALS.already_here,
        {},
        { fields: [{ path: 'email', message: 'is a member there already' }] },
      )
    await sendInvitation(ctx, { org, partner, person_id: person.id, email: body.email, name: body.name })
    const change = { role: body.role, partner_id, person_id: person.id }
    ctx.record('person.invited', { noun: 'membership', id, partner_id }, change)
    await ctx.emit('person.invited', { noun: 'membership', id }, partner_id, change)
    return showPerson(await getPersonHere(ctx.tx, ctx.actor, toWireId('membership', id)), ctx.actor)
  },
})

/** Writes to somebody with a way to sign in, by the name that their inviter knows. */
export async function sendInvitation(
  ctx: Context,
  to: {
    org: { name: string; is_demo: boolean }
    partner: { name: string } | null
    person_id: string
    email: string
    name: string
  },
): Promise<void> {
  const { org_id, recorded_at } = ctx
  const { org, partner, person_id, email, name } = to
  const token = await wayIn(ctx, org, person_id)
  const language = await readerLanguage(ctx.tx, org_id, person_id)
  const letter = invitationMail({
    language,
    org_name: org.name,
    partner_name: partner?.name ?? null,
    name,
    token,
    days: INVITATION_DAYS,
  })
  enqueueMail(ctx.tx, {
    org_id,
    to: { email, name },
    language,
    ...(token ? { useful_until: plusMs(recorded_at, INVITATION_DAYS * DAY_MS) } : {}),
    ...letter,
  })
}

/**
 * The mail of a demo org is read by anybody. So it never carries a link of somebody who belongs to a real org too; and
 * whoever joins a real one loses the links that a demo has sent.
 */
async function wayIn(ctx: Context, org: { is_demo: boolean }, person_id: string): Promise<string | null> {
  if (org.is_demo) {
    if (await store.isSomewhereReal(ctx.tx, person_id)) return null
  } else await dropOpenLinks(ctx.tx, person_id)
  return issueLink(ctx.tx, person_id, INVITATION_DAYS * 24 * 60)
}
