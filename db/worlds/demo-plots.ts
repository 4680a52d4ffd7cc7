import type { Chance } from './chance.ts'
import { PARTNERS } from './demo-cast.ts'

/** What becomes of a deal, if nobody comes in between: planned before the year begins, so that it does not hang on what others do. */
export type Plot = {
  day: number
  /** Minutes after midnight. */
  minute: number
  seller: string
  track: string
  company: Company
  euros: number
  /** Working hours that the manager takes. */
  hours: number
  decision: 'approve' | 'reject' | 'ask_first'
  /** Days after approval on which the partner follows up. */
  follow_ups: readonly number[]
  /** What comes of an approval, and how many days after it. */
  then: { is: 'convert' | 'lose' | 'withdraw' | 'extend'; days: number } | null
  /** What comes of the opportunity, and how many days after it was opened. */
  close: { is: 'win' | 'lose'; days: number } | null
}

export type Company = { name: string; domain: string; country: string; industry: string }

const STEMS =
  'Albrecht Anker Aurora Baltic Bergson Bruckner Calder Castor Corvin Dahl Delmar Duna Elster Falk Ferro Fiord Galant Gerrit Halden Hansa Helios Iberia Jansen Kaspar Krone Lagan Larsen Lumen Maris Montes Nadir Norden Oder Orion Pavel Pinar Quarz Rhenus Riva Sabel Sequoia Solvang Tamar Thule Ulmer Varga Viborg Weiss Yarrow Zander'.split(
    ' ',
  )
const TRADES = [
  ['Foods', 'Food'],
  ['Spedition', 'Logistics'],
  ['Pharma', 'Pharmaceuticals'],
  ['Textil', 'Textiles'],
  ['Auto Parts', 'Automotive'],
  ['Retail', 'Retail'],
  ['Cold Chain', 'Food'],
  ['Tools', 'Machinery'],
  ['Furniture', 'Furniture'],
  ['Paper', 'Paper'],
  ['Electronics', 'Electronics'],
  ['Beverages', 'Food'],
] as const
const FORMS: Record<string, string> = {
  DE: 'GmbH',
  NL: 'B.V.',
  FR: 'SAS',
  SE: 'AB',
  NO: 'AS',
  PL: 'Sp. z o.o.',
  ES: 'S.L.',
  AT: 'GmbH',
  IE: 'Ltd',
  FI: 'Oy',
  IT: 'S.r.l.',
  CZ: 's.r.o.',
  DK: 'A/S',
  BE: 'BV',
}

/** Where a partner sells beside its own country. */
const NEIGHBOURS: Record<string, readonly string[]> = {
  DE: ['DE', 'DE', 'DK', 'CZ'],
  NL: ['NL', 'BE'],
  FR: ['FR', 'FR', 'BE'],
  NO: ['NO', 'SE', 'DK'],
  PL: ['PL', 'PL', 'CZ'],
  ES: ['ES', 'ES', 'FR'],
  AT: ['AT', 'AT', 'IT'],
  IE: ['IE'],
  FI: ['FI', 'SE'],
}

/** How often each partner registers: some carry the program, one has given up and says nothing. */
const SELLERS: readonly { email: string; share: number; until?: number }[] = [
  { email: 'lena@quayside.example', share: 5 },
  { email: 'otto@quayside.example', share: 2 },
  { email: 'ola@vistulasystems.example', share: 5 },
  { email: 'aino@keskusvarasto.example', share: 4 },
  { email: 'karl@steinhoff-intra.example', share: 3 },
  { email: 'chloe@meridianadvisers.example', share: 3 },
  { email: 'greta@alpenlager.example', share: 2 },
  { email: 'pieter@brightline.example', share: 2 },
  { email: 'nuria@cantabriarobotica.example', share: 3, until: 190 },
  { email: 'ida@fjordlift.example', share: 1 },
  { email: 'sean@tidewater.example', share: 1 },
]

/** An invented company of a country that no plot has yet. */
export function companyOf(chance: Chance, country: string, taken: Set<string>): Company {
  for (;;) {
    const stem = chance.pick(STEMS)
    const [trade, industry] = chance.pick(TRADES)
    const domain = `${stem}${trade}`.toLowerCase().replaceAll(' ', '') + '.example'
    if (taken.has(domain)) continue
    taken.add(domain)
    return { name: `${stem} ${trade} ${FORMS[country] ?? 'Ltd'}`, domain, country, industry }
  }
}

/** The year's deals, in the order in which they are registered. */
export function plotsOf(chance: Chance, days: number, per_week: number, known: readonly Company[]): Plot[] {
  const taken = new Set(known.map(({ domain }) => domain))
  const plots: Plot[] = []
  for (let day = 3; day < days; day++) {
    // It begins small and grows; summer and the turn of the year are quiet.
    const season = 0.45 + (0.9 * day) / days
    const expected = (per_week / 5) * season
    const count = Math.floor(expected) + (chance.is(expected % 1) ? 1 : 0)
    for (let n = 0; n < count; n++) plots.push(plotOn(chance, day, plots, known, taken))
  }
  return plots
}

function plotOn(
  chance: Chance,
  day: number,
  earlier: readonly Plot[],
  known: readonly Company[],
  taken: Set<string>,
): Plot {
  const sellers = SELLERS.filter(({ until }) => until === undefined || day < until).flatMap(({ email, share }) =>
    Array<string>(share).fill(email),
  )
  const seller = chance.pick(sellers)
  const partner = PARTNERS.find(({ people }) => people.some(({ email }) => email === seller))
  if (!partner) throw new Error(`${seller} works for nobody`)
  const country = chance.pick(NEIGHBOURS[partner.country] ?? [partner.country])
  // One in ten meets a company that another has registered, one in twelve one that we know.
  const recent = earlier.slice(-40).filter((plot) => plot.seller !== seller)
  const company =
    chance.is(0.1) && recent.length > 0
      ? chance.pick(recent).company
      : chance.is(0.09)
        ? chance.pick(known)
        : companyOf(chance, country, taken)
  const convert = chance.is(0.58)
  const approved = convert
    ? 'convert'
    : chance.is(0.28)
      ? 'lose'
      : chance.is(0.2)
        ? 'withdraw'
        : chance.is(0.3)
          ? 'extend'
          : null
  const first = chance.between(3, 12)
  const active = approved !== null || chance.is(0.4)
  return {
    day,
    minute: chance.between(8 * 60, 17 * 60),
    seller,
    track: partner.enrollments[0]?.track ?? 'reseller',
    company,
    euros: Math.round(Math.exp(chance.between(930, 1290) / 100) / 500) * 500,
    // Most are answered the same or the next day; a few lie too long.
    hours: chance.is(0.12) ? chance.between(17, 30) : chance.between(1, 14),
    decision: chance.is(0.14) ? 'reject' : chance.is(0.13) ? 'ask_first' : 'approve',
    follow_ups: active ? [first, first + chance.between(7, 13), ...(approved === 'extend' ? [72] : [])] : [],
    then: approved && { is: approved, days: approved === 'extend' ? 74 : chance.between(14, 60) },
    close: convert && chance.is(0.7) ? { is: chance.is(0.58) ? 'win' : 'lose', days: chance.between(25, 130) } : null,
  }
}
