import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidOf } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import { runImports } from '#server/imports/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { PNG } from '#tests/make/picture.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { serve, type Served } from './serve.ts'

/** What people send by mistake or on purpose: the answer says what is wrong, and nothing is lost or half kept. */

let world: World
let served: Served
let org: OrgWorld
let partner: Awaited<ReturnType<OrgWorld['partner']>>
let ops: Actor
const keys: Record<string, string> = {}

beforeAll(async () => {
  world = await makeWorld()
  served = await serve(world)
  org = await world.makeOrg('rough')
  partner = await org.partner('Quay')
  ops = await org.member('channel_ops')
  const admin = await org.member('admin')
  for (const [side, actor] of [
    ['org', admin],
    ['partner', partner.admin],
  ] as const) {
    const scopes = [...actor.permissions].filter((one) => one !== 'person:edit' || side === 'org')
    const body = { name: side, scopes, expires_in_days: null }
    keys[side] = (await world.act(actor, 'key.create', { body })).token
  }
}, 60_000)
afterAll(async () => {
  await served.close()
  await world.drop()
})

type Said = { status: number; body: Record<string, unknown>; text: string; headers: Headers }

async function call(side: 'org' | 'partner', method: string, path: string, body?: unknown): Promise<Said> {
  const bytes = body instanceof Uint8Array
  const response = await fetch(`${served.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keys[side]}`,
      ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') && text
  return {
    status: response.status,
    text,
    headers: response.headers,
    body: json ? (JSON.parse(text) as Record<string, unknown>) : {},
  }
}

/** Taken, or refused with words that say which field and what to do; never an accident. */
function clear(said: Said): 'taken' | 'refused' {
  if (said.status < 300) return 'taken'
  expect([400, 404, 409, 413, 422]).toContain(said.status)
  for (const member of ['code', 'detail', 'next']) expect(said.body[member]).toMatch(/\S/)
  return 'refused'
}

/** A kind of name, and whether a company can be called so. */
const NAMES: readonly [string, string, 'taken' | 'refused'][] = [
  ['of ten thousand characters', 'Nordwind '.repeat(1112).trim(), 'refused'],
  ['of three hundred', `Nordwind ${'a'.repeat(290)}`, 'taken'],
  ['with emoji', '🚀 Räkete 👩‍👩‍👧‍👦 GmbH', 'taken'],
  ['of emoji alone', '🚀👩‍👩‍👧‍👦🏳️‍🌈', 'taken'],
  ['from right to left', 'شركة الاختبار المحدودة', 'taken'],
  ['in Hebrew with marks of direction', '\u202eבדיקה\u202c בע״מ', 'taken'],
  ['of a legal form alone', 'GmbH & Co. KG', 'taken'],
  ['of punctuation alone', '…!?—&', 'taken'],
  ['of spaces alone', ' \t\u00a0 ', 'refused'],
  ['of what cannot be seen', '\u200b\u200d\u2060', 'taken'],
  ['with a zero byte', 'Nord\0wind', 'refused'],
  ['with half a letter', 'Nord\ud800wind', 'refused'],
  ['as markup', '<img src=x onerror=alert(1)>', 'taken'],
  ['as a formula', '=HYPERLINK("http://evil.example")', 'taken'],
]

const deal = (account_name: string, account_domain: string | undefined) => ({
  account_name,
  account_domain,
  account_country: 'DE',
  amount: { amount_minor: '10000000', currency: 'EUR' },
  expected_close_on: '2035-01-31',
})

describe('a company whose name is', () => {
  test.each(NAMES)('%s is registered, kept and recognised, or refused with the field', async (_, name, want) => {
    const n = NAMES.findIndex(([, one]) => one === name)
    const submitted = await call('partner', 'POST', '/registrations', deal(name, `deal${n}.example`))
    expect([clear(submitted), submitted.text.slice(0, 300)]).toEqual([want, submitted.text.slice(0, 300)])
    const made = await call('org', 'POST', '/accounts', { name, country: 'DE', domain: `account${n}.example` })
    expect(clear(made)).toBe(want)
    if (want === 'refused') {
      // Half a letter is no JSON text at all; everything else is a field of the request.
      if (submitted.status === 422) expect(JSON.stringify(submitted.body.fields)).toContain('account_name')
      return
    }
    const id = String(made.body.id)
    expect((await call('org', 'GET', `/accounts/${id}`)).body.name).toBe(name.trim())
    const checked = await call('org', 'POST', '/matches/check', { name, domain: `account${n}.example`, country: 'DE' })
    expect(clear(checked)).toBe('taken')
    expect(checked.text).toContain(id)
    // The name alone, too: found or not, it is answered.
    expect(clear(await call('org', 'POST', '/matches/check', { name }))).toBe('taken')
    const found = await call('org', 'GET', `/accounts?q=${encodeURIComponent(name.slice(0, 200))}`)
    expect(clear(found)).toBe('taken')
  })

  test('longer than any is checked all the same, and answered in no time', async () => {
    const began = performance.now()
    const said = await call('org', 'POST', '/matches/check', { name: 'Nordwind '.repeat(1111) })
    expect(['taken', 'refused']).toContain(clear(said))
    expect(performance.now() - began).toBeLessThan(5000)
  })

  test('any of these comes in by a file, or stands among the refused rows with its reason', async () => {
    const cells = NAMES.filter(([, name]) => name.isWellFormed()).map(([, name]) => `"${name.replaceAll('"', '""')}"`)
    const text = `Number,Name\n${cells.map((cell, n) => `r${n},${cell}`).join('\n')}\n`
    const uploaded = await world.act(ops, 'import.upload', {
      query: { object: 'account', file_name: 'names.csv' },
      body: new Blob([text]).stream(),
    })
    const mapping = {
      name: 'names',
      object: 'account',
      key_columns: ['Number'],
      columns: [{ column: 'Name', field: 'name' }],
    }
    const params = { id: uploaded.id }
    await world.act(ops, 'import.map', { params, query: { if_match: uploaded.revision }, body: { mapping } })
    await world.act(ops, 'import.run', { params })
    await runImports(world.runtime)
    const done = await world.act(ops, 'import.get', { params })
    expect(done.state).toBe('finished')
    const { created, updated, unchanged, refused, skipped } = done
    expect(created + updated + unchanged + refused + skipped).toBe(cells.length)
    expect(refused).toBeGreaterThan(0)
  }, 40_000)
})

describe('a domain', () => {
  test('in unicode and in punycode is one domain', async () => {
    const made = await call('org', 'POST', '/accounts', {
      name: 'Bücher Vogel',
      domain: 'https://www.bücher-vogel.de/x',
    })
    expect(made.status).toBe(201)
    for (const domain of ['bücher-vogel.de', 'xn--bcher-vogel-thb.de', 'BÜCHER-VOGEL.DE', 'shop.bücher-vogel.de']) {
      const said = await call('org', 'POST', '/matches/check', { name: 'Bücher Vogel', domain })
      expect([domain, said.status]).toEqual([domain, 200])
      if (!domain.startsWith('xn--')) expect([domain, said.text.includes(String(made.body.id))]).toEqual([domain, true])
    }
  })

  test.each([
    'xn--',
    'xn--a',
    'co.uk',
    'localhost',
    '192.168.0.1',
    '[::1]',
    'a..b',
    `${'a'.repeat(64)}.de`,
    '\u202eed.elpmaxe',
  ])('like %j is refused with its field, or taken for no domain', async (domain) => {
    for (const said of [
      await call('org', 'POST', '/accounts', { name: 'Odd domain', domain }),
      await call('partner', 'POST', '/registrations?dry_run=true', deal('Odd domain', domain)),
      await call('org', 'POST', '/matches/check', { name: 'Odd domain', domain }),
    ])
      clear(said)
  })
})

describe('a merge', () => {
  const account = async (name: string) => String((await call('org', 'POST', '/accounts', { name })).body.id)
  const merge = (id: string, into: string, reason: string) =>
    call('org', 'POST', `/accounts/${id}/merge`, { into, reason })

  test('of an account with itself, in a circle, for a reason that is none or endless: refused, and nothing moved', async () => {
    const [a, b] = [await account('Merge alpha'), await account('Merge beta')]
    expect((await merge(a, a, 'x')).body.code).toBe('merge.with_itself')
    for (const reason of ['', '   ', 'x'.repeat(10_000)]) expect((await merge(a, b, reason)).status).toBe(422)
    expect((await merge(a, b, '🚀 \u202eolleh <b>')).status).toBe(201)
    expect(clear(await merge(b, a, 'back'))).toBe('refused')
    expect((await call('org', 'GET', `/accounts/${b}`)).status).toBe(200)
  })

  test('undone twice at once is undone once', async () => {
    const [a, b] = [await account('Merge gamma'), await account('Merge delta')]
    const { body } = await merge(a, b, 'one')
    const undo = () => call('org', 'POST', `/merges/${String(body.id)}/undo`, { reason: 'two' })
    const said = await Promise.all([undo(), undo(), undo()])
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  test('while the account is being claimed leaves one claim, at the account that stands', async () => {
    const [a, b] = await Promise.all(
      ['echo', 'foxtrot'].map((word) =>
        call('org', 'POST', '/accounts', { name: `Claimed ${word} works`, domain: `claimed-${word}.example` }),
      ),
    )
    const [loser, winner] = [String(a?.body.id), String(b?.body.id)]
    const [merged, claimed] = await Promise.all([
      merge(loser, winner, 'one'),
      call('partner', 'POST', '/registrations', deal('Claimed echo works', 'claimed-echo.example')),
    ])
    expect([merged.status, claimed.status]).toEqual([201, 201])
    const at = await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
      tx.rows<{ account_id: string | null }>(
        sql`select account_id from registration where id = ${uuidOf('registration', String(claimed.body.id))}`,
      ),
    )
    expect(at).toEqual([{ account_id: uuidOf('account', winner) }])
  })

  test('of an account that a dispute holds waits for the dispute', async () => {
    const word = 'held'
    const submitted = await call('partner', 'POST', '/registrations', deal(`Merge ${word} works`, `${word}.example`))
    await world.act(org.operator, 'registration.approve', { params: { id: submitted.body.id }, body: {} })
    const { account: held } = await world.act(org.operator, 'registration.get', { params: { id: submitted.body.id } })
    const ruling = (submitted.body.ruling as { id: string }).id
    const dispute = { ruling_id: ruling, ground: 'other', statement: `${'Ж'.repeat(7000)} 🚀` }
    expect((await call('partner', 'POST', '/disputes', { ...dispute, statement: 'x'.repeat(8001) })).status).toBe(422)
    expect((await call('partner', 'POST', '/disputes', dispute)).status).toBe(201)
    const other = await account('Merge golf')
    for (const [from, into] of [
      [held.id ?? '', other],
      [other, held.id ?? ''],
    ] as const)
      expect((await merge(from, into, 'one')).body.code).toBe('merge.stopped')
  })
})

/** What hostile evidence is, under which name, and what may come of it. */
const zeros = zipSync({ 'bomb.txt': new Uint8Array(64 * 1024 * 1024) }, { level: 9 })
const FILES: readonly [string, string, Uint8Array, number][] = [
  ['a page with a script, named as a picture', 'proof.png', strToU8('<!doctype html><script>alert(1)</script>'), 201],
  ['a drawing with a script', 'proof.svg', strToU8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 201],
  ['an archive that grows without end', 'proof.zip', zeros, 201],
  ['a PDF that is a page too', 'proof.pdf', strToU8('%PDF-1.4\n<script>alert(document.domain)</script>\n%%EOF'), 201],
  [
    'a picture that is a page too',
    'proof.html',
    new Uint8Array([...PNG, ...strToU8('<script>alert(1)</script>')]),
    201,
  ],
  ['nothing', 'proof.txt', new Uint8Array(), 422],
  ['more than is taken', 'proof.bin', new Uint8Array(21 * 1024 * 1024), 413],
  ['a program', 'proof.pdf', strToU8('MZ\x90\0\x03\0\0\0\x04\0\0\0'), 422],
  ['a way out of its folder', '../../../etc/passwd', strToU8('words'), 201],
  ['a name that turns around', 'invoice\u202egnp.exe', strToU8('words'), 422],
  ['a name with a line of its own', 'a\r\nSet-Cookie: x=1.txt', strToU8('words'), 201],
]

describe('evidence that is', () => {
  test.each(FILES)(
    '%s is refused or harmless, and what it hangs on stays whole',
    async (what, name, bytes, want) => {
      const deal_n = FILES.findIndex(([one]) => one === what)
      const submitted = await call(
        'partner',
        'POST',
        '/registrations',
        deal(`Evidence ${deal_n}`, `evidence${deal_n}.example`),
      )
      const ruling_id = (submitted.body.ruling as { id: string }).id
      const sent = await call('partner', 'PUT', `/files?name=${encodeURIComponent(name)}`, bytes)
      expect([sent.status, sent.text.slice(0, 200)]).toEqual([want, sent.text.slice(0, 200)])
      clear(sent)
      const dispute = { ruling_id, ground: 'other', statement: 'See the file.' }
      const file_id = sent.status === 201 ? String(sent.body.id) : `file_${'0'.repeat(32)}`
      const opened = await call('partner', 'POST', '/disputes', { ...dispute, file_ids: [file_id] })
      if (want !== 201) {
        expect(opened.body.code).toBe('file.not_yours')
        // What was written is not lost with the file: the same again without it is taken.
        expect((await call('partner', 'POST', '/disputes', dispute)).status).toBe(201)
        return
      }
      expect(opened.status).toBe(201)
      expect(String(sent.body.name)).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u)
      for (const side of ['org', 'partner'] as const) {
        const got = await call(side, 'GET', `/files/${file_id}/content`)
        expect(got.status).toBe(200)
        expect(got.headers.get('x-content-type-options')).toBe('nosniff')
        expect(got.headers.get('content-security-policy')).toContain("default-src 'none'")
        expect(got.headers.get('set-cookie')).toBeNull()
        const disposition = got.headers.get('content-disposition') ?? ''
        expect(disposition).toMatch(/^(attachment|inline); filename="[^"\\/]*"/)
        // Only what a browser shows without running it is shown.
        if (disposition.startsWith('inline'))
          expect(got.headers.get('content-type')).toMatch(/^(application\/pdf|image\/png)/)
      }
    },
    30_000,
  )
})
