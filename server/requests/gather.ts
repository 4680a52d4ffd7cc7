import { localDate } from '#kit/calendar.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'
import type { RouteInput } from '#kit/contract.ts'
import { survivorOf } from '#server/accounts/index.ts'
import type { Actor } from '#server/command/index.ts'
import { findPartnerForClaim, type PartnerForClaim } from '#server/partners/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { REGISTERING_STATUSES } from '#server/registrations/terms.ts'
import type * as contract from './contract.ts'
import type { Terms } from './decide.ts'
import type { RequestFacts } from './facts.ts'
import { ASKABLE_REGISTRATIONS, REQUEST_REFUSALS as R } from './request.ts'
import * as store from './store.ts'
import type { KindTerms, RequestField } from './terms.ts'

export type Wish = RouteInput<typeof contract.submitRequest>['body']

type Reads = { tx: Tx; org_id: string; actor: Actor }

/** Whom and what a wish is about. */
export type AboutWish = {
  partner: PartnerForClaim
  registration: store.RegistrationFound | null
  account: { id: string; name: string } | null
}

/** Finds what the wish names, as far as its caller may see it. `hold`: the registration stays as it is until the end. */
export async function findAbout(
  { tx, org_id, actor }: Reads,
  wish: Pick<Wish, 'partner_id' | 'registration_id' | 'account_id'>,
  hold: boolean,
): Promise<AboutWish> {
  const own = actor.partner_id
  const named = wish.partner_id ? uuidOf('partner', wish.partner_id) : null
  if (own && named && named !== own) throw new Refused(COMMON.not_found, { noun: 'partner' })
  const registration = wish.registration_id
    ? await store.findRegistration(tx, org_id, uuidOf('registration', wish.registration_id), hold)
    : null
  // At scope org another partner's registration is seen too: to a partner it does not exist.
  if (registration === undefined || (registration && own && registration.partner_id !== own))
    throw new Refused(COMMON.not_found, { noun: 'registration' })
  const partner_id = own ?? registration?.partner_id ?? named
  if (!partner_id)
    throw new Refused(
      R.partner_needed,
      {},
      { fields: [{ path: 'partner_id', message: 'expected the partner for whom this is' }] },
    )
  if (named && registration && registration.partner_id !== named)
    throw new Refused(COMMON.not_found, { noun: 'registration' })
  if (wish.account_id && actor.side === 'partner')
    throw new Refused(
      COMMON.invalid,
      {},
      { fields: [{ path: 'account_id', message: 'is for people of the org', code: 'org_only' }] },
    )
  // One that was merged means the account that stands for it.
  const account_id = wish.account_id
    ? ((await survivorOf(tx, org_id, uuidOf('account', wish.account_id))) ?? null)
    : null
  if (wish.account_id && !account_id) throw new Refused(COMMON.not_found, { noun: 'account' })
  const [partner, account_name] = await Promise.all([
    findPartnerForClaim(tx, org_id, partner_id),
    account_id ? store.findAccountName(tx, org_id, account_id) : undefined,
  ])
  if (!partner) throw new Refused(COMMON.not_found, { noun: 'partner' })
  if (account_id && account_name === undefined) throw new Refused(COMMON.not_found, { noun: 'account' })
  if (registration && !(ASKABLE_REGISTRATIONS as readonly string[]).includes(registration.status))
    throw new Refused(R.registration_over, { status: registration.status.replace('_', ' ') })
  return { partner, registration, account: account_id ? { id: account_id, name: account_name ?? '' } : null }
}

/** Where the partner asks from: the track it names or registered in, else the first in which it is active. */
function enrollmentFor({ partner, registration }: AboutWish, named: string | undefined) {
  const key = named ?? registration?.track
  const active = partner.enrollments.find((one) => (REGISTERING_STATUSES as readonly string[]).includes(one.status))
  const found = key ? partner.enrollments.find((one) => one.track === key) : (active ?? partner.enrollments[0])
  if (!found) throw new Refused(R.no_track)
  return found
}

export function kindNamed(terms: Terms, key: string): KindTerms {
  const kind = terms.requests.kinds.find((one) => one.key === key)
  if (kind) return kind
  const kinds = terms.requests.kinds.map((one) => one.key).join(', ')
  throw new Refused(R.unknown_kind, { kinds }, { fields: [{ path: 'kind', message: `expected one of ${kinds}` }] })
}

/** Everything that the kind asks for and the wish does not say, or says unasked, all at once. */
export function checkComplete(wish: Wish, kind: KindTerms, now: Instant, zone: string): void {
  const fields: FieldProblem[] = []
  const given = (field: RequestField) => wish[field] !== undefined && wish[field] !== ''
  for (const field of kind.required)
    if (!given(field)) fields.push({ path: field, message: 'is asked for by the program', code: 'required' })
  for (const field of ALL_FIELDS)
    if (given(field) && !kind.fields.includes(field))
      fields.push({ path: field, message: `is not asked for with ${kind.name}`, code: 'not_asked' })
  if (kind.needs_registration && !wish.registration_id)
    fields.push({ path: 'registration_id', message: 'is asked for by the program', code: 'required' })
  const today = localDate(now, zone)
  if (wish.needed_on && wish.needed_on < today)
    fields.push({ path: 'needed_on', message: `expected today (${today}) or a later day`, code: 'past' })
  if (fields.length > 0) throw new Refused(R.incomplete, {}, { fields })
}

const ALL_FIELDS = [
  'discount_bps',
  'margin_bps',
  'amount',
  'environment_days',
  'needed_on',
  'clause',
  'reason',
] as const satisfies readonly RequestField[]

/** The facts that the route is decided on. */
export function factsOf(id: string, wish: Wish, about: AboutWish, actor: Actor): RequestFacts {
  const enrollment = enrollmentFor(about, wish.track)
  const { registration } = about
  const amount =
    registration?.amount_minor && registration.currency
      ? { amount_minor: registration.amount_minor, currency: registration.currency }
      : null
  return {
    v: 1,
    request_id: id,
    kind: wish.kind,
    partner: { id: about.partner.id, track: enrollment.track, tier: enrollment.tier, status: enrollment.status },
    submitter: { side: actor.side, role: actor.role },
    asks: {
      discount_bps: wish.discount_bps ?? null,
      margin_bps: wish.margin_bps ?? null,
      amount: wish.amount ?? null,
      environment_days: wish.environment_days ?? null,
    },
    registration: registration ? { id: registration.id, amount } : null,
  }
}

/** Refuses to ask the same twice on one registration. */
export async function checkAlone({ tx, org_id }: Reads, registration_id: string, kind: string): Promise<void> {
  const open = await store.findSame(tx, org_id, registration_id, kind)
  if (open) throw new Refused(R.already_open, { request: toWireId('request', open) })
}
