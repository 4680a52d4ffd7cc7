import type { World } from '#tests/make/world.ts'
import type { OrgCast, PartnerCast } from './makers.ts'

/** Deals, and those that two partners want. */

let deals = 0
export const dealOf = (word: string, more: Record<string, unknown> = {}) => ({
  track: 'reseller',
  account_name: `${word} works ${++deals}`,
  account_domain: `${word}.example`,
  account_country: 'DE',
  account_tax_id: `${word}tax`,
  contact_name: `${word} contact`,
  contact_email: `contact@${word}.example`,
  amount: { amount_minor: '10000000', currency: 'EUR' },
  expected_close_on: '2035-01-31',
  use_case: `${word} use case`,
  notes: `${word} notes`,
  ...more,
})

/** A deal at a company of its own, or at the one that shares the word after `shared-`. */
export async function register(world: World, partner: PartnerCast, suffix: string) {
  const [word = ''] = partner.realm.canaries
  // Of one name and one domain, or nobody would take it for one company.
  const company = suffix.startsWith('shared-')
    ? { account_name: `Company ${suffix}`, account_domain: `${suffix}.example` }
    : { account_domain: `${word}-${suffix}.example` }
  return world.act(partner.admin, 'registration.submit', {
    body: dealOf(word, { ...company, account_tax_id: undefined }),
  })
}

/** A deal at a company of a name that the org knows at another domain: a person is to say which is meant. */
export async function registerUnsure(
  world: World,
  org: OrgCast,
  partner: PartnerCast,
  suffix: string,
): Promise<string> {
  const [word = ''] = partner.realm.canaries
  const name = `Ambiguous ${suffix} works`
  await world.act(org.operator, 'account.create', { body: { name, domain: `known-${suffix}.example` } })
  const company = { account_name: name, account_domain: `ambiguous-${suffix}.example` }
  const body = dealOf(word, { ...company, account_tax_id: undefined })
  return (await world.act(partner.admin, 'registration.submit', { body })).id
}

/** The second partner holds the account that the first wants too; and each has a deal of its own in review. */
export async function contestedDeals(world: World, org: OrgCast, first: PartnerCast, second: PartnerCast) {
  const { act } = world
  const manager = org.people.find(({ role }) => role === 'partner_manager')?.actor ?? org.operator
  const shared = { account_name: 'Contested works', account_domain: 'contested.example', account_tax_id: undefined }
  const holds = await act(second.admin, 'registration.submit', { body: dealOf('northsecondcanary', shared) })
  await act(manager, 'registration.approve', {
    params: { id: holds.id },
    body: { reason: 'northsecondcanary welcome' },
  })
  const wants = await act(first.admin, 'registration.submit', { body: dealOf('northfirstcanary', shared) })
  if (wants.status !== 'queued') throw new Error(`the deal behind a protected one is ${wants.status}`)
  const own = await act(first.admin, 'registration.submit', {
    body: dealOf('northfirstcanary', { account_domain: 'northfirstcanary-own.example' }),
  })
  const theirs = await act(second.admin, 'registration.submit', {
    body: dealOf('northsecondcanary', { account_domain: 'northsecondcanary-own.example' }),
  })
  const turned = await act(second.admin, 'registration.submit', {
    body: dealOf('northsecondcanary', { account_domain: 'northsecondcanary-no.example', account_tax_id: undefined }),
  })
  await act(manager, 'registration.reject', {
    params: { id: turned.id },
    body: { reason: 'northsecondcanary refused' },
  })
  // The same company as the org's own account: what the org knows about it must not show.
  const known = await act(first.admin, 'registration.submit', {
    body: dealOf('northfirstcanary', { account_domain: 'north-known.example', account_tax_id: undefined }),
  })
  await act(manager, 'registration.pick_account', {
    params: { id: known.id },
    body: { account_id: org.known },
  })
  const held = await act(first.admin, 'registration.submit', {
    body: dealOf('northfirstcanary', { account_domain: 'northfirstcanary-held.example', account_tax_id: undefined }),
  })
  await act(manager, 'registration.approve', { params: { id: held.id }, body: { reason: 'northfirstcanary welcome' } })
  const unsure = await registerUnsure(world, org, first, 'bergwerk')
  return {
    first: { registration: own.id, ruling: own.ruling.id },
    second: { registration: theirs.id, ruling: theirs.ruling.id },
    unsure,
    queued: wants.id,
    wanted: wants.ruling.id,
    known: known.id,
  }
}
