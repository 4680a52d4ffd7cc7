import type { Random } from './random.ts'

/** A company as it is: what people type of it, differs. */
export type Company = { name: string; domain: string; country: string; city: string; tax_id: string }

const FIRST = [
  ...['Nordhafen', 'Kestrel', 'Müller & Söhne', 'Alta Vista', 'Bergström', 'Quantum', 'Grünwald', 'Saint-Martin'],
  ...['Ōkawa', 'Rhein-Main', 'Blue Heron', 'Castellano', 'Żubr', 'Peregrine', 'Van der Linden', 'Tri-State'],
  ...['Hōkai', 'Silva e Filhos', 'Åkerman', "O'Leary", 'Northern Lights', 'Delta', 'Meridian', 'Fjordland'],
]
const SECOND = [
  'Logistics',
  'International',
  'Manufacturing',
  'Foods',
  'Technologies',
  'Group',
  'Warehousing',
  'Pharma',
]
const PLACES = [
  { country: 'DE', city: 'Hamburg', form: 'GmbH', suffix: 'de' },
  { country: 'FR', city: 'Lyon', form: 'SAS', suffix: 'fr' },
  { country: 'GB', city: 'Leeds', form: 'Ltd', suffix: 'co.uk' },
  { country: 'US', city: 'Akron', form: 'Inc.', suffix: 'com' },
  { country: 'SE', city: 'Malmö', form: 'AB', suffix: 'se' },
  { country: 'NL', city: 'Breda', form: 'B.V.', suffix: 'nl' },
]
const SHORT: Record<string, string> = {
  International: 'Intl',
  Manufacturing: 'Mfg',
  Technologies: 'Tech',
  Group: 'Grp',
}

/** So many companies, some of them with the same name in another country. */
export function makeCompanies(random: Random, count: number): Company[] {
  const made: Company[] = []
  const taken = new Set<string>()
  while (made.length < count) {
    const place = random.pick(PLACES)
    const twin = made.length > 8 && random.chance(0.1) ? random.pick(made) : undefined
    const bare = twin ? twin.name.replace(/ \S+$/, '') : `${random.pick(FIRST)} ${random.pick(SECOND)}`
    const label = bare
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '')
    const domain = `${label}.${place.suffix}`
    if (taken.has(domain)) continue
    taken.add(domain)
    const tax_id = `${place.country}${random.int(10_000_000, 99_999_999)}`
    made.push({ ...place, name: `${bare} ${place.form}`, domain, tax_id })
  }
  return made
}

/** The name as somebody types it: without its form, shortened, folded, in capitals, turned round, or with a slip. */
export function typed(random: Random, name: string): string {
  const ways: ((text: string) => string)[] = [
    (text) => text,
    (text) => text,
    (text) => text.replace(/ \S+$/, ''),
    (text) => text.toUpperCase(),
    (text) => text.toLowerCase(),
    (text) => text.normalize('NFKD').replace(/\p{M}/gu, ''),
    (text) => text.replace(/\b(International|Manufacturing|Technologies|Group)\b/, (word) => SHORT[word] ?? word),
    (text) => text.split(' ').toReversed().join(' '),
    (text) => text.replaceAll(' ', '  ').replaceAll('&', 'and'),
    (text) => slip(random, text),
  ]
  const once = random.pick(ways)(name)
  return random.chance(0.25) ? random.pick(ways)(once) : once
}

/** One letter left out, doubled, or changed places with the next. */
function slip(random: Random, text: string): string {
  const at = random.int(1, Math.max(1, text.length - 3))
  const [a = '', b = ''] = [text[at], text[at + 1]]
  const instead = random.pick([b, `${a}${a}${b}`, `${b}${a}`])
  return text.slice(0, at) + instead + text.slice(at + 2)
}

/** What somebody types for the website; undefined where they leave it out. */
export function typedDomain(random: Random, { domain }: Company): string | undefined {
  const ways = [
    ...[domain, domain, domain, `www.${domain}`, `https://${domain}/de/kontakt`, `sales@${domain}`, undefined],
    `${domain.split('.')[0]}-group.com`,
  ]
  return random.pick(ways)
}
