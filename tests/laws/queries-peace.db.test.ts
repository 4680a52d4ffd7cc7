import { afterAll, beforeAll, expect, test } from 'vitest'
import { listBetween } from '#server/accounts/index.ts'
import * as conduct from '#server/conduct/facts-store.ts'
import * as cases from '#server/conduct/store.ts'
import * as stakes from '#server/disputes/stake-store.ts'
import * as disputes from '#server/disputes/store.ts'
import * as holds from '#server/holds/store.ts'
import * as matches from '#server/matches/store.ts'
import * as merges from '#server/merges/store.ts'
import * as timelines from '#server/timeline/store.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import { makeWorld, type World } from '#tests/make/world.ts'
import { explain } from './explain.ts'
import { analyze, fill } from './large-org.ts'

/** Questions, merges, disputes, holds and conduct cases, in an org that has had very many of each and has some open. */

const ROWS = 12_000
const LARGE = ['match', 'merge', 'merge_move', 'dispute', 'dispute_party', 'hold', 'conduct_case', 'conduct_seen']
const NOW = '2026-02-01T00:00:00.000Z'

let world: World
let org_id: string
let own: string
let ids: Record<'account' | 'registration' | 'opportunity' | 'partner' | 'member' | 'manager' | 'row', string>

const run = (statement: Sql) =>
  world.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) => tx.run(statement))

beforeAll(async () => {
  world = await makeWorld()
  const org = await world.makeOrg('peace')
  org_id = org.org_id
  const partner = await org.partner('Anvil')
  own = partner.uuid
  const manager = await org.member('partner_manager')
  await fill(world, org_id, ROWS)
  // One in fifty is open, all of one partner's among the others'.
  await run(sql`insert into match (org_id, id, source, noun, subject_id, origin_id, status, asked, candidates, domain_count, ground, score, opened_at,
      decided_at, settled_by)
    select org_id, id, (array['registration','import','look'])[1 + n % 3], 'account', id, null, case when n % 50 = 0 then 'open' else 'settled' end,
      '{"name":"A"}', '[]', 0, 'score', n % 1000, created_at, case when n % 50 > 0 then created_at end, case when n % 50 > 0 then 'decided' end
    from (select a.*, row_number() over (order by id) as n from account a where org_id = ${org_id}) a`)
  await run(sql`insert into merge (org_id, id, loser_id, winner_id, status, reason, merged_at, merged_by, ruling_id, undone_at, undone_by)
    select org_id, id, id, (select id from account where org_id = ${org_id} order by id desc limit 1), 'undone', 'x', created_at, 'operator', id, created_at, 'operator'
    from account where org_id = ${org_id} and id <> (select id from account where org_id = ${org_id} order by id desc limit 1)`)
  await run(
    sql`insert into merge_move (org_id, merge_id, noun, subject_id) select org_id, id, 'registration', id from merge where org_id = ${org_id}`,
  )
  const over = sql`case when n % 50 = 0 then 'under_review' else 'closed' end`
  await run(sql`insert into dispute (org_id, id, side, partner_id, subject_noun, subject_id, about_noun, about_id, account_id, registration_id, title, ground,
      ground_name, statement, status, level, path, opened_at, opened_by, acknowledge_due_at, due_at, handler_id, outcome, reason)
    select org_id, id, 'partner', partner_id, 'ruling', id, 'registration', id, account_id, id, 'A', 'facts', 'Facts', 'x', ${over}, 1, '[]',
      submitted_at, 'operator', submitted_at, submitted_at, ${manager.membership_id}::uuid, case when n % 50 > 0 then 'upheld' end, case when n % 50 > 0 then 'x' end
    from (select r.*, row_number() over (order by id) as n from registration r where org_id = ${org_id}) r`)
  await run(sql`insert into dispute_party (org_id, id, dispute_id, partner_id, is_opener, title, ended_at)
    select org_id, id, id, partner_id, true, 'A', case when status = 'closed' then opened_at end from dispute where org_id = ${org_id}`)
  await run(sql`insert into hold (org_id, id, kind, noun, subject_id, account_id, partner_id, by_noun, by_id, placed_at, released_at)
    select org_id, id, 'money', 'registration', registration_id, account_id, partner_id, 'dispute', id, opened_at,
      case when status = 'closed' then opened_at end from dispute where org_id = ${org_id}`)
  await run(sql`insert into conduct_case (org_id, id, about_id, kind, account_id, status, opened_at, opened_by, opened_on, seen_count, closed_on)
    select org_id, id, partner_id, (array['parking','probing','unregistered','poaching'])[1 + n % 4], account_id,
      case when n % 50 = 0 then 'found' else 'dismissed' end, submitted_at, 'clock', submitted_at::date, 1, case when n % 50 > 0 then submitted_at::date end
    from (select r.*, row_number() over (order by id) as n from registration r where org_id = ${org_id}) r`)
  await run(sql`insert into conduct_seen (org_id, id, case_id, noun, subject_id, label, since, code, seen_at)
    select org_id, id, id, 'registration', id, 'A', opened_on, 'named', opened_at from conduct_case where org_id = ${org_id}`)
  await analyze(world)
  const [row] = await world.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.rows<typeof ids>(sql`select r.account_id as account, r.id as registration, r.partner_id as partner, r.id as row,
        (select id from opportunity where org_id = ${org_id} limit 1) as opportunity,
        (select id from member where org_id = ${org_id} limit 1) as member, ${manager.membership_id}::text as manager
      from registration r where r.org_id = ${org_id} order by r.id offset 4000 limit 1`),
  )
  if (!row) throw new Error('the world was not filled')
  ids = row
}, 240_000)
afterAll(() => world.drop())

const first = { limit: 51 }
const at = () => ({ at: '2026-01-20T00:00:00.000Z', id: ids.row })

type Read = (tx: Tx) => unknown
const READS: Record<string, Record<string, Read>> = {
  matches: {
    'the open ones, the oldest first': (tx) => matches.listMatches(tx, org_id, { status: 'open', ...first }),
    'on a later page': (tx) => matches.listMatches(tx, org_id, { status: 'open', after: at(), ...first }),
    'of one source': (tx) => matches.listMatches(tx, org_id, { status: 'open', source: 'look', ...first }),
    'those that were settled': (tx) => matches.listMatches(tx, org_id, { status: 'settled', ...first }),
    'by score': (tx) => matches.listByScore(tx, org_id, { status: 'open', ...first }),
    'by score, on a later page': (tx) =>
      matches.listByScore(tx, org_id, { status: 'open', after: { score: '500', id: ids.row }, ...first }),
    'the next one': (tx) => matches.findNext(tx, org_id, { opened_at: at().at, id: ids.row }),
    'how many are open': (tx) => matches.countOpen(tx, org_id),
    'what people answered': (tx) => matches.listAnswered(tx, org_id, 2000),
    'who protects those in question': (tx) => matches.listProtections(tx, org_id, [ids.account], NOW),
    'the questions about things': (tx) => matches.lockOpenOf(tx, org_id, 'account', [ids.account]),
    'the next accounts of a look': (tx) => matches.listToLook(tx, org_id, ids.account, 500),
  },
  merges: {
    'all of them': (tx) => merges.listAll(tx, org_id, { before: undefined, limit: 51 }),
    'those of an account': (tx) => merges.listOfAccount(tx, org_id, ids.account, { before: undefined, limit: 51 }),
    'one of them': (tx) => merges.findMerge(tx, org_id, ids.row),
    'what moved': (tx) => merges.listMoves(tx, org_id, ids.row),
    'what was said of two accounts': (tx) => {
      const known = (id: string, name_key: string) => ({ id, name_key, domain: null, country: null })
      return listBetween(tx, org_id, known(ids.account, 'company77'), known(ids.row, 'company78'))
    },
    'those that stand on a timeline': (tx) => timelines.listMerges(tx, org_id, { loser_id: ids.account }),
  },
  disputes: {
    'all of them': (tx) => disputes.listDisputes(tx, org_id, first),
    'on a later page': (tx) => disputes.listDisputes(tx, org_id, { before: ids.row, ...first }),
    'of a status': (tx) => disputes.listDisputes(tx, org_id, { status: 'under_review', ...first }),
    'of a partner': (tx) => disputes.listDisputes(tx, org_id, { partner_id: ids.partner, ...first }),
    'of an account': (tx) => disputes.listDisputes(tx, org_id, { account_id: ids.account, ...first }),
    'of a registration': (tx) => disputes.listDisputes(tx, org_id, { about_id: ids.registration, ...first }),
    'by the clock': (tx) => disputes.listByClock(tx, org_id, first),
    'by the clock, on a later page': (tx) => disputes.listByClock(tx, org_id, { after: at(), ...first }),
    'by the clock, of somebody': (tx) => disputes.listByClock(tx, org_id, { handler_id: ids.manager, ...first }),
    'how many stand where': (tx) => disputes.countDisputes(tx, org_id, ids.manager, NOW),
    'the one that is live': (tx) => disputes.findLive(tx, org_id, ids.row, ids.partner),
    'its sides': (tx) => disputes.listParties(tx, org_id, ids.row),
    'its messages': (tx) => disputes.listMessages(tx, org_id, { dispute_id: ids.row }, 200),
    'its evidence': (tx) => disputes.countEvidence(tx, org_id, [ids.row]),
    'who is concerned': (tx) => disputes.listConcerned(tx, org_id, ids.account, ids.partner),
    'who ruled': (tx) => stakes.listRuledBy(tx, org_id, ids.registration, NOW),
    'who owns': (tx) => stakes.listOwners(tx, org_id, { opportunity_id: ids.opportunity, account_id: ids.account }),
    'who takes part': (tx) => stakes.listTakingPart(tx, org_id, ids.opportunity),
    'who stands at the account': (tx) => stakes.listStanding(tx, org_id, ids.account),
  },
  holds: {
    'all that hold': (tx) => holds.pageHolds(tx, org_id, first),
    'those of an account': (tx) => holds.pageHolds(tx, org_id, { account_id: ids.account, ...first }),
    'those of a partner': (tx) => holds.pageHolds(tx, org_id, { partner_id: ids.partner, ...first }),
    'on an account': (tx) => holds.listHolds(tx, org_id, ids.account),
    'on one thing': (tx) => holds.listHoldsOn(tx, org_id, { noun: 'registration', id: ids.registration }),
    'for one cause': (tx) => holds.listHoldsBy(tx, org_id, { noun: 'dispute', id: ids.row }),
  },
  'conduct cases': {
    'all of them': (tx) => cases.listCases(tx, org_id, first),
    'on a later page': (tx) => cases.listCases(tx, org_id, { after: ids.row, ...first }),
    'those to deal with': (tx) => cases.listCases(tx, org_id, { live: true, ...first }),
    'those that are over': (tx) => cases.listCases(tx, org_id, { live: false, ...first }),
    'of a status': (tx) => cases.listCases(tx, org_id, { status: 'found', ...first }),
    'of a status that has none': (tx) => cases.listCases(tx, org_id, { status: 'warned', ...first }),
    'of a kind': (tx) => cases.listCases(tx, org_id, { kind: 'parking', ...first }),
    'of a kind, to deal with': (tx) => cases.listCases(tx, org_id, { kind: 'poaching', live: true, ...first }),
    'of an account': (tx) => cases.listCases(tx, org_id, { account_id: ids.account, ...first }),
    'of a partner': (tx) => cases.listCases(tx, org_id, { about_id: ids.partner, ...first }),
    'what stands for a partner': (tx) => cases.listStanding(tx, org_id, { id: ids.partner, own: false }, NOW),
    'what counts for a partner': (tx) => cases.listCounting(tx, org_id, ids.partner, ids.row, NOW),
    'what was seen': (tx) => cases.listSeen(tx, org_id, ids.row),
    'what was dealt with': (tx) => conduct.listDealtWith(tx, org_id, [ids.partner]),
    'what was cleared': (tx) => conduct.listCleared(tx, org_id, [ids.partner]),
    'what is open': (tx) => conduct.listLive(tx, org_id, [ids.partner]),
  },
}

const each = Object.entries(READS).flatMap(([noun, reads]) => Object.keys(reads).map((name) => [noun, name] as const))
test.each(each)('%s: %s', async (noun, name) => {
  const read = READS[noun]?.[name]
  const { wrong, plans } = await explain(
    world,
    (tx) => read?.(tx),
    { org_id, scope: 'org', partner_id: null },
    2500,
    LARGE,
  )
  expect(wrong).toEqual([])
  expect(plans).toBeGreaterThan(0)
})

test('a partner with nothing of its own is answered from an index, not by looking through everybody’s', async () => {
  const { wrong } = await explain(
    world,
    async (tx) => {
      await disputes.listPartysOf(tx, org_id, own, first)
      await disputes.countForPartner(tx, org_id, own)
      await holds.pageHolds(tx, org_id, { partner_id: own, ...first })
      await cases.listCases(tx, org_id, { about_id: own, own: true, ...first })
      await cases.listCases(tx, org_id, { about_id: own, own: true, status: 'notified', ...first })
      await cases.countCases(tx, org_id, own)
    },
    { org_id, scope: 'partner', partner_id: own },
    200,
    LARGE,
  )
  expect(wrong).toEqual([])
})
