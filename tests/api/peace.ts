import type { Actor } from '#server/command/index.ts'
import type { World } from '#tests/make/world.ts'
import { looseFile } from './desk.ts'
import { admit, type OrgCast, type PartnerCast } from './makers.ts'
import type { Things } from './realms.ts'

/** What is between a partner, its rivals and the org's own sales: consents, conflicts, disputes, conduct, merges, matches. */

type Registered = { id: string; revision: number; ruling: { id: string } }
export type Register = (partner: PartnerCast, suffix: string) => Promise<Registered>

export function personOf(org: OrgCast, role: string): Actor {
  const found = org.people.find((one) => one.role === role)
  if (!found) throw new Error(`an org has a ${role}`)
  return found.actor
}

/** A deal of the partner's that protects its account. */
export async function protect(world: World, org: OrgCast, partner: PartnerCast, register: Register, suffix: string) {
  const { id, ruling } = await register(partner, suffix)
  const manager = personOf(org, 'partner_manager')
  const { account } = await world.act(manager, 'registration.approve', { params: { id }, body: {} })
  if (!account?.id) throw new Error('an approved deal has its account')
  return { registration: id, account: account.id, ruling: ruling.id }
}

/** What one partner has with the org: every text of its own, and of the org's side beside it, is a canary. */
export async function layPartnerPeace(
  world: World,
  org: OrgCast,
  partner: PartnerCast,
  register: Register,
): Promise<{ things: Things; more: string[] }> {
  const { act } = world
  const { admin, realm } = partner
  const [word = ''] = realm.canaries
  const [, inner = ''] = org.realm.canaries
  const ops = personOf(org, 'channel_ops')
  const rep = personOf(org, 'sales_rep')
  const files = async (actor: Actor, text: string) => ({ file_ids: [await looseFile(world, actor, text)] })

  const held = await protect(world, org, partner, register, 'peace')
  const { conflict_id } = await act(ops, 'opportunity.create', {
    body: { name: `${inner} chase`, account_id: held.account, stage: 'open', raw_stage: `${inner} stage` },
  })
  if (!conflict_id) throw new Error('a sale at a protected account raises a conflict')
  await act(admin, 'conflict.answer', {
    params: { id: conflict_id },
    body: { position: 'objects', text: `${word} objects`, ...(await files(admin, word)) },
  })
  await act(rep, 'conflict.answer', {
    params: { id: conflict_id },
    body: { position: 'stays', text: `${inner} stays`, ...(await files(rep, inner)) },
  })

  const asked_at = await protect(world, org, partner, register, 'asked-for')
  const consent = await act(rep, 'consent.ask', {
    body: { account_id: asked_at.account, purpose: `${word} talk`, reason: `${word} why` },
  })

  const { ruling } = await register(partner, 'disputed')
  const dispute = await act(admin, 'dispute.open', {
    body: { ruling_id: ruling.id, ground: 'other', statement: `${word} disagrees`, ...(await files(admin, word)) },
  })
  const params = { id: dispute.id }
  await act(ops, 'dispute.acknowledge', { params, body: { text: `${word} has arrived` } })
  await act(ops, 'dispute.ask', { params, body: { party_id: dispute.id, question: `${word} is asked` } })
  await act(admin, 'dispute.answer', { params, body: { text: `${word} answers`, ...(await files(admin, word)) } })
  await act(admin, 'dispute.say', { params, body: { text: `${word} adds` } })
  await act(ops, 'dispute.share', { params, body: { text: `${inner} note` } })

  const told = await act(ops, 'conduct_case.open', {
    body: { partner_id: realm.things.partner, kind: 'poaching', words: `${word} was seen` },
  })
  const of_case = { params: { id: told.id } }
  await act(ops, 'conduct_case.notify', { ...of_case, body: { words: `${word} is told` } })
  await act(admin, 'conduct_case.answer', { ...of_case, body: { words: `${word} replies` } })
  await act(admin, 'conduct_case.attach', { ...of_case, body: { file_id: await looseFile(world, admin, word) } })
  // One that the partner was not told of: the org's own.
  const untold = await act(ops, 'conduct_case.open', {
    body: { partner_id: realm.things.partner, kind: 'unregistered', words: `${inner} untold` },
  })
  org.realm.more.push(untold.id)

  const holds = await act(ops, 'hold.list', { query: { registration_id: held.registration } })
  return {
    things: { conflict: conflict_id, consent: consent.id, dispute: dispute.id, conduct_case: told.id },
    more: [held.registration, asked_at.registration, ...holds.rows.map(({ id }) => id)],
  }
}

/**
 * The first partner disagrees with waiting behind the second, which is asked for its side. What each says there, and the
 * id under which it says it, are its own.
 */
export async function layDisagreement(
  world: World,
  org: OrgCast,
  { opener, other, ruling }: { opener: PartnerCast; other: PartnerCast; ruling: string },
): Promise<void> {
  const { act } = world
  const ops = personOf(org, 'channel_ops')
  const [mine = ''] = opener.realm.canaries
  const [theirs = ''] = other.realm.canaries
  const d = await act(opener.admin, 'dispute.open', {
    body: { ruling_id: ruling, ground: 'earlier', statement: `${mine} was there first` },
  })
  const params = { id: d.id }
  await act(ops, 'dispute.acknowledge', { params, body: {} })
  await act(ops, 'dispute.ask', {
    params,
    body: { partner_id: other.realm.things.partner, question: `${theirs} since when` },
  })
  const { rows } = await act(other.admin, 'dispute.list', {})
  const side = rows.find(({ role }) => role === 'concerned')
  if (!side) throw new Error('a partner that is asked has a side of its own')
  await act(other.admin, 'dispute.answer', {
    params: { id: side.id },
    body: { text: `${theirs} since always`, file_ids: [await looseFile(world, other.admin, theirs)] },
  })
  opener.realm.more.push(d.id)
  other.realm.more.push(side.id)
}

/** What belongs to the org alone: a merge, a family, a name said by a person, and what waits to be told apart. */
export async function layOrgPeace(world: World, org: OrgCast): Promise<Things> {
  const { act } = world
  const [, inner = ''] = org.realm.canaries
  const ops = personOf(org, 'channel_ops')
  const account_id = org.realm.things.account
  const make = async (name: string, more: Record<string, unknown> = {}) =>
    (await act(ops, 'account.create', { body: { name: `${inner} ${name}`, country: 'DE', ...more } })).id
  const twin = await make('twin', { domain: `${inner}-twin.example`, phone: '+49 421 5550100' })
  const merge = await act(ops, 'account.merge', {
    params: { id: twin },
    body: { into: account_id, reason: `${inner} one company` },
  })
  const daughter = await make('daughter', { domain: `${inner}-daughter.example`, parent_id: account_id })
  for (const city of ['Bremen', 'Kiel']) await make('lookalike', { city, domain: `${inner}-${city}.example` })
  await act(ops, 'match.look', { body: { from_start: true } })
  const { rows } = await act(ops, 'match.list', {})
  org.realm.more.push(twin, daughter)
  return { merge: merge.id, match: rows[0]?.id }
}

/** A thing of a kind for each place of a route's request, where one for all would not do. */
export type Moment = Things & { at?: Readonly<Record<string, string | undefined>> }

/** What the routes of this ground are asked about when somebody who may is to be obeyed. */
export async function layPeaceMoments(
  world: World,
  org: OrgCast,
  first: PartnerCast,
  register: Register,
  unsure: (suffix: string) => Promise<string>,
): Promise<Record<string, Moment>> {
  const { act } = world
  const admin = personOf(org, 'admin')
  const ops = personOf(org, 'channel_ops')
  // Looks after nobody, and so has no stake.
  const { actor: referee } = await admit(world, org.operator, 'partner_manager', null, org.realm.canaries[0] ?? '')
  const held = (suffix: string) => protect(world, org, first, register, suffix)
  const loose = (word: string) => looseFile(world, admin, word)
  const account = async (name: string) =>
    (await act(admin, 'account.create', { body: { name, domain: `${name.replaceAll(' ', '-')}.example` } })).id

  const sale = async (suffix: string) => {
    const at = await held(suffix)
    const { conflict_id } = await act(ops, 'opportunity.create', {
      body: { name: 'A sale there', account_id: at.account, stage: 'open' },
    })
    return conflict_id ?? undefined
  }
  const asked = async (suffix: string, by = ops) => {
    const { account: account_id } = await held(suffix)
    return (await act(by, 'consent.ask', { body: { account_id, purpose: 'A talk', reason: 'They called.' } })).id
  }
  const granted = await asked('consent-revoked')
  await act(first.admin, 'consent.grant', { params: { id: granted }, body: {} })

  /** A disagreement of somebody with a deal of its own, as far as the steps lead it. */
  const dispute = async (suffix: string, by: Actor, ...steps: ('acknowledge' | 'ask' | 'propose' | 'escalate')[]) => {
    const { ruling } = await register(first, suffix)
    const { id } = await act(by, 'dispute.open', {
      body: { ruling_id: ruling.id, ground: 'other', statement: 'It was otherwise.' },
    })
    const params = { id }
    for (const step of steps) {
      if (step === 'acknowledge') await act(referee, 'dispute.acknowledge', { params, body: {} })
      if (step === 'ask') await act(referee, 'dispute.ask', { params, body: { party_id: id, question: 'Since when?' } })
      if (step === 'propose')
        await act(referee, 'dispute.propose', { params, body: { outcome: 'upheld', reason: 'As it was said.' } })
      if (step === 'escalate') await act(by, 'dispute.escalate', { params, body: {} })
    }
    return id
  }
  const theirs = (suffix: string, ...steps: Parameters<typeof dispute>[2][]) => dispute(suffix, first.admin, ...steps)
  const ours = (suffix: string, ...steps: Parameters<typeof dispute>[2][]) => dispute(suffix, admin, ...steps)
  const decided = await ours('dispute-decided', 'acknowledge', 'propose', 'escalate')
  await act(ops, 'dispute.decide', { params: { id: decided }, body: { outcome: 'upheld', reason: 'It stays.' } })
  const with_file = await theirs('dispute-file', 'acknowledge')
  const proof = await act(admin, 'dispute.attach', {
    params: { id: with_file },
    body: { file_id: await loose('proof') },
  })
  const fresh = await register(first, 'dispute-new')

  /** A case about a company of its own: there is one of a kind for each. */
  const conduct = async (suffix: string, answered: boolean) => {
    const at = await held(suffix)
    const { id } = await act(ops, 'conduct_case.open', {
      body: {
        partner_id: first.realm.things.partner,
        kind: 'poaching',
        account_id: at.account,
        words: 'A customer told us.',
      },
    })
    if (!answered) return id
    await act(ops, 'conduct_case.notify', { params: { id }, body: { words: 'Please tell us.' } })
    await act(first.admin, 'conduct_case.answer', { params: { id }, body: { words: 'It was not so.' } })
    return id
  }
  const told = await conduct('case-told', false)
  await act(ops, 'conduct_case.notify', { params: { id: told }, body: { words: 'Please tell us.' } })
  const noted = await conduct('case-noted', true)
  await act(ops, 'conduct_case.decide', { params: { id: noted }, body: { decision: 'note', reason: 'It was so.' } })
  const case_file = await conduct('case-file', true)
  const kept = await act(admin, 'conduct_case.attach', {
    params: { id: case_file },
    body: { file_id: await loose('case proof') },
  })
  const at_conflict = await sale('conflict-file')
  const shown = await act(admin, 'conflict.attach', {
    params: { id: at_conflict },
    body: { file_id: await loose('conflict proof') },
  })

  const open = async (suffix: string) => {
    const registration = await unsure(suffix)
    const { rows } = await act(admin, 'match.list', { query: { limit: 100 } })
    const found = rows.find(({ subject }) => subject.id === registration)
    return { match: found?.id, account: found?.best?.account_id ?? undefined }
  }
  const said = await open('drahtseil')
  await act(admin, 'match.decide', { params: { id: said.match }, body: { verdict: 'other' } })
  const loser = await account('A second name')
  const undone = await act(admin, 'account.merge', {
    params: { id: await account('A third name') },
    body: { into: await account('The right name'), reason: 'One company.' },
  })
  const wanted = await held('consent-wanted')
  const seen = await held('case-opened')

  const moments: Record<string, Moment> = {
    'account.merge': { account: loser, at: { 'body.into': await account('Another right name') } },
    'account.create': { account: await account('A mother') },
    'account.edit': { account: await account('A daughter'), at: { 'body.parent_id': await account('A grandmother') } },
    'merge.undo': { merge: undone.id },
    'match.decide': await open('glockenturm'),
    'match.take_back': { match: said.match },
    'consent.ask': { account: wanted.account, registration: wanted.registration },
    'consent.withdraw': { consent: await asked('consent-withdrawn', admin) },
    'consent.grant': { consent: await asked('consent-granted') },
    'consent.decline': { consent: await asked('consent-declined') },
    'consent.revoke': { consent: granted },
    'conflict.answer': { conflict: await sale('conflict-answered'), file: await loose('said') },
    'conflict.resolve': { conflict: await sale('conflict-resolved') },
    'conflict.attach': { conflict: at_conflict, file: await loose('shown') },
    'conflict.detach': { conflict: at_conflict, attachment: shown.id },
    'dispute.open': { ruling: fresh.ruling.id, conflict: await sale('conflict-disputed'), file: await loose('opened') },
    'dispute.acknowledge': { dispute: await theirs('dispute-new-one') },
    'dispute.review': { dispute: await theirs('dispute-reviewed', 'acknowledge') },
    'dispute.ask': { dispute: await theirs('dispute-asked', 'acknowledge') },
    'dispute.share': { dispute: await theirs('dispute-shared', 'acknowledge') },
    'dispute.propose': { dispute: await theirs('dispute-proposed', 'acknowledge') },
    'dispute.decide': { dispute: await theirs('dispute-escalated', 'acknowledge', 'propose', 'escalate') },
    'dispute.answer': { dispute: await ours('ours-asked', 'acknowledge', 'ask'), file: await loose('answered') },
    'dispute.say': { dispute: await ours('ours-said') },
    'dispute.accept': { dispute: await ours('ours-accepted', 'acknowledge', 'propose') },
    'dispute.escalate': { dispute: await ours('ours-escalated', 'acknowledge', 'propose') },
    'dispute.appeal': { dispute: decided },
    'dispute.withdraw': { dispute: await ours('ours-withdrawn') },
    'dispute.attach': { dispute: with_file, file: await loose('attached') },
    'dispute.detach': { dispute: with_file, attachment: proof.id },
    'conduct_case.open': { account: seen.account, registration: seen.registration },
    'conduct_case.notify': { conduct_case: await conduct('case-new', false) },
    'conduct_case.answer': { conduct_case: told },
    'conduct_case.decide': { conduct_case: await conduct('case-answered', true) },
    'conduct_case.lift': { conduct_case: noted },
    'conduct_case.attach': { conduct_case: case_file, file: await loose('case attached') },
    'conduct_case.detach': { conduct_case: case_file, attachment: kept.id },
  }
  const proposed = await conduct('case-proposed', true)
  await act(ops, 'conduct_case.decide', { params: { id: proposed }, body: { decision: 'propose', reason: 'Again.' } })
  return { ...moments, 'conduct_case.confirm': { conduct_case: proposed } }
}
