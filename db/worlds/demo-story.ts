import type { RouteInput } from '#kit/contract.ts'
import type { Contracts } from '#server/contracts.ts'

/**
 * The story of the demo: Alderbrook sells warehouse robots through twelve partners of four types. Every company and
 * person is invented; domains end in .example (RFC 2606), so that no mail can reach anybody.
 */

export const PASSWORD = 'river-of-deals'

type Person = { email: string; name: string; role: string; says: string }

export const ORG_PEOPLE: readonly Person[] = [
  {
    email: 'mara@alderbrook.example',
    name: 'Mara Lindt',
    role: 'partner_manager',
    says: 'console: decides registrations',
  },
  {
    email: 'ines@alderbrook.example',
    name: 'Ines Okoye',
    role: 'channel_ops',
    says: 'console: program, imports, audit',
  },
  {
    email: 'admin@alderbrook.example',
    name: 'Ada Brandt',
    role: 'admin',
    says: 'console: everything, people and keys',
  },
  { email: 'jonas@alderbrook.example', name: 'Jonas Weber', role: 'partner_manager', says: 'console' },
  { email: 'sven@alderbrook.example', name: 'Sven Hall', role: 'sales_rep', says: 'console, reads' },
  { email: 'fatou@alderbrook.example', name: 'Fatou Diallo', role: 'finance', says: 'console, reads' },
  { email: 'vera@alderbrook.example', name: 'Vera Klein', role: 'viewer', says: 'console, reads' },
]

type Partner = {
  name: string
  domain: string
  country: string
  labels: string[]
  enrollments: { track: string; tier: string; status: string }[]
  people: Person[]
}

export const PARTNERS: readonly Partner[] = [
  {
    name: 'Quayside Automation',
    domain: 'quayside.example',
    country: 'DE',
    labels: ['Nord'],
    enrollments: [{ track: 'reseller', tier: 'gold', status: 'active' }],
    people: [
      {
        email: 'lena@quayside.example',
        name: 'Lena Sommer',
        role: 'partner_seller',
        says: "portal: a reseller's seller",
      },
      { email: 'otto@quayside.example', name: 'Otto Frank', role: 'partner_admin', says: 'portal: its admin' },
    ],
  },
  {
    name: 'Brightline Referrals',
    domain: 'brightline.example',
    country: 'NL',
    labels: ['Benelux'],
    enrollments: [{ track: 'referral', tier: 'silver', status: 'active' }],
    people: [
      {
        email: 'pieter@brightline.example',
        name: 'Pieter Bos',
        role: 'partner_admin',
        says: "portal: a referral partner's admin",
      },
    ],
  },
  {
    name: 'Meridian Warehouse Advisers',
    domain: 'meridianadvisers.example',
    country: 'FR',
    labels: ['Sud'],
    enrollments: [{ track: 'agency', tier: 'gold', status: 'active' }],
    people: [{ email: 'chloe@meridianadvisers.example', name: 'Chloé Martin', role: 'partner_admin', says: 'portal' }],
  },
  {
    name: 'Pallet Cloud',
    domain: 'palletcloud.example',
    country: 'SE',
    labels: [],
    enrollments: [{ track: 'technology', tier: 'listed', status: 'onboarding' }],
    people: [{ email: 'elin@palletcloud.example', name: 'Elin Berg', role: 'partner_admin', says: 'portal' }],
  },
  {
    name: 'Steinhoff Intralogistik',
    domain: 'steinhoff-intra.example',
    country: 'DE',
    labels: ['Süd'],
    enrollments: [
      { track: 'reseller', tier: 'silver', status: 'active' },
      { track: 'agency', tier: 'registered', status: 'active' },
    ],
    people: [{ email: 'karl@steinhoff-intra.example', name: 'Karl Steinhoff', role: 'partner_admin', says: 'portal' }],
  },
  {
    name: 'Fjordlift',
    domain: 'fjordlift.example',
    country: 'NO',
    labels: ['Nordics'],
    enrollments: [{ track: 'reseller', tier: 'registered', status: 'onboarding' }],
    people: [{ email: 'ida@fjordlift.example', name: 'Ida Nilsen', role: 'partner_admin', says: 'portal' }],
  },
  {
    name: 'Rivet & Sons',
    domain: 'rivetandsons.example',
    country: 'GB',
    labels: [],
    enrollments: [{ track: 'reseller', tier: 'silver', status: 'suspended' }],
    people: [{ email: 'tom@rivetandsons.example', name: 'Tom Rivet', role: 'partner_admin', says: 'portal' }],
  },
  {
    name: 'Vistula Systems',
    domain: 'vistulasystems.example',
    country: 'PL',
    labels: ['East'],
    enrollments: [{ track: 'reseller', tier: 'platinum', status: 'active' }],
    people: [{ email: 'ola@vistulasystems.example', name: 'Ola Nowak', role: 'partner_admin', says: 'portal' }],
  },
]

type Account = RouteInput<Contracts['account.create']>['body']

export const ACCOUNTS: readonly (Account & { slug: string })[] = [
  {
    slug: 'harbour-grain',
    name: 'Harbour Grain Terminals GmbH',
    domain: 'harbourgrain.example',
    country: 'DE',
    city: 'Hamburg',
    industry: 'Logistics',
    employees: 820,
    is_customer: false,
    is_house: false,
  },
  {
    slug: 'kestrel',
    name: 'Kestrel Parcel Services',
    domain: 'kestrelparcel.example',
    country: 'DE',
    city: 'Leipzig',
    industry: 'Logistics',
    employees: 2400,
    is_customer: true,
    is_house: false,
  },
  {
    slug: 'lindqvist',
    name: 'Lindqvist Möbel AB',
    domain: 'lindqvist.example',
    country: 'SE',
    city: 'Jönköping',
    industry: 'Furniture',
    employees: 640,
    is_customer: false,
    is_house: false,
  },
  {
    slug: 'bergamo',
    name: 'Officine Bergamo S.p.A.',
    domain: 'officinebergamo.example',
    country: 'IT',
    city: 'Bergamo',
    industry: 'Machinery',
    employees: 1900,
    is_customer: false,
    is_house: false,
  },
  {
    slug: 'vandermeer',
    name: 'Van der Meer Bloemen B.V.',
    domain: 'vandermeerbloemen.example',
    country: 'NL',
    city: 'Aalsmeer',
    industry: 'Wholesale',
    employees: 310,
    is_customer: false,
    is_house: false,
  },
  {
    slug: 'okafor',
    name: 'Okafor Cold Chain Ltd',
    domain: 'okaforcold.example',
    country: 'GB',
    city: 'Felixstowe',
    industry: 'Food',
    employees: 450,
    is_customer: false,
    is_house: false,
  },
  {
    slug: 'sturm',
    name: 'Sturm & Drang Getränke',
    domain: 'sturmgetraenke.example',
    country: 'DE',
    city: 'Stuttgart',
    industry: 'Food',
    employees: 980,
    is_customer: false,
    is_house: true,
  },
  {
    slug: 'valois',
    name: 'Valois Pharma SA',
    domain: 'valoispharma.example',
    country: 'FR',
    city: 'Lyon',
    industry: 'Pharmaceuticals',
    employees: 3100,
    is_customer: false,
    is_house: false,
  },
  {
    slug: 'tatra',
    name: 'Tatra Spares s.r.o.',
    domain: 'tatraspares.example',
    country: 'SK',
    city: 'Žilina',
    industry: 'Automotive',
    employees: 270,
    is_customer: false,
    is_house: false,
  },
  {
    slug: 'novak',
    name: 'Novak Retail Group',
    domain: 'novakretail.example',
    country: 'CZ',
    city: 'Brno',
    industry: 'Retail',
    employees: 5200,
    is_customer: false,
    is_house: false,
  },
  {
    slug: 'nordhavn',
    name: 'Nordhavn Outdoor A/S',
    domain: 'nordhavn.example',
    country: 'DK',
    city: 'Aarhus',
    industry: 'Retail',
    employees: 190,
    is_customer: false,
    is_house: false,
  },
  {
    slug: 'castellan',
    name: 'Castellan Books',
    domain: 'castellanbooks.example',
    country: 'IE',
    city: 'Cork',
    industry: 'Retail',
    employees: 120,
    is_customer: false,
    is_house: false,
  },
]

/** Two companies on one domain, and two of one name: what no machine can tell apart. */
export const MARKET: readonly Account[] = [
  {
    name: 'Union Foods Germany GmbH',
    domain: 'unionfoods.example',
    country: 'DE',
    city: 'Köln',
    industry: 'Logistics',
  },
  { name: 'Union Foods Polska', domain: 'unionfoods.example', country: 'PL', city: 'Łódź', industry: 'Logistics' },
  { name: 'Phoenix Logistics', domain: 'phoenix-nord.example', country: 'DE', city: 'Kiel', industry: 'Logistics' },
  { name: 'Phoenix Logistics', domain: 'phoenixlog.example', country: 'AT', city: 'Linz', industry: 'Logistics' },
]

export const OPPORTUNITIES = [
  {
    account: 'valois',
    name: 'Valois: central store Lyon',
    stage: 'open',
    raw_stage: 'Negotiation',
    amount: { amount_minor: '18000000', currency: 'EUR' },
  },
  {
    account: 'kestrel',
    name: 'Kestrel: sorting hall 2',
    stage: 'won',
    raw_stage: 'Closed won',
    amount: { amount_minor: '42000000', currency: 'EUR' },
  },
  {
    account: 'castellan',
    name: 'Castellan: pilot',
    stage: 'lost',
    raw_stage: 'Closed lost',
    amount: { amount_minor: '2400000', currency: 'EUR' },
  },
] as const

type Registers = RouteInput<Contracts['registration.submit']>['body']

export type Step =
  | { day: number; by: string; do: 'submit'; name: string; registers: Registers; for_partner?: string }
  | { day: number; by: string; do: 'approve' | 'reject' | 'withdraw'; name: string; reason?: string }

/** A deal of so many euros at one of the accounts, to close so many days after the story ends. */
function deal(
  account_name: string,
  account_domain: string,
  account_country: string,
  euros: number,
  more: Partial<Registers> = {},
): Registers {
  return {
    account_name,
    account_domain,
    account_country,
    amount: { amount_minor: String(euros * 100), currency: 'EUR' },
    expected_close_on: '2027-12-17',
    ...more,
  }
}

const [lena, pieter, chloe, karl, ida, tom, ola] = [
  'lena@quayside.example',
  'pieter@brightline.example',
  'chloe@meridianadvisers.example',
  'karl@steinhoff-intra.example',
  'ida@fjordlift.example',
  'tom@rivetandsons.example',
  'ola@vistulasystems.example',
]
const mara = 'mara@alderbrook.example'
const jonas = 'jonas@alderbrook.example'

const nordhavn = deal('Nordhavn Outdoor', 'nordhavn.example', 'DK', 31_000)
const novak = deal('Novak Retail Group', 'novakretail.example', 'CZ', 240_000, {
  use_case: 'Night shift picking in the Brno hub',
})
const bergamo = deal('Officine Bergamo', 'officinebergamo.example', 'IT', 120_000)

export const STORY: readonly Step[] = [
  { day: 1, by: lena, do: 'submit', name: 'nordhavn', registers: nordhavn },
  { day: 4, by: ola, do: 'submit', name: 'novak', registers: novak },
  { day: 5, by: jonas, do: 'approve', name: 'novak', reason: 'A good fit: the hub is being rebuilt next year.' },
  { day: 6, by: karl, do: 'submit', name: 'novak second', registers: { ...novak, track: 'reseller' } },
  {
    day: 9,
    by: pieter,
    do: 'submit',
    name: 'vandermeer',
    registers: deal('Van der Meer Bloemen', 'www.vandermeerbloemen.example', 'NL', 64_000),
  },
  { day: 10, by: mara, do: 'approve', name: 'vandermeer' },
  {
    day: 20,
    by: chloe,
    do: 'submit',
    name: 'kestrel',
    registers: deal('Kestrel Parcel Services', 'kestrelparcel.example', 'DE', 88_000),
  },
  {
    day: 31,
    by: lena,
    do: 'submit',
    name: 'castellan',
    registers: deal('Castellan Books', 'castellanbooks.example', 'IE', 18_500),
  },
  { day: 34, by: lena, do: 'withdraw', name: 'castellan', reason: 'They chose to wait a year.' },
  {
    day: 60,
    by: ida,
    do: 'submit',
    name: 'okafor',
    registers: deal('Okafor Cold Chain', 'okaforcold.example', 'GB', 140_000),
  },
  {
    day: 61,
    by: jonas,
    do: 'reject',
    name: 'okafor',
    reason:
      'Your engineers are not certified for cold stores yet. Finish the cold chain course, and register it again.',
  },
  {
    day: 75,
    by: tom,
    do: 'submit',
    name: 'tatra',
    registers: deal('Tatra Spares', 'tatraspares.example', 'SK', 36_000),
  },
  {
    day: 98,
    by: jonas,
    do: 'approve',
    name: 'novak second',
    reason: 'The account came free, and you were next in line.',
  },
  { day: 100, by: ola, do: 'submit', name: 'bergamo', registers: bergamo },
  { day: 101, by: jonas, do: 'approve', name: 'bergamo' },
  { day: 102, by: lena, do: 'submit', name: 'bergamo second', registers: bergamo },
  { day: 103, by: karl, do: 'submit', name: 'bergamo third', registers: { ...bergamo, track: 'reseller' } },
  {
    day: 110,
    by: lena,
    do: 'submit',
    name: 'tatra again',
    registers: deal('Tatra Spares', 'tatraspares.example', 'SK', 42_000, { product_lines: [1] }),
  },
  {
    day: 112,
    by: pieter,
    do: 'submit',
    name: 'tatra software',
    registers: deal('Tatra Spares', 'tatraspares.example', 'SK', 12_000, { product_lines: [2] }),
  },
  { day: 113, by: mara, do: 'approve', name: 'tatra software' },
  {
    day: 130,
    by: mara,
    do: 'submit',
    name: 'harbour',
    registers: deal('Harbour Grain Terminals', 'harbourgrain.example', 'DE', 310_000),
    for_partner: 'Quayside Automation',
  },
  { day: 131, by: mara, do: 'approve', name: 'harbour' },
  {
    day: 140,
    by: lena,
    do: 'submit',
    name: 'sturm',
    registers: deal('Sturm & Drang', 'sturmgetraenke.example', 'DE', 54_000),
  },
  {
    day: 147,
    by: karl,
    do: 'submit',
    name: 'union',
    registers: deal('Union Foods', 'unionfoods.example', 'DE', 96_000, { track: 'reseller' }),
  },
  {
    day: 149,
    by: chloe,
    do: 'submit',
    name: 'valois',
    registers: deal('Valois Pharma', 'valoispharma.example', 'FR', 72_000, {
      use_case: 'Cold store next to the Lyon plant',
    }),
  },
  {
    day: 149,
    by: lena,
    do: 'submit',
    name: 'lindqvist',
    registers: deal('Lindqvist Möbel', 'lindqvist.example', 'SE', 185_000, {
      contact_name: 'Åsa Lindqvist',
      contact_email: 'asa@lindqvist.example',
    }),
  },
  {
    day: 150,
    by: ola,
    do: 'submit',
    name: 'sava',
    registers: deal('Sava Freight', 'savafreight.example', 'SI', 530_000),
  },
  {
    day: 150,
    by: pieter,
    do: 'submit',
    name: 'delta',
    registers: deal('Delta Dairy', 'deltadairy.example', 'NL', 27_000),
  },
]
