import { PARTNERS } from './demo-cast.ts'
import { ago, euros, tries, type Telling, type Told } from './demo-told.ts'

/** What the program calls misconduct, and how it went on: found by the clock or seen by a person, and always heard. */

const jonas = 'jonas@alderbrook.example'
const ines = 'ines@alderbrook.example'
const mara = 'mara@alderbrook.example'
const nuria = 'nuria@cantabriarobotica.example'
const sean = 'sean@tidewater.example'
const chloe = 'chloe@meridianadvisers.example'

type Case = { partner: string; answers: string; by: string }

export function tellConduct(t: Telling): void {
  for (const days of [133, 78, 45]) parking(t, days)
  unregistered(t)
  dismissed(t)
  notedThenWarned(t, { partner: 'Meridian Warehouse Advisers', answers: chloe, by: jonas })
}

/** What the clock has found until then is asked about, answered, and goes as far as the program lets it. */
function parking(t: Telling, days: number): void {
  const by = t.as(ines)
  ago(t, days, async () => {
    const { rows } = await t.act(by, 'conduct_case.list', { query: { kind: 'parking', status: 'found' } })
    for (const { id, partner } of rows) {
      const params = { id }
      const people = PARTNERS.find(({ name }) => name === partner.name)?.people ?? []
      const admin = people.find(({ role }) => role === 'partner_admin')
      if (!admin) continue
      await t.act(by, 'conduct_case.notify', {
        params,
        body: { words: 'These protections have seen no follow-up for long. Do you still work on them?' },
      })
      ago(t, days - 2, () =>
        t.act(t.as(admin.email), 'conduct_case.answer', {
          params,
          body: {
            words: 'Two of them wait for the customer. The others we have let lie; we take them up or give them back.',
          },
        }),
      )
      ago(t, days - 5, async () => {
        const { at_most } = await t.act(by, 'conduct_case.get', { params })
        const decision = at_most === 'note' ? 'note' : 'warn'
        const reason = 'An account that nobody works on keeps others out. Log what you do there, or withdraw it.'
        await tries(() => t.act(by, 'conduct_case.decide', { params, body: { decision, reason } }))
      })
    }
  })
}

/** A case seen by a person. */
async function see(t: Telling, by: string, partner: string, words: string): Promise<string> {
  const body = { partner_id: t.partners[partner], kind: 'poaching', words }
  return (await t.act(t.as(by), 'conduct_case.open', { body })).id
}

/** A customer's complaint that turned out to be another company. */
function dismissed(t: Telling): void {
  let id: string
  ago(t, 58, async () => {
    const seen = 'A customer of Brightline tells us that you have offered it the same robots, below its price.'
    id = await see(t, ines, 'Tidewater Introductions', seen)
    await t.act(t.as(ines), 'conduct_case.notify', {
      params: { id },
      body: { words: 'Please tell us whom you have written to, and what you have offered.' },
    })
  })
  ago(t, 56, () =>
    t.act(t.as(sean), 'conduct_case.answer', {
      params: { id },
      body: { words: 'We sell no robots. It was Tidewater Trading of Cork, whose name is like ours.' },
    }),
  )
  ago(t, 55, () =>
    t.act(t.as(ines), 'conduct_case.decide', {
      params: { id },
      body: { decision: 'dismiss', reason: 'It was another company of a like name. Thank you for your quick answer.' },
    }),
  )
}

/** A first finding leads to a note, a second to a warning. */
function notedThenWarned(t: Telling, { partner, answers, by }: Case): void {
  const rounds = [
    {
      days: 120,
      seen: 'You have written to two companies that another partner has registered, and offered them a second opinion.',
      answer: 'They were on an old list of ours. We have taken them off.',
      decision: 'note',
      reason: 'It was a mistake that you have mended. We keep a note of it.',
    },
    {
      days: 40,
      seen: 'You have written to a third company that another partner has registered.',
      answer: 'A colleague who is new with us used the old list once more. We are sorry.',
      decision: 'warn',
      reason: 'It is the second time within half a year. Please see to it that nobody uses that list again.',
    },
  ]
  for (const { days, seen, answer, ...body } of rounds) {
    let id: string
    ago(t, days, async () => {
      id = await see(t, by, partner, seen)
      const words = 'Please tell us how this came about.'
      await t.act(t.as(by), 'conduct_case.notify', { params: { id }, body: { words } })
    })
    ago(t, days - 3, () => t.act(t.as(answers), 'conduct_case.answer', { params: { id }, body: { words: answer } }))
    ago(t, days - 5, () => t.act(t.as(by), 'conduct_case.decide', { params: { id }, body }))
  }
}

/** A sale that the CRM has a partner resell, and that nobody registered. */
async function soldBy(t: Telling, partner: string, company: Told, worth: number): Promise<void> {
  const { id: account_id } = await t.act(t.operator, 'account.create', { body: company })
  const { id } = await t.act(t.operator, 'opportunity.create', {
    body: { name: `${company.name}: order`, account_id, stage: 'open', amount: euros(worth) },
  })
  await t.act(t.as(ines), 'participant.add', {
    params: { id },
    body: { partner_id: t.partners[partner], role: 'resells' },
  })
}

/** The clock sees such a sale when the days of grace are over: one was asked about, one was found this week. */
function unregistered(t: Telling): void {
  const laredo = { name: 'Conservas Laredo S.A.', domain: 'conservaslaredo.example', country: 'ES' }
  const kuopio = { name: 'Kuopion Meijeri Oy', domain: 'kuopionmeijeri.example', country: 'FI' }
  ago(t, 34, () => soldBy(t, 'Cantabria Robótica', laredo, 118_000))
  ago(t, 17, () => soldBy(t, 'Keskusvarasto', kuopio, 43_000))
  const partner_id = t.partners['Cantabria Robótica']
  const find = async () =>
    (await t.act(t.as(mara), 'conduct_case.list', { query: { partner_id, kind: 'unregistered' } })).rows[0]?.id
  ago(t, 8, async () =>
    t.act(t.as(mara), 'conduct_case.notify', {
      params: { id: await find() },
      body: { words: 'This sale is yours by our records, and there is no registration of it. How did it come about?' },
    }),
  )
  ago(t, 4, async () =>
    t.act(t.as(nuria), 'conduct_case.answer', {
      params: { id: await find() },
      body: { words: 'They ordered at the fair, on the spot. We did not know that this is registered too.' },
    }),
  )
}
