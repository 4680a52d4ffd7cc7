import { runImports } from '#server/imports/index.ts'
import { streamOf } from './demo-desk.ts'
import { ago, claim, dateIn, euros, type Telling, type Told } from './demo-told.ts'

/** Who is who: a list of the ERP, companies that could be two or one, what was merged, what should not have been, a family. */

const [lena, karl, pieter, aino, greta, chloe] = [
  'lena@quayside.example',
  'karl@steinhoff-intra.example',
  'pieter@brightline.example',
  'aino@keskusvarasto.example',
  'greta@alpenlager.example',
  'chloe@meridianadvisers.example',
]
const mara = 'mara@alderbrook.example'
const ines = 'ines@alderbrook.example'

/** As the ERP has them: some surely ours, some written so that only a person can tell. */
const ERP = `Number,Company,Website,Country,City,Street,Zip,Phone
4711,Harbour Grain Terminals GmbH,harbourgrain.example,DE,Hamburg,Am Sandtorkai 40,20457,+49 40 5550114
4712,Kestrel Parcel Services,kestrelparcel.example,DE,Leipzig,Maximilianallee 12,04129,+49 341 5550120
4713,Okafor Coldchain Limited,,GB,Felixstowe,,,
4714,Lindquist Moebel,,SE,Jönköping,,,
4715,Officine di Bergamo SpA,,IT,Bergamo,,,
4716,Van der Meer Bloemen,,NL,Aalsmeer,,,
4717,Tegelwerk Emsland,tegelwerkemsland.example,DE,Lingen,Kaistraße 3,49808,+49 591 555 011
4718,Moravia Glas a.s.,moraviaglas.example,CZ,Olomouc,Sklářská 7,779 00,+420 585 555 013
`
const COLUMNS = [
  ['Company', 'name'],
  ['Website', 'domain'],
  ['Country', 'country'],
  ['City', 'city'],
  ['Street', 'street'],
  ['Zip', 'postcode'],
  ['Phone', 'phone'],
] as const

export function tellNames(t: Telling): void {
  family(t)
  merges(t)
  imported(t)
  registered(t)
}

/** A parent whose protection a partner holds, with two subsidiaries, one of them known by its old name too. */
function family(t: Telling): void {
  const parent = { name: 'Norrland Paper Group AB', domain: 'norrlandpaper.example', country: 'SE' }
  const below = [
    { name: 'Norrland Kraft Oy', domain: 'norrlandkraft.example', country: 'FI', city: 'Kemi' },
    { name: 'Norrland Packaging GmbH', domain: 'norrlandpackaging.example', country: 'DE', city: 'Lübeck' },
  ]
  ago(t, 47, async () => {
    const { account_id: parent_id } = await claim(t, aino, parent)
    for (const body of below) await t.act(t.as(ines), 'account.create', { body: { ...body, parent_id } })
  })
}

/** Two that are one, with all that hung on the second; and two that were not. */
function merges(t: Telling): void {
  const twin = { name: 'HGT Hafen Getreide Terminal', domain: 'hgt-hafen.example', country: 'DE' }
  ago(t, 110, async () => {
    const { id, account_id } = await claim(t, karl, twin)
    t.accounts['harbour twin'] = account_id
    await t.act(t.operator, 'opportunity.create', {
      body: { name: 'HGT: test run', account_id, stage: 'lost', raw_stage: 'Closed lost', amount: euros(22_000) },
    })
    ago(t, 76, () =>
      t.act(t.as(karl), 'registration.withdraw', { params: { id }, body: { reason: 'They rebuild the hall first.' } }),
    )
  })
  ago(t, 12, () =>
    t.act(t.as(ines), 'account.merge', {
      params: { id: t.accounts['harbour twin'] },
      body: {
        into: t.accounts['harbour-grain'],
        reason: 'HGT is the German name of the terminals: the same address, and the same head of operations.',
      },
    }),
  )
  let merge: string
  ago(t, 30, async () => {
    const { id } = await t.act(t.operator, 'account.create', {
      body: { name: 'Novak Retail Estates', domain: 'novakestates.example', country: 'CZ', city: 'Brno' },
    })
    const body = { into: t.accounts['novak'], reason: 'The same house in Brno.' }
    merge = (await t.act(t.as(mara), 'account.merge', { params: { id }, body })).id
  })
  ago(t, 29, () =>
    t.act(t.as(mara), 'merge.undo', {
      params: { id: merge },
      body: { reason: 'It owns the house and lets it out. The shops are another company.' },
    }),
  )
}

/** The list of the ERP comes in; what is sure is tied, and Ines has looked at one of those that are not. */
function imported(t: Telling): void {
  ago(t, 6, async () => {
    const by = t.as(ines)
    const file = await t.act(by, 'import.upload', {
      query: { object: 'account', file_name: 'erp-customers.csv' },
      body: streamOf(ERP),
    })
    const params = { id: file.id }
    const columns = COLUMNS.map(([column, field]) => ({ column, field }))
    const mapping = { name: 'erp', object: 'account', key_columns: ['Number'], columns }
    await t.act(by, 'import.map', { params, query: { if_match: file.revision }, body: { mapping } })
    await t.act(by, 'import.run', { params })
    await runImports(t.runtime)
  })
  ago(t, 5, () => decide(t, 'Okafor Coldchain Limited', 'same'))
  // What the org has had all along, held against itself.
  ago(t, 5, () => t.act(t.as(ines), 'match.look', { body: { from_start: true, limit: 60 } }))
}

/** Deals of companies that could be one of ours: two answered, two that wait. */
function registered(t: Telling): void {
  const deals: { days: number; by: string; company: Told; is?: 'same' | 'other' }[] = [
    {
      ...{ days: 26, by: chloe, is: 'same' },
      company: { name: 'Officine Meccaniche Bergamo', domain: 'officinebergamo.it', country: 'IT' },
    },
    {
      ...{ days: 19, by: pieter, is: 'other' },
      company: { name: 'Phoenix Logistic', domain: 'phoenix-logistic.example', country: 'NL' },
    },
    { days: 2, by: greta, company: { name: 'Phoenix Logistik', domain: 'phoenix-linz.example', country: 'AT' } },
    { days: 1, by: lena, company: { name: 'Nordhavn Outdoors', domain: 'nordhavn-outdoors.example', country: 'DK' } },
  ]
  for (const { days, by, company, is } of deals) {
    ago(t, days, () =>
      t.act(t.as(by), 'registration.submit', {
        body: {
          account_name: company.name,
          account_domain: company.domain,
          account_country: company.country,
          amount: euros(34_000),
          expected_close_on: dateIn(t, 100),
        },
      }),
    )
    if (!is) continue
    ago(t, days - 1, () => decide(t, company.name, is))
    if (is === 'other') ago(t, days - 2, () => approve(t, company.name))
  }
}

/** Mara says which one it is, or that it is none. */
async function decide(t: Telling, name: string, verdict: 'same' | 'other'): Promise<void> {
  const { rows } = await t.act(t.as(mara), 'match.list', { query: { limit: 100 } })
  const found = rows.find((row) => row.name === name)
  const body = verdict === 'same' ? { verdict, account_id: found?.best?.account_id } : { verdict }
  await t.act(t.as(mara), 'match.decide', { params: { id: found?.id }, body })
}

/** Told apart, the deal is decided like any other. */
async function approve(t: Telling, name: string): Promise<void> {
  const query = { status: 'in_review', order: 'deadline', limit: 100 }
  const { rows } = await t.act(t.as(mara), 'registration.list', { query })
  const found = rows.find((row) => row.account.name === name)
  await t.act(t.as(mara), 'registration.approve', { params: { id: found?.id }, body: {} })
}
