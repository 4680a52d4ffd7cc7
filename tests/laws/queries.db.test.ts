import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidOf } from '#kit/ids.ts'
import { findCandidates, findCandidatesFor } from '#server/accounts/index.ts'
import { listAccounts } from '#server/accounts/store.ts'
import * as families from '#server/accounts/family-store.ts'
import { listMarks, listMergedFrom } from '#server/accounts/merged-store.ts'
import * as acquaintances from '#server/acquaintances/store.ts'
import { listSealed, listSpan, listUnsealed, numberRows } from '#server/audit/store.ts'
import * as funnel from '#server/command/store.ts'
import * as conduct from '#server/conduct/facts-store.ts'
import * as cases from '#server/conduct/store.ts'
import { listFeed, listTimeline } from '#server/events/store.ts'
import { listAttachments } from '#server/files/store.ts'
import { listImports } from '#server/imports/store.ts'
import * as undo from '#server/imports/undo-store.ts'
import * as mails from '#server/mails/store.ts'
import * as merges from '#server/merges/store.ts'
import { listMembers } from '#server/members/store.ts'
import * as notices from '#server/notifications/store.ts'
import { listOpportunities, openOpportunitiesOf } from '#server/opportunities/store.ts'
import { listParticipants } from '#server/participants/store.ts'
import { listPartners } from '#server/partners/store.ts'
import { listProducts } from '#server/products/store.ts'
import { countStates } from '#server/registrations/counts-store.ts'
import { registrationRows } from '#server/registrations/account-rows-store.ts'
import { listClashes } from '#server/registrations/clashes-store.ts'
import * as life from '#server/registrations/life-store.ts'
import { listRegistrations, WALK_MAX, type Asked, type ListFilter } from '#server/registrations/list-store.ts'
import * as registrations from '#server/registrations/store.ts'
import * as requests from '#server/requests/store.ts'
import { listRulingsOf } from '#server/rulings/store.ts'
import { listByBeginning, listByBeginnings } from '#server/search/store.ts'
import { holdThingsAfter, listByIdRange, listThings } from '#server/search/things-store.ts'
import * as timelines from '#server/timeline/store.ts'
import type { Scope } from '#server/platform/postgres/database.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { explain as explainIn } from './explain.ts'
import { analyze, companyOf, fill } from './large-org.ts'

/**
 * Under row-level security PostgreSQL uses an index only where every operator is leakproof. A query that forgets that
 * works on every small table and stands still on a large one. So each store query that people or deciders wait for is
 * explained here as the app's role, on tables of bench-like proportions: none reads a large table from end to end, none
 * sorts one, and each reads about as many rows as it answers.
 */

const ROWS = 30_000

let world: World
let org: OrgWorld
let partner: { id: string; uuid: string }
let ids: {
  account: string
  partner: string
  manager: string
  registration: string
  middle_claim: string
  event_seq: string
}

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('large')
  const other = await world.makeOrg('other')
  partner = await org.partner('Anvil')
  await org.member('partner_manager')
  await fill(world, org.org_id, ROWS)
  await fill(world, other.org_id, ROWS / 3)
  await analyze(world)
  const [row] = await asOrg<{
    account: string
    partner: string
    manager: string
    registration: string
    middle_claim: string
    event_seq: string
  }>(sql`
    select r.account_id as account, r.partner_id as partner, r.manager_id as manager, r.id as registration, r.claim_no as middle_claim,
      (select max(seq) / 2 from event where org_id = ${org.org_id}) as event_seq
    from registration r where r.org_id = ${org.org_id} and r.status = 'approved' order by r.claim_no offset 2500 limit 1`)
  if (!row) throw new Error('the world was not filled')
  ids = row
}, 120_000)
afterAll(() => world.drop())

const scope = (): Scope => ({ org_id: org.org_id, scope: 'org', partner_id: null })
const asOrg = <T>(statement: Sql) => world.db.transaction(scope(), (tx) => tx.rows<T>(statement))
/** The plans of a read in the large org. */
const explain = (read: (tx: Tx) => unknown, as: Scope = scope(), most?: number) => explainIn(world, read, as, most)

const first = { limit: 51 }
/** Lists by rank look at the rank alone. */
const NOON = '2026-01-01T12:00:00.000Z'
const page = { before: undefined, limit: 51 }

describe('the list of registrations', () => {
  type Asking = Partial<Asked> & { filter: ListFilter }
  const now = '2026-02-01T00:00:00.000Z'
  const middle = () => ({ key: ids.middle_claim, tie: ids.middle_claim })
  const ask = (tx: Tx, asked: Asking) =>
    listRegistrations(tx, org.org_id, { order: 'newest', now, limit: first.limit, ...asked })
  const one: Record<string, () => Asking> = {
    'without a filter': () => ({ filter: {} }),
    'the oldest first': () => ({ filter: {}, order: 'oldest' }),
    'of a status': () => ({ filter: { statuses: ['in_review'] } }),
    'of some states': () => ({ filter: { statuses: ['in_review', 'queued'] } }),
    'of a partner': () => ({ filter: { partner_id: ids.partner } }),
    'of an account': () => ({ filter: { account_id: ids.account } }),
    'of a manager': () => ({ filter: { manager_id: ids.manager } }),
    'of a manager who has none': () => ({ filter: { manager_id: partner.uuid } }),
    'of nobody': () => ({ filter: { manager_id: null } }),
    'on a later page': () => ({ filter: {}, after: middle() }),
    'of a status on a later page': () => ({ filter: { statuses: ['queued'] }, after: middle() }),
    'by deadline': () => ({ filter: { statuses: ['in_review'] }, order: 'deadline' }),
    'overdue, of a manager': () => ({ filter: { deadline: { to: now }, manager_id: ids.manager }, order: 'deadline' }),
    'by the end of protection': () => ({ filter: {}, order: 'ending' }),
    'by amount': () => ({ filter: {}, order: 'amount' }),
    'by name': () => ({ filter: {}, order: 'name' }),
    'by the beginning of a name, by name': () => ({ filter: { name_from: 'company 1' }, order: 'name' }),
    'by change': () => ({ filter: { changed_since: now }, order: 'changed' }),
  }
  test.each(Object.keys(one))('%s', async (name) => {
    const { wrong, plans } = await explain((tx) => ask(tx, one[name]?.() ?? { filter: {} }))
    expect(wrong).toEqual([])
    expect(plans).toBe(1)
  })

  // Rules of row-level security find nothing by an index where they say "or": a partner's reads name the partner too.
  test.each(Object.keys(one))('%s, at the scope of a partner', async (name) => {
    const asked = one[name]?.() ?? { filter: {} }
    const { wrong } = await explain(
      (tx) => ask(tx, { ...asked, filter: { ...asked.filter, partner_id: ids.partner, own: true } }),
      { org_id: org.org_id, scope: 'partner', partner_id: ids.partner },
      WALK_MAX,
    )
    expect(wrong).toEqual([])
  })

  const several: Record<string, () => Asking> = {
    'of a partner and status': () => ({ filter: { partner_id: ids.partner, statuses: ['approved'] } }),
    'by a domain': () => ({ filter: { domain: 'company77.example' } }),
    'of a country and track': () => ({ filter: { countries: ['DE'], track: 'referral' } }),
    'of days and a state, by amount': () => ({
      filter: { submitted: { from: now }, statuses: ['queued'] },
      order: 'amount',
    }),
    'of amounts': () => ({ filter: { amount: { currency: 'EUR', from: '5', to: '9' } } }),
    'ending soon': () => ({ filter: { ending: { from: now, to: '2026-02-15T00:00:00.000Z' } } }),
    'answered late': () => ({ filter: { missed_since: now } }),
  }
  test.each(Object.keys(several))('%s, no further than a page walks', async (name) => {
    const { wrong } = await explain((tx) => ask(tx, several[name]?.() ?? { filter: {} }), scope(), WALK_MAX)
    expect(wrong).toEqual([])
  })
})

const name_from = ''
const FEBRUARY = '2026-02-01T00:00:00.000Z'
const READS: Record<string, (tx: Tx, org_id: string) => unknown> = {
  'accounts by name': (tx, org_id) => listAccounts(tx, org_id, { ...first }),
  'accounts by the beginning of a name': (tx, org_id) =>
    listAccounts(tx, org_id, { name_from: 'company 12', ...first }),
  'accounts by domain': (tx, org_id) => listAccounts(tx, org_id, { domain: 'company77.example', ...first }),
  'accounts on a later page': (tx, org_id) =>
    listAccounts(tx, org_id, { after: { name_key: 'company 2', id: ids.account }, ...first }),
  'which partners know an account': async (tx, org_id) => {
    await acquaintances.listTies(tx, org_id, ids.account)
    await acquaintances.listContacts(tx, org_id, [ids.partner])
    await acquaintances.listPeople(tx, org_id, [ids.partner], [])
  },
  'the family of an account': async (tx, org_id) => {
    await families.listParents(tx, org_id, ids.account)
    await families.listBelow(tx, org_id, ids.account, 200)
    await families.heightOf(tx, org_id, ids.account)
  },
  'what was merged into accounts': async (tx, org_id) => {
    await listMergedFrom(tx, org_id, ids.account)
    await listMarks(tx, org_id, [ids.account])
    await merges.listOfAccount(tx, org_id, ids.account, { before: undefined, limit: 50 })
  },
  'what moves in a merge, and what stands in its way': async (tx, org_id) => {
    for (const rows of registrationRows) await rows.list(tx, org_id, ids.account, FEBRUARY)
    await listClashes(tx, org_id, [ids.account, ids.partner], FEBRUARY, [])
  },
  'who an account could be': (tx, org_id) =>
    findCandidates(tx, org_id, { ...companyOf(7), account_id: ids.account, tax: 'DE:5', name: 'Firm 9' }),
  'who twenty companies could be': (tx, org_id) =>
    findCandidatesFor(
      tx,
      org_id,
      Array.from({ length: 20 }, (_, i) => ({ ...companyOf(100 * i), self: ids.account })),
    ),
  'who else claims it': (tx, org_id) =>
    registrations.listEarlierClaims(tx, org_id, ids.account, { id: partner.uuid, claim_no: '999999999' }),
  'own open claim': (tx, org_id) =>
    registrations.findOwnOpenClaim(tx, org_id, ids.account, ids.partner, '{(,)}', partner.uuid),
  'what was asked and answered': (tx, org_id) =>
    life.listMessages(tx, org_id, { registration_id: ids.registration, before: undefined, limit: 10 }),
  'what was done': (tx, org_id) => life.listActivities(tx, org_id, { registration_id: ids.registration, limit: 10 }),
  'more time asked for': (tx, org_id) => life.listExtensions(tx, org_id, ids.registration),
  'what an opportunity was before': (tx, org_id) => life.listConverted(tx, org_id, ids.account),
  'sales that partners brought': (tx, org_id) => life.listPartnersOpportunities(tx, org_id, ids.account),
  'prices that are held': (tx, org_id) => life.listPriceHolds(tx, org_id, ids.registration),
  'last lapse': (tx, org_id) => registrations.findLastLapse(tx, org_id, ids.account, ids.partner),
  'the queue of an account': (tx, org_id) => registrations.listQueue(tx, org_id, ids.account),
  'one registration': (tx, org_id) => registrations.findRegistration(tx, org_id, ids.registration),
  'registrations of a partner by state': (tx, org_id) => registrations.listCounts(tx, org_id, ids.partner),
  'accounts a partner named': (tx, org_id) =>
    registrations.listNamedAccounts(tx, org_id, ids.partner, 'company 1', 'company7.example'),
  'open opportunities': (tx, org_id) => openOpportunitiesOf(tx, org_id, [ids.account]),
  opportunities: (tx, org_id) =>
    listOpportunities(tx, org_id, { account_id: undefined, stage: undefined, account_name_from: '', ...page }),
  'opportunities of an account': (tx, org_id) =>
    listOpportunities(tx, org_id, { account_id: ids.account, stage: 'open', account_name_from: '', ...page }),
  'opportunities of a stage': (tx, org_id) =>
    listOpportunities(tx, org_id, { account_id: undefined, stage: 'won', account_name_from: '', ...page }),
  'opportunities by the beginning of an account': (tx, org_id) =>
    listOpportunities(tx, org_id, {
      account_id: undefined,
      stage: undefined,
      account_name_from: 'company 1234',
      ...page,
    }),
  partners: (tx, org_id) => listPartners(tx, org_id, { ...NO_FILTER, ...first }),
  'partners by the beginning of a name': (tx, org_id) =>
    listPartners(tx, org_id, { ...NO_FILTER, name_from: 'partner 12', ...first }),
  'partners of a tier': (tx, org_id) => listPartners(tx, org_id, { ...NO_FILTER, tier: 'gold', ...first }),
  members: (tx, org_id) => listMembers(tx, org_id, { name_from, after: undefined, ...first }),
  products: (tx, org_id) => listProducts(tx, org_id, { name_from: 'product 1', after: undefined, ...first }),
  'the timer that is due next': (tx, org_id) => funnel.findDueTimer(tx, org_id, '2036-06-01T00:00:00.000Z'),
  'timers of an account': (tx, org_id) => funnel.findDueTimerOf(tx, org_id, [ids.account], '2046-06-01T00:00:00.000Z'),
  'when something is due next': (tx, org_id) => funnel.refreshNextDue(tx, org_id),
  'the audit': (tx, org_id) => listSealed(tx, org_id, NO_AUDIT_FILTER, {}, 51),
  'the audit of a verb': (tx, org_id) =>
    listSealed(tx, org_id, { ...NO_AUDIT_FILTER, verb: 'registration.approved' }, {}, 51),
  'the audit of one thing': (tx, org_id) =>
    listSealed(tx, org_id, { ...NO_AUDIT_FILTER, subject_id: ids.registration }, {}, 51),
  'the audit before a number': (tx, org_id) => listSealed(tx, org_id, NO_AUDIT_FILTER, { seq: ids.event_seq }, 51),
  'what waits for its seal': (tx, org_id) => listUnsealed(tx, org_id, NO_AUDIT_FILTER, undefined, 51),
  'sealing what waits': (tx, org_id) => numberRows(tx, org_id, 900_000n, 100),
  'the feed of events': (tx, org_id) =>
    listFeed(tx, org_id, { after: ids.event_seq, types: undefined, hidden: [], partner_id: null, limit: 51 }),
  'the feed of some types': (tx, org_id) =>
    listFeed(tx, org_id, {
      after: ids.event_seq,
      types: ['registration.approved'],
      hidden: ['conduct_case'],
      partner_id: null,
      limit: 51,
    }),
  'the feed of a partner': (tx, org_id) =>
    listFeed(tx, org_id, { after: '0', types: undefined, hidden: [], partner_id: ids.partner, limit: 51 }),
  'how many of a partner stand in each state': (tx, org_id) =>
    registrations.countByStatus(tx, org_id, ids.partner, '2036-06-01T00:00:00.000Z', '2036-06-01T00:00:00.000Z'),
  'the timeline of one thing': (tx, org_id) =>
    listTimeline(tx, org_id, { subject_id: ids.registration, types: undefined, hidden: ['conduct_case'], ...page }),
  'the audit of an actor': (tx, org_id) => listSealed(tx, org_id, { ...NO_AUDIT_FILTER, actor: 'operator' }, {}, 51),
  'the audit of a span of time': (tx, org_id) =>
    listSpan(
      tx,
      org_id,
      { ...NO_AUDIT_FILTER, from: '2026-06-01T09:00:00.000Z', to: '2026-06-02T09:00:00.000Z' },
      undefined,
      51,
    ),
  'requests, the newest first': (tx, org_id) => requests.listRequests(tx, org_id, ids.manager, { ...first }),
  'requests of a state and kind': (tx, org_id) =>
    requests.listRequests(tx, org_id, ids.manager, { status: 'approved', kind: 'discount', ...first }),
  'requests of a partner': (tx, org_id) =>
    requests.listRequests(tx, org_id, ids.manager, { partner_id: ids.partner, ...first }),
  'requests on a registration': (tx, org_id) =>
    requests.listRequests(tx, org_id, ids.manager, { registration_id: ids.registration, ...first }),
  'what waits for somebody': (tx, org_id) => requests.listMine(tx, org_id, ids.manager, { ...first }),
  'whose turn it is': (tx, org_id) => requests.listAskedOf(tx, org_id, ids.registration, null),
  'how many stand in each state': (tx, org_id) => countStates(tx, org_id, null),
  'what a word finds': (tx, org_id) => listByBeginning(tx, org_id, { ...SEARCH, term: 'comp' }),
  'what two words find': (tx, org_id) =>
    listByBeginnings(tx, org_id, { ...SEARCH, terms: ['n123', 'company'], most: 500 }),
  'what two common words find': (tx, org_id) =>
    listByBeginnings(tx, org_id, { ...SEARCH, terms: ['n', 'company'], most: 500 }),
  'accounts that were found': (tx, org_id) => listThings(tx, org_id, 'account', [ids.account], null),
  'registrations that were found': (tx, org_id) => listThings(tx, org_id, 'registration', [ids.registration], null),
  'accounts by the beginning of an id': (tx, org_id) =>
    listByIdRange(tx, org_id, 'account', [ids.account, ids.account], null, 40),
  'the next accounts whose words are gathered': (tx, org_id) =>
    holdThingsAfter(tx, org_id, 'account', ids.account, 1000),
  'the timeline of an account': (tx, org_id) =>
    timelines.listOfThings(tx, org_id, [ids.account, ids.registration], [], TIMELINE),
  'what belongs to an account': (tx, org_id) => timelines.listBelongingToAccount(tx, org_id, ids.account),
  'the timeline of a partner': (tx, org_id) => timelines.listOfPartner(tx, org_id, ids.partner, TIMELINE),
  'files of a registration': (tx, org_id) =>
    listAttachments(tx, org_id, { noun: 'registration', id: ids.registration }, 50),
  'partners on opportunities': (tx, org_id) => listParticipants(tx, org_id, { ...first }),
  'partners on an opportunity': (tx, org_id) => listParticipants(tx, org_id, { opportunity_id: ids.account, ...first }),
  'partners on opportunities of an account': (tx, org_id) =>
    listParticipants(tx, org_id, { account_id: ids.account, ...first }),
  'what a registration became': (tx, org_id) =>
    listParticipants(tx, org_id, { registration_id: ids.registration, ...first }),
  'opportunities of a partner': (tx, org_id) => listParticipants(tx, org_id, { partner_id: ids.partner, ...first }),
  'what somebody was told': (tx, org_id) => notices.listNotices(tx, org_id, { ...TOLD, membership_id: ids.manager }),
  'what somebody has not read': (tx, org_id) =>
    notices.listNotices(tx, org_id, { ...TOLD, membership_id: ids.manager, unread_only: true }),
  'what somebody was told before': (tx, org_id) =>
    notices.listNotices(tx, org_id, {
      ...TOLD,
      membership_id: ids.manager,
      after: { read: true, id: ids.registration },
    }),
  'how much somebody has not read': (tx, org_id) => notices.countUnread(tx, org_id, ids.manager, 100),
  'what waits to be written to somebody': (tx, org_id) => notices.listWaiting(tx, org_id, ids.manager, NOON, 200),
  'mail that went out': (tx, org_id) => mails.listMailRows(tx, org_id, { state: null, after: null, ...first }),
  'mail that failed': (tx, org_id) => mails.listMailRows(tx, org_id, { state: 'failed', after: null, ...first }),
  imports: (tx, org_id) => listImports(tx, org_id, null, undefined, 51),
  'imports of a partner': (tx, org_id) => listImports(tx, org_id, ids.partner, undefined, 51),
  'what an import changed last': (tx, org_id) => undo.listChanges(tx, org_id, FIRST_ID, null, 1000),
  'what an undo kept': (tx, org_id) => undo.listKept(tx, org_id, FIRST_ID, 0, 51),
  'what a look sees held without activity': (tx, org_id) =>
    conduct.listHeld(tx, org_id, [ids.partner], { now: NOON, quiet_since: '2025-12-24', zone: 'Europe/Berlin' }),
  'what a look sees run out': (tx, org_id) =>
    conduct.listEnded(tx, org_id, [ids.partner], {
      now: '2027-01-01T00:00:00.000Z',
      from: NOON,
      zone: 'Europe/Berlin',
    }),
  'who asked for a company lately': (tx, org_id) => conduct.listAsking(tx, org_id, [ids.partner], NOON),
  'what a partner asked for lately': (tx, org_id) => conduct.listAsks(tx, org_id, [ids.partner], NOON),
  'sales of a partner without a registration': (tx, org_id) =>
    conduct.listSales(tx, org_id, [ids.partner], { from: '2025-01-01T00:00:00.000Z', zone: 'Europe/Berlin' }),
  'what was dealt with': (tx, org_id) => conduct.listDealtWith(tx, org_id, [ids.partner]),
  'what was cleared': (tx, org_id) => conduct.listCleared(tx, org_id, [ids.partner]),
  'which cases are open': (tx, org_id) => conduct.listLive(tx, org_id, [ids.partner]),
  'the next partners of a look': (tx, org_id) => cases.listPartnersAfter(tx, org_id, ids.partner, 200),
  'conduct cases': (tx, org_id) => cases.listCases(tx, org_id, first),
  'open conduct cases': (tx, org_id) => cases.listCases(tx, org_id, { live: true, ...first }),
  'conduct cases of a partner': (tx, org_id) => cases.listCases(tx, org_id, { about_id: ids.partner, ...first }),
  'rulings about one thing': (tx, org_id) => listRulingsOf(tx, org_id, ids.registration, undefined, 51),
}
/** The first of each table that `fill` fills. */
const FIRST_ID = '0199c82c-c001-7000-8000-000000000001'
const TOLD = { subject_id: null, unread_only: false, after: null, limit: 51 } as const
/** Of every kind and word the beginning of a list is read, and both lists are gone through twice: never more. */
const MOST: Readonly<Record<string, number>> = { 'what two common words find': 6000 }
const SEARCH = { partner_id: null, nouns: ['account', 'registration', 'opportunity'] as const, limit: 40 }
const TIMELINE = { partner_id: null, before: undefined, hidden: ['conduct_case'] as const, limit: 51 }
const NO_FILTER = {
  name_from: '',
  track: undefined,
  tier: undefined,
  status: undefined,
  manager_id: undefined,
  after: undefined,
}
const NO_AUDIT_FILTER = { verb: undefined, subject_id: undefined, actor: undefined, from: undefined, to: undefined }

describe('reads nothing large from end to end', () => {
  test.each(Object.keys(READS))('%s', async (name) => {
    const { wrong, plans } = await explain((tx) => READS[name]?.(tx, org.org_id), scope(), MOST[name])
    expect(wrong).toEqual([])
    expect(plans).toBeGreaterThan(0)
  })

  test.each([
    'the feed of a partner',
    'how many of a partner stand in each state',
    'the timeline of one thing',
    'rulings about one thing',
    'registrations of a partner by state',
    'accounts a partner named',
  ])('%s, for a partner', async (name) => {
    const { wrong } = await explain((tx) => READS[name]?.(tx, org.org_id), {
      org_id: org.org_id,
      scope: 'partner',
      partner_id: ids.partner,
    })
    expect(wrong).toEqual([])
  })
})

test('a partner finds and reads by its own rows', async () => {
  const own = { org_id: org.org_id, scope: 'partner', partner_id: ids.partner } as const
  const { wrong } = await explain((tx) => {
    const mine = { partner_id: ids.partner, nouns: ['registration'] as const, limit: 40 }
    void listByBeginning(tx, org.org_id, { ...mine, term: 'comp' })
    void listByBeginnings(tx, org.org_id, { ...mine, terms: ['comp', 'n1'], most: 500 })
    void countStates(tx, org.org_id, ids.partner)
    void timelines.listOfThings(tx, org.org_id, [ids.registration], [], { ...TIMELINE, partner_id: ids.partner })
    return timelines.listOfPartner(tx, org.org_id, ids.partner, { ...TIMELINE, partner_id: ids.partner })
  }, own)
  expect(wrong).toEqual([])
})

test('a partner whose rows are few finds them without reading those of others', async () => {
  const own = { org_id: org.org_id, scope: 'partner', partner_id: uuidOf('partner', partner.id) } as const
  const { wrong } = await explain(
    (tx) =>
      listRegistrations(tx, org.org_id, {
        filter: { partner_id: own.partner_id, own: true },
        order: 'newest',
        now: NOON,
        limit: first.limit,
      }),
    own,
  )
  expect(wrong).toEqual([])
})
