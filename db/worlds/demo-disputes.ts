import { streamOf } from './demo-desk.ts'
import { ago, dateIn, euros, hoursAgo, type Telling, type Told } from './demo-told.ts'

/** What people disagree with: one just said, one looked into, one decided with effect, one settled, one appealed. */

const [lena, karl, ola, chloe, greta, aino] = [
  'lena@quayside.example',
  'karl@steinhoff-intra.example',
  'ola@vistulasystems.example',
  'chloe@meridianadvisers.example',
  'greta@alpenlager.example',
  'aino@keskusvarasto.example',
]
const mara = 'mara@alderbrook.example'
const jonas = 'jonas@alderbrook.example'
const ines = 'ines@alderbrook.example'

const CALL = 'Date,Who,About\n2 March,Plant manager,Floor plan sent\n9 March,Plant manager,Site visit agreed\n'

/** The id of a new disagreement with what a person, or the program, last said about a deal. */
async function disagree(
  t: Telling,
  by: string,
  registration: string | undefined,
  body: { ground: string; statement: string; file_ids?: string[] },
): Promise<string> {
  const { ruling } = await t.act(t.as(by), 'registration.get', { params: { id: registration } })
  const { id } = await t.act(t.as(by), 'dispute.open', { body: { ...body, ruling_id: ruling?.id } })
  return id
}

/** A deal that a manager turned down. */
async function refused(t: Telling, by: string, company: Told, worth: number, reason: string): Promise<string> {
  const { id } = await t.act(t.as(by), 'registration.submit', {
    body: {
      account_name: company.name,
      account_domain: company.domain,
      account_country: company.country,
      amount: euros(worth),
      expected_close_on: dateIn(t, 90),
    },
  })
  await t.act(t.as(jonas), 'registration.reject', { params: { id }, body: { reason } })
  return id
}

export function tellDisputes(t: Telling): void {
  overturned(t)
  settled(t)
  appealed(t)
  underReview(t)
  hoursAgo(t, 3, () =>
    disagree(t, lena, t.registrations['sturm'], {
      ground: 'customer',
      statement:
        'Sturm & Drang have asked us for an offer in writing, and say that nobody of Alderbrook has called since the summer. We would like to know what keeps the account.',
    }),
  )
}

/** Turned down by mistake; what Mara cannot decide alone, Ines does: the claim is given back in the same moment. */
function overturned(t: Telling): void {
  const company = { name: 'Savonlinna Sahat Oy', domain: 'savonlinnasahat.example', country: 'FI' }
  let deal: string
  let id: string
  ago(t, 13, async () => (deal = await refused(t, aino, company, 58_000, 'They are with a competitor of ours.')))
  ago(t, 12, async () => {
    const statement = 'The competitor serves their mill in Sweden. The three sites in Finland are open; we met them.'
    id = await disagree(t, aino, deal, { ground: 'facts', statement })
  })
  ago(t, 11, async () => {
    const params = { id }
    await t.act(t.as(mara), 'dispute.acknowledge', { params, body: { text: 'Thank you. I read it today.' } })
    const reason = 'Whose contract it is, our legal team has to say.'
    await t.act(t.as(mara), 'dispute.escalate', { params, body: { reason } })
  })
  ago(t, 9, () =>
    t.act(t.as(ines), 'dispute.decide', {
      params: { id },
      body: {
        outcome: 'overturned',
        reason: 'The contract that we knew of is for Sweden alone. The registration stands.',
        effects: [{ kind: 'reinstate', subject_id: deal }],
      },
    }),
  )
}

/** What was meant was explained, and both sides leave it at that. */
function settled(t: Telling): void {
  let id: string
  ago(t, 130, async () => {
    const statement = 'We advise their new hall in Halle, which is a company of its own with a budget of its own.'
    id = await disagree(t, chloe, t.registrations['kestrel'], { ground: 'rule', statement })
  })
  ago(t, 129, async () => {
    const params = { id }
    await t.act(t.as(jonas), 'dispute.acknowledge', { params, body: {} })
    await t.act(t.as(jonas), 'dispute.propose', {
      params,
      body: {
        outcome: 'settled',
        reason: 'Kestrel stays our customer. Your part in Halle is honoured as a referral; I send you the paper.',
      },
    })
  })
  ago(t, 128, () => t.act(t.as(chloe), 'dispute.accept', { params: { id }, body: {} }))
}

/** Refused, decided one level up, and appealed: the last word is the direction's. */
function appealed(t: Telling): void {
  const company = { name: 'Zillertal Sportartikel GmbH', domain: 'zillertalsport.example', country: 'AT' }
  let deal: string
  let id: string
  ago(t, 17, async () => (deal = await refused(t, greta, company, 82_000, 'The site is too small for robots.')))
  ago(t, 15, async () => {
    const statement = 'The hall was drawn by us: it has 2,400 square metres, and a second floor comes next year.'
    id = await disagree(t, greta, deal, { ground: 'facts', statement })
  })
  ago(t, 14, async () => {
    const params = { id }
    await t.act(t.as(mara), 'dispute.acknowledge', { params, body: {} })
    await t.act(t.as(mara), 'dispute.propose', {
      params,
      body: { outcome: 'upheld', reason: 'The second floor is not decided yet. Register it again when it is.' },
    })
  })
  ago(t, 13, () =>
    t.act(t.as(greta), 'dispute.escalate', { params: { id }, body: { reason: 'The first floor alone is enough.' } }),
  )
  ago(t, 10, () =>
    t.act(t.as(ines), 'dispute.decide', {
      params: { id },
      body: { outcome: 'upheld', reason: 'By the floor plan, 14 stations fit in. Our smallest system has 20.' },
    }),
  )
  ago(t, 1, () =>
    t.act(t.as(greta), 'dispute.appeal', {
      params: { id },
      body: { reason: 'The new smaller system, which you announced last week, has twelve stations.' },
    }),
  )
}

/** Two partners at one company: what is held, who is asked, and what each may read. */
function underReview(t: Telling): void {
  let id: string
  ago(t, 4, async () => {
    const file = await t.act(t.as(karl), 'file.upload', { query: { name: 'Calls.csv' }, body: streamOf(CALL) })
    id = await disagree(t, karl, t.registrations['bergamo third'], {
      ground: 'earlier',
      statement: 'We have been at Bergamo since March, as our notes show, and wait behind others all the same.',
      file_ids: [file.id],
    })
  })
  ago(t, 3, async () => {
    const params = { id }
    await t.act(t.as(ines), 'dispute.acknowledge', { params, body: { text: 'It has arrived; I look into it.' } })
    await t.act(t.as(ines), 'dispute.ask', {
      params,
      body: {
        partner_id: t.partners['Vistula Systems'],
        question: 'Since when have you talked with Officine Bergamo, and with whom?',
      },
    })
  })
  ago(t, 2, async () => {
    const side = (await t.act(t.as(ola), 'dispute.list', {})).rows.find(({ role }) => role === 'concerned')
    await t.act(t.as(ola), 'dispute.answer', {
      params: { id: side?.id },
      body: { text: 'Since the fair in May, with the head of operations. The offer went out the week after.' },
    })
  })
}
