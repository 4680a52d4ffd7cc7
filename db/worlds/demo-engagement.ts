import { ago, claim, dateIn, euros, tries, type Telling, type Told } from './demo-told.ts'

/** What is between direct sales and its partners: conflicts in every state, one that is none, and consents. */

const [lena, karl, ola, aino, nuria] = [
  'lena@quayside.example',
  'karl@steinhoff-intra.example',
  'ola@vistulasystems.example',
  'aino@keskusvarasto.example',
  'nuria@cantabriarobotica.example',
]
const sven = 'sven@alderbrook.example'
const jonas = 'jonas@alderbrook.example'
const ines = 'ines@alderbrook.example'

/** What somebody says or does so many days before the last. */
type Said =
  | { days: number; partner: 'objects' | 'consents'; text: string }
  | { days: number; direct: 'stays' | 'leaves'; text: string }
  | { days: number; by: string; resolves: 'stands_aside' | 'shared' | 'upheld_direct'; text: string; hands_over?: true }
  | { days: number; closes: true }

/** A sale of the org's own that appears at an account which a partner has held since `claimed`. */
type Clash = {
  company: Told
  by: string
  claimed: number
  raised: number
  quiet?: true
  worth: number
  sale: string
  said: Said[]
}

const CLASHES: readonly Clash[] = [
  {
    company: { name: 'Ostsee Fischwerke GmbH', domain: 'ostseefischwerke.example', country: 'DE' },
    ...{ by: lena, claimed: 62, raised: 1, worth: 64_000, sale: 'Ostsee Fischwerke: filleting hall', said: [] },
  },
  {
    company: { name: 'Brennwald Möbelwerke GmbH', domain: 'brennwald.example', country: 'DE' },
    ...{ by: lena, claimed: 48, raised: 3, worth: 118_000, sale: 'Brennwald: panel store' },
    said: [
      {
        days: 2,
        partner: 'objects',
        text: 'We have shown them two robots on site, and they plan the pilot with us for the spring.',
      },
    ],
  },
  {
    company: { name: 'Uckermark Mühlen GmbH', domain: 'uckermarkmuehlen.example', country: 'DE' },
    ...{ by: karl, claimed: 38, raised: 6, worth: 36_000, sale: 'Uckermark Mühlen: sack store' },
    said: [
      { days: 5, partner: 'objects', text: 'We have the floor plan, and an offer of ours is with the miller.' },
      { days: 4, direct: 'stays', text: 'Their bank asked us for an offer, as a condition of the loan.' },
    ],
  },
  {
    company: { name: 'Kollmar Papier GmbH', domain: 'kollmarpapier.example', country: 'DE' },
    ...{ by: karl, claimed: 70, raised: 30, worth: 52_000, sale: 'Kollmar Papier: reel handling' },
    said: [
      { days: 29, partner: 'objects', text: 'The plant manager asked us for an offer in writing; it is on his desk.' },
      { days: 28, direct: 'stays', text: 'Their group purchasing called me; I did not know of the plant.' },
      {
        days: 27,
        by: jonas,
        resolves: 'stands_aside',
        hands_over: true,
        text: 'The plant decides, and Steinhoff has been talking with it for weeks. The deal goes on with Steinhoff.',
      },
    ],
  },
  {
    company: { name: 'Tegern Optik AG', domain: 'tegernoptik.example', country: 'DE' },
    ...{ by: ola, claimed: 84, raised: 44, worth: 240_000, sale: 'Tegern Optik: second site' },
    said: [
      { days: 43, partner: 'objects', text: 'We know the people of the first site well.' },
      { days: 42, direct: 'stays', text: 'The second site buys through the headquarters, where we are listed.' },
      {
        days: 41,
        by: ines,
        resolves: 'shared',
        text: 'Each knows a part of this customer. You go on together; Vistula keeps its part in the second site.',
      },
    ],
  },
  {
    company: { name: 'Rasmussen Værktøj A/S', domain: 'rasmussenvaerktoej.example', country: 'DK' },
    ...{ by: aino, claimed: 66, raised: 24, worth: 31_000, sale: 'Rasmussen: tool cribs' },
    said: [
      { days: 23, direct: 'stays', text: 'They have asked twice that we come ourselves; the mail is in the record.' },
      { days: 22, partner: 'objects', text: 'Our demo is booked for next month.' },
      {
        days: 20,
        by: ines,
        resolves: 'upheld_direct',
        text: 'The customer has asked us in writing to be served directly, and the partner has not met it yet.',
      },
    ],
  },
  {
    company: { name: 'Weserland Druck GmbH', domain: 'weserlanddruck.example', country: 'DE' },
    ...{ by: lena, claimed: 58, raised: 16, worth: 47_000, sale: 'Weserland Druck: pallet buffer' },
    said: [{ days: 15, partner: 'consents', text: 'Go ahead with the buffer. We are in the dispatch hall.' }],
  },
  {
    company: { name: 'Hollerbach Säfte GmbH', domain: 'hollerbach.example', country: 'DE' },
    ...{ by: karl, claimed: 75, raised: 36, worth: 83_000, sale: 'Hollerbach: bottling line' },
    said: [{ days: 35, direct: 'leaves', text: 'I did not see the registration. Steinhoff is further than I am.' }],
  },
  {
    company: { name: 'Gotland Kalk AB', domain: 'gotlandkalk.example', country: 'SE' },
    ...{
      by: aino,
      claimed: 80,
      raised: 52,
      worth: 26_000,
      sale: 'Gotland Kalk: bagging',
      said: [{ days: 51, closes: true }],
    },
  },
  // Nobody followed up here: direct sales may go there, and no conflict is raised.
  {
    company: { name: 'Fenchurch Feeds GmbH', domain: 'fenchurchfeeds.example', country: 'DE' },
    ...{ by: karl, claimed: 55, raised: 8, quiet: true, worth: 95_000, sale: 'Fenchurch Feeds: silo robots', said: [] },
  },
]

/** What became of an ask for leave, so many days before the last. */
type Answered =
  | { days: number; grants: string; for_days?: number }
  | { days: number; declines: string }
  | { days: number; revokes: string }

type Ask = { days: number; purpose: string; reason: string; then: Answered[] }

const ASKED: readonly { company: Told; by: string; claimed: number; asks: Ask[] }[] = [
  {
    company: { name: 'Mariental Brauerei GmbH', domain: 'mariental.example', country: 'DE' },
    ...{ by: lena, claimed: 72 },
    asks: [
      {
        ...{
          days: 66,
          purpose: 'A trade fair talk',
          reason: 'Their head of filling has asked for a slot at our stand.',
        },
        then: [{ days: 64, grants: 'At the fair, yes. Please leave the offer to us.', for_days: 30 }],
      },
      {
        ...{
          days: 1,
          purpose: 'A service contract',
          reason: 'They have two of our older carriers from another owner.',
        },
        then: [],
      },
    ],
  },
  {
    company: { name: 'Stellwerk Modellbau GmbH', domain: 'stellwerkmodell.example', country: 'DE' },
    ...{ by: ola, claimed: 40 },
    asks: [
      {
        ...{ days: 12, purpose: 'A reference visit', reason: 'They would like to see a site like theirs at work.' },
        then: [{ days: 10, grants: 'Gladly, with one of us in the room.' }],
      },
    ],
  },
  {
    company: { name: 'Ahrenshoop Keramik GmbH', domain: 'ahrenshoopkeramik.example', country: 'DE' },
    ...{ by: karl, claimed: 50 },
    asks: [
      {
        ...{ days: 25, purpose: 'A price talk', reason: 'They wrote to us through the web site.' },
        then: [{ days: 24, declines: 'We are in the middle of the price talk ourselves. Ask us again in the spring.' }],
      },
    ],
  },
  {
    company: { name: 'Bodden Reederei GmbH', domain: 'boddenreederei.example', country: 'DE' },
    ...{ by: aino, claimed: 60 },
    asks: [
      {
        ...{ days: 35, purpose: 'An executive dinner', reason: 'Our director meets theirs at the harbour day.' },
        then: [
          { days: 33, grants: 'For the dinner.' },
          { days: 20, revokes: 'They were offered robots at the dinner. That was not what we agreed.' },
        ],
      },
    ],
  },
  {
    company: { name: 'Sollinger Glas GmbH', domain: 'sollingerglas.example', country: 'DE' },
    ...{ by: nuria, claimed: 45 },
    asks: [{ days: 13, purpose: 'A survey of the site', reason: 'They are two streets from our test hall.', then: [] }],
  },
]

/** Puts what is between direct sales and partners on the agenda. `owner_id` is the seller of the org as a member. */
export function tellEngagement(t: Telling, owner_id: string): void {
  for (const clash of CLASHES)
    ago(t, clash.claimed, async () => {
      const { account_id } = await claim(t, clash.by, clash.company, { quiet: clash.quiet === true })
      ago(t, clash.raised, () => raise(t, clash, account_id, owner_id))
    })
  for (const { company, by, claimed, asks } of ASKED)
    ago(t, claimed, async () => {
      const { account_id } = await claim(t, by, company)
      for (const ask of asks) ago(t, ask.days, () => askLeave(t, ask, account_id, by))
    })
}

/** The sale comes from the CRM, as most do: nobody of those who decide has brought it. */
async function raise(
  t: Telling,
  { by, sale, worth, said }: Clash,
  account_id: string,
  owner_id: string,
): Promise<void> {
  const body = { name: sale, account_id, owner_id, stage: 'open', raw_stage: 'Qualified', amount: euros(worth) }
  const { id: opportunity, revision, conflict_id: id } = await t.act(t.operator, 'opportunity.create', { body })
  if (!id) return
  const params = { id }
  for (const one of said)
    ago(t, one.days, async () => {
      if ('partner' in one)
        return t.act(t.as(by), 'conflict.answer', { params, body: { position: one.partner, text: one.text } })
      if ('direct' in one)
        return t.act(t.as(sven), 'conflict.answer', { params, body: { position: one.direct, text: one.text } })
      if ('resolves' in one)
        return t.act(t.as(one.by), 'conflict.resolve', {
          params,
          body: {
            resolution: one.resolves,
            reason: one.text,
            opportunity: one.hands_over ? 'hand_over' : 'close',
          },
        })
      return t.act(t.operator, 'opportunity.edit', {
        params: { id: opportunity },
        query: { if_match: revision },
        body: { stage: 'lost', raw_stage: 'Closed lost' },
      })
    })
}

async function askLeave(t: Telling, { purpose, reason, then }: Ask, account_id: string, by: string): Promise<void> {
  const { id } = await t.act(t.as(sven), 'consent.ask', { body: { account_id, purpose, reason } })
  const params = { id }
  const partner = t.as(by)
  for (const one of then)
    ago(t, one.days, async () => {
      if ('grants' in one) {
        const until = one.for_days === undefined ? {} : { until: dateIn(t, one.for_days) }
        return tries(() => t.act(partner, 'consent.grant', { params, body: { note: one.grants, ...until } }))
      }
      if ('declines' in one) return t.act(partner, 'consent.decline', { params, body: { reason: one.declines } })
      return t.act(partner, 'consent.revoke', { params, body: { reason: one.revokes } })
    })
}
