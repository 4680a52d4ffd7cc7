import type { Instant } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import type { Actor } from '#server/command/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Doer } from './doer.ts'

/** Robots and what goes with them; the reference program lets a registration hold prices of the first three. */
const PRODUCTS = [
  { name: 'Picker P4', line: 'Warehouse robots', series: 'P', euros: 38_000 },
  { name: 'Carrier C2', line: 'Warehouse robots', series: 'C', euros: 24_500 },
  { name: 'Fleet Manager', line: 'Fleet software', series: 'F', euros: 9_800 },
  { name: 'Charging dock', line: 'Warehouse robots', series: 'C', euros: 2_100 },
] as const

/** What the org sells, before anybody registers. */
export async function makeProducts(act: Doer, operator: Actor): Promise<void> {
  for (const { euros, ...body } of PRODUCTS)
    await act(operator, 'product.create', {
      body: { ...body, list_price: { amount_minor: String(euros * 100), currency: 'EUR' } },
    })
}

/** How the org looks, the views that it shares, and an endpoint that is switched off: nobody listens there. */
export async function furnish(act: Doer, admin: Actor): Promise<void> {
  await act(admin, 'brand.put', {
    query: { if_match: 0 },
    body: {
      name: 'Alderbrook Robotics',
      portal_title: 'Alderbrook Partners',
      accent_light: '#0b6b58',
      accent_dark: '#58c9b0',
      sender_name: 'Alderbrook Partner Program',
      reply_to: 'partners@alderbrook.example',
      postal_address: 'Alderbrook GmbH\nSpeicherstraße 4\n10115 Berlin',
      website: 'https://alderbrook.example',
      support_email: 'partners@alderbrook.example',
    },
  })
  const views = [
    { name: 'Large and waiting', filters: { status: 'in_review', amount_from: '10000000' }, sort: 'deadline' },
    { name: 'Ends soon', filters: { status: 'approved', due: 'ending' }, sort: 'ending' },
  ]
  for (const { name, ...state } of views)
    await act(admin, 'view.create', { body: { list: 'registrations', name, shared: true, state } })
  try {
    const body = { url: 'https://hooks.example/tributary', description: 'Example receiver', types: ['*'] }
    const { id, revision } = await act(admin, 'webhook.create', { body })
    await act(admin, 'webhook.edit', { params: { id }, query: { if_match: revision }, body: { enabled: false } })
  } catch (error) {
    // An installation without a key for secrets has no endpoints.
    if (!(error instanceof Refused)) throw error
  }
}

/** Everybody has read what they were told so far. */
export async function readAll(act: Doer, people: readonly Actor[], until: Instant = wallNow()): Promise<void> {
  for (const actor of people) await act(actor, 'notification.mark', { body: { until, read: true } })
}

const LETTER = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>endobj
4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
5 0 obj<</Length 96>>stream
BT /F1 14 Tf 72 760 Td (We are talking with our partner about robots for our warehouse.) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
`
const STATIONS = 'Station,Picks per hour,Shift\nA1,120,day\nA2,95,day\nB1,140,night\n'

/** A letter of the customer and a table of its stations, as sellers send them along. */
export async function attachPapers(act: Doer, seller: Actor, id: string): Promise<void> {
  const papers = [
    { name: 'Letter of intent.pdf', text: LETTER, kind: 'customer_letter' },
    { name: 'Pick stations.csv', text: STATIONS, kind: 'content' },
  ]
  for (const { name, text, kind } of papers) {
    const file = await act(seller, 'file.upload', { query: { name }, body: streamOf(text) })
    await act(seller, 'registration.attach', { params: { id }, body: { file_id: file.id, kind } })
  }
}

export async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
