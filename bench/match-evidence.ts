import { registrableDomain } from '#kit/domain.ts'
import { readName } from '#kit/name-reading.ts'
import { rarityFrom, type Rarity } from '#kit/word-meanings.ts'
import { asksOf, cluesOf, type KnownBy } from '#server/accounts/clues.ts'
import { compare } from '#server/accounts/compare.ts'
import type { Candidate } from '#server/accounts/match-facts.ts'
import { recognise, type Verdict } from '#server/accounts/recognise.ts'
import { recognitionSection } from '#server/accounts/terms.ts'
import { rowsOf } from './match-sets.ts'

/** What a list says of a company, and which company it is by those who made the list. */
type Listed = { known: KnownBy; truth: string }

const terms = recognitionSection.schema.parse({})
const LOOKED_AT = 100

type Pair = { a: number; b: number; verdict: Verdict }

/** All pairs that share a clue, with the verdict the program's defaults give when one is asked and the other is known. */
function verdicts(listed: readonly Listed[]): Pair[] {
  const rarity = rarityOf(listed)
  const readings = listed.map(({ known }) => readName(known.name))
  const accounts = listed.map(({ known }) => ({ ...known, tax_id: null, aliases: [], also: [] }))
  const postings = new Map<number, number[]>()
  for (const [at, { known }] of listed.entries())
    for (const clue of cluesOf(known)) postings.set(clue, [...(postings.get(clue) ?? []), at])
  const pairs: Pair[] = []
  for (const [a, { known }] of listed.entries()) {
    const reading = readings[a]
    if (!reading) continue
    const found = new Set(asksOf(known, reading).flatMap(({ clue }) => (postings.get(clue) ?? []).slice(0, LOOKED_AT)))
    for (const b of found) {
      const account = accounts[b]
      if (b <= a || !account) continue
      const likeness = compare({ ...known, tax: null }, reading, account, rarity)
      const candidate: Candidate = {
        ...likeness,
        account_id: String(b),
        same_id: false,
        same_tax_id: false,
        said: null,
      }
      const domain_count = likeness.domain === 'same' ? 1 : 0
      const { verdict } = recognise({ v: 2, candidates: [candidate], domain_count, picked: null }, terms)
      if (verdict !== 'new') pairs.push({ a, b, verdict })
    }
  }
  return pairs
}

function rarityOf(listed: readonly Listed[]): Rarity {
  const counts = new Map<string, number>()
  for (const { known } of listed)
    for (const word of new Set(readName(known.name).core.flatMap((one) => one.means)))
      counts.set(word, (counts.get(word) ?? 0) + 1)
  return rarityFrom((word) => counts.get(word) ?? 0, listed.length)
}

/** Precision and recall over pairs: what was said to be one, and all that follows from it. */
function figures(listed: readonly Listed[], pairs: readonly Pair[]): string {
  const groups = listed.map((_, at) => at)
  const rootOf = (at: number): number => {
    let root = at
    while (groups[root] !== root) root = groups[root] ?? root
    groups[at] = root
    return root
  }
  for (const { a, b } of pairs) groups[rootOf(a)] = rootOf(b)
  const right = pairCount(listed, (one, at) => `${one.truth} ${rootOf(at)}`)
  const said = pairCount(listed, (_, at) => String(rootOf(at)))
  const all = pairCount(listed, (one) => one.truth)
  const [precision, recall] = [right / said, right / all]
  const f1 = (2 * precision * recall) / (precision + recall)
  return `${precision.toFixed(3)} | ${recall.toFixed(3)} | ${f1.toFixed(3)} | ${said - right}`
}

function pairCount(listed: readonly Listed[], groupOf: (one: Listed, at: number) => string): number {
  const sizes = new Map<string, number>()
  for (const [at, one] of listed.entries()) {
    const group = groupOf(one, at)
    sizes.set(group, (sizes.get(group) ?? 0) + 1)
  }
  return sizes.values().reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}

function table(title: string, listed: readonly Listed[]): string[] {
  const pairs = verdicts(listed)
  return [
    title,
    '',
    '| pairs taken for one | precision | recall | F1 | wrong pairs |',
    '|---|--:|--:|--:|--:|',
    `| *same* | ${figures(
      listed,
      pairs.filter(({ verdict }) => verdict === 'same'),
    )} |`,
    `| *same*, and *maybe* had a person always said yes | ${figures(listed, pairs)} |`,
  ]
}

/** Entries without a truth of their own that all have one domain: the list's makers put them there for members who stay unnamed. */
function placeholders(listed: readonly Listed[]): string {
  const counts = new Map<string, number>()
  for (const { known, truth } of listed)
    if (known.domain && truth.startsWith('row ')) counts.set(known.domain, (counts.get(known.domain) ?? 0) + 1)
  const [domain = '', entries = 0] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? []
  return `Of the wrong pairs, ${(entries * (entries - 1)) / 2} are the ${entries} entries under ${domain}, which stand for members that stay unnamed.`
}

const noneToNull = (text: string | undefined): string | null => (text === undefined || text.trim() === '' ? null : text)

/** Sites that care for children in Chicago, gathered from ten lists: name, street, phone, web. */
export function childcareTable(): string[] {
  const rows = rowsOf('match-chicago-orgs/csv_example_input_with_true_ids.csv')
  if (!rows) return ['Childcare sites: left out; set DATA_FILES to the folder of real files.']
  const listed = rows.map((row) => ({
    truth: row['True Id'] ?? '',
    known: {
      name: row['Site name'] ?? '',
      domain: domainOf(row['Website'] ?? ''),
      country: 'US',
      city: 'Chicago',
      street: noneToNull(row['Address']),
      postcode: noneToNull(row['Zip']),
      phone: noneToNull(row['Phone']),
    },
  }))
  return table(`${listed.length} childcare sites of Chicago by name, street, phone and web:`, listed)
}

/** A directory of partners where many stand several times, under other names and addresses. */
export function partnersTable(): string[] {
  const rows = rowsOf('partners-cncf/partners.csv')
  if (!rows) return ['Partners: left out; set DATA_FILES to the folder of real files.']
  const listed = rows.map((row, at) => ({
    truth: noneToNull(row['crunchbase']) ?? `row ${at}`,
    known: { name: row['name'] ?? '', domain: domainOf(row['homepage'] ?? ''), country: null },
  }))
  return [
    ...table(`${listed.length} entries of a partner directory by name and domain:`, listed),
    '',
    placeholders(listed),
  ]
}

function domainOf(text: string): string | null {
  const found = registrableDomain(text)
  return found.ok ? found.domain : null
}
