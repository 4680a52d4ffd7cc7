import pg from 'pg'
import { test } from 'vitest'
import type { Sql, Tx } from '#server/platform/postgres/sql.ts'
import { makeShops } from '#tests/make/shops.ts'
import * as audit from './store.ts'
import * as events from '../events/store.ts'
import * as partners from '../partners/store.ts'
import * as opps from '../opportunities/store.ts'
import * as products from '../products/store.ts'
import * as members from '../members/store.ts'
import * as rulings from '../rulings/store.ts'
import * as program from '../program/store.ts'
import { newId } from '#server/platform/clock.ts'

test('plans', async () => {
  const w = await makeShops()
  const org = await w.makeOrg()
  await w.publish(org)
  const owner = new pg.Client(w.owner)
  await owner.connect()
  await owner.query('begin')
  await owner.query(`select set_config('app.org', '${org}', true), set_config('app.scope', 'org', true)`)
  const id = `('01980000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`
  const N = 30000
  for (const s of [
    `insert into partner (org_id,id,slug,name,name_key,created_at) select '${org}', ${id}, 'p'||i, 'P '||i, 'p'||i, now() from generate_series(1,${N/10}) i`,
    `insert into enrollment (org_id,id,partner_id,track,tier,status,created_at) select '${org}', ${id}, ${id}, 'reseller','silver','active', now() from generate_series(1,${N/10}) i`,
    `insert into account (org_id,id,name,name_key,created_at) select '${org}', ${id}, 'A '||i, 'a'||i, now() from generate_series(1,${N}) i`,
    `insert into product (org_id,id,name,name_key,created_at) select '${org}', ${id}, 'A '||i, 'a'||i, now() from generate_series(1,${N}) i`,
    `insert into member (org_id,id,name,name_key,created_at) select '${org}', ${id}, 'A '||i, 'a'||i, now() from generate_series(1,${N}) i`,
    `insert into opportunity (org_id,id,name,account_id,stage,created_at) select '${org}', ${id}, 'A '||i, ${id}, case when i%3=0 then 'open' else 'won' end, now() from generate_series(1,${N}) i`,
    `insert into ruling select '${org}', ${id.replace('01980000','019b8000')}, 'registration', ${id}, null, 1, 'x', now(), now(), '{}','{}','[]' from generate_series(1,${N}) i`,
    `insert into audit (org_id,id,seq,verb,actor,subject_noun,subject_id,at,recorded_at,request_id,change) select '${org}', ${id}, i, 'v', 'clock','partner', ${id}, now(), now(), 'r','{}' from generate_series(1,${N}) i`,
    `insert into event (org_id,id,seq,type,subject_noun,subject_id,at,recorded_at,body) select '${org}', ${id}, i, 'v', 'partner', ${id}, now(), now(), '{}' from generate_series(1,${N}) i`,
    `insert into seal select '${org}', i, i, i, 'x', now() from generate_series(1,3000) i`,
  ]) await owner.query(s)
  await owner.query('commit')
  await owner.query('analyze')
  const one = '01980000-0000-7000-8000-000000000010'
  for (const scope of ['org', 'partner'] as const) {
    await w.db.transaction({ org_id: org, scope, partner_id: scope === 'partner' ? one : null }, async (tx) => {
      let label = ''
      const explain = async (s: Sql) => {
        const rows = await tx.rows<{ 'QUERY PLAN': string }>({ text: `explain ${s.text}`, values: s.values, name: undefined })
        const text = rows.map((r) => r['QUERY PLAN']).join('\n')
        const scans = text.split('\n').filter((l) => /Scan|Sort/.test(l) && !/ruling_20[3-9]|ruling_202[789]|ruling_other|ruling_2028/.test(l)).map((l) => l.trim().replace(/ +\(.*$/, ''))
        console.log(`${scope} ${label}${/Seq Scan|Sort/.test(text) ? '   <<<<<' : ''}\n   ${scans.join('\n   ')}`)
        return []
      }
      const x = { rows: explain, one: async (s: Sql) => void (await explain(s)), run: async (s: Sql) => (await explain(s), 1), send: () => undefined } as unknown as Tx
      const t = async (name: string, f: () => Promise<unknown>) => { label = name; await f() }
      const after = { name_key: 'a5', id: one }
      await t('events feed', () => events.listFeed(x, org, { after: '100', types: undefined, limit: 51 }))
      await t('events feed types', () => events.listFeed(x, org, { after: '100', types: ['v'], limit: 51 }))
      await t('timeline', () => events.listTimeline(x, org, { subject_id: one, types: undefined, before: undefined, limit: 51 }))
      await t('rulings of', () => rulings.listRulingsOf(x, org, one, undefined, 51))
      await t('ruling', () => rulings.findRuling(x, org, one))
      await t('partner', () => partners.findPartner(x, org, one))
      await t('in force', () => program.findInForce(x, org, '2026-11-22T00:00:00.000Z'))
      if (scope === 'partner') return
      await t('claim', () => partners.findPartnerForClaim(x, org, one))
      await t('number events', () => events.numberEvents(x, org, 1000))
      const f = { verb: undefined, subject_id: undefined, actor: undefined, from: undefined, to: undefined }
      await t('unsealed', () => audit.listUnsealed(x, org, f, undefined, 51))
      await t('sealed', () => audit.listSealed(x, org, f, {}, 51))
      await t('sealed before', () => audit.listSealed(x, org, f, { seq: '400' }, 51))
      await t('sealed subject', () => audit.listSealed(x, org, { ...f, subject_id: one }, {}, 51))
      await t('sealed verb+time', () => audit.listSealed(x, org, { ...f, verb: 'rare', from: '2026-11-22T00:00:00.000Z' }, {}, 51))
      await t('number rows', () => audit.numberRows(x, org, 5n, 1000).catch(() => 0))
      await t('seals', () => audit.listSeals(x, org, '50', 51))
      await t('seals from', () => audit.listSealsFrom(x, org, '50', '70', 51))
      await t('rows under', () => audit.listRowsUnder(x, org, { no: '1', first_seq: '5', last_seq: '60', hash: '', sealed_at: '' }))
      await t('highest', () => audit.findHighestSeq(x, org))
      await t('count unsealed', () => audit.countUnsealed(x, org))
      const pf = { name_from: '', track: undefined, tier: undefined, status: undefined, manager_id: undefined, after: undefined, limit: 51 }
      await t('partners', () => partners.listPartners(x, org, pf))
      await t('partners q', () => partners.listPartners(x, org, { ...pf, name_from: 'p1', after: { name_key: 'p15', id: one } }))
      await t('partners track', () => partners.listPartners(x, org, { ...pf, track: 'reseller', status: 'active' }))
      await t('partners manager', () => partners.listPartners(x, org, { ...pf, manager_id: newId() }))
      await t('products', () => products.listProducts(x, org, { name_from: 'a1', after, limit: 51 }))
      await t('members', () => members.listMembers(x, org, { name_from: '', after: undefined, limit: 51 }))
      const of = { account_id: undefined, stage: undefined, account_name_from: '', before: undefined, limit: 51 }
      await t('opps', () => opps.listOpportunities(x, org, of))
      await t('opps before', () => opps.listOpportunities(x, org, { ...of, before: one }))
      await t('opps account', () => opps.listOpportunities(x, org, { ...of, account_id: one, stage: 'open' }))
      await t('opps stage', () => opps.listOpportunities(x, org, { ...of, stage: 'lost' }))
      await t('opps q', () => opps.listOpportunities(x, org, { ...of, account_name_from: 'a12345' }))
      await t('opps open of', () => opps.openOpportunitiesOf(x, org, [one]))
      await t('versions', () => program.listVersions(x, org, undefined, 51))
    })
  }
  await owner.end()
  await w.drop()
}, 60000)
