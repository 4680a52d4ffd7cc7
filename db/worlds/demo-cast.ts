/**
 * Who is in the demo: Alderbrook sells warehouse robots through twelve partners of four types. Every company and person
 * is invented; domains end in .example (RFC 2606), so that no mail can reach anybody.
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
  {
    email: 'sven@alderbrook.example',
    name: 'Sven Hall',
    role: 'sales_rep',
    says: 'console: sells for Alderbrook, asks partners for leave',
  },
  { email: 'jonas@alderbrook.example', name: 'Jonas Weber', role: 'partner_manager', says: 'console' },
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
  {
    name: 'Cantabria Robótica',
    domain: 'cantabriarobotica.example',
    country: 'ES',
    labels: ['Iberia'],
    enrollments: [{ track: 'reseller', tier: 'silver', status: 'active' }],
    people: [{ email: 'nuria@cantabriarobotica.example', name: 'Núria Soler', role: 'partner_admin', says: 'portal' }],
  },
  {
    name: 'Alpenlager Beratung',
    domain: 'alpenlager.example',
    country: 'AT',
    labels: ['Alpen'],
    enrollments: [{ track: 'agency', tier: 'gold', status: 'active' }],
    people: [{ email: 'greta@alpenlager.example', name: 'Greta Moser', role: 'partner_admin', says: 'portal' }],
  },
  {
    name: 'Tidewater Introductions',
    domain: 'tidewater.example',
    country: 'IE',
    labels: [],
    enrollments: [{ track: 'referral', tier: 'registered', status: 'active' }],
    people: [{ email: 'sean@tidewater.example', name: 'Seán Byrne', role: 'partner_admin', says: 'portal' }],
  },
  {
    name: 'Keskusvarasto',
    domain: 'keskusvarasto.example',
    country: 'FI',
    labels: ['Nordics'],
    enrollments: [{ track: 'reseller', tier: 'gold', status: 'active' }],
    people: [{ email: 'aino@keskusvarasto.example', name: 'Aino Laine', role: 'partner_admin', says: 'portal' }],
  },
]
