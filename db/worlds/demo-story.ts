import type { RouteInput } from '#kit/contract.ts'
import type { Contracts } from '#server/contracts.ts'

type Registers = RouteInput<Contracts['registration.submit']>['body']

/** What happens on a day of the story, counted from where it begins. */
export type Step =
  | { day: number; by: string; do: 'submit'; name: string; registers: Registers; for_partner?: string; papers?: true }
  | { day: number; by: string; do: 'approve' | 'reject' | 'withdraw'; name: string; reason?: string }

/** The told part of the year begins so many days after its start, so that its last day is yesterday. */
export const STORY_BEGINS = 214

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
  products: ['Picker P4', 'Fleet Manager'],
  use_case: 'Night shift picking in the Brno hub',
})
const bergamo = deal('Officine Bergamo', 'officinebergamo.example', 'IT', 120_000)

export const STORY: readonly Step[] = [
  { day: 1, by: lena, do: 'submit', name: 'nordhavn', registers: nordhavn, papers: true },
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
    registers: deal('Tatra Spares', 'tatraspares.example', 'SK', 12_000, {
      product_lines: [2],
      products: ['Fleet Manager'],
    }),
  },
  { day: 113, by: mara, do: 'approve', name: 'tatra software' },
  {
    day: 130,
    by: mara,
    do: 'submit',
    name: 'harbour',
    registers: deal('Harbour Grain Terminals', 'harbourgrain.example', 'DE', 310_000, {
      products: ['Picker P4', 'Carrier C2', 'Fleet Manager'],
    }),
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
    papers: true,
    registers: deal('Lindqvist Möbel', 'lindqvist.example', 'SE', 185_000, {
      products: ['Picker P4', 'Carrier C2'],
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
