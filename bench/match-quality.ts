import { likeness } from '#kit/name-likeness.ts'
import { nameKeysOf } from '#kit/name-keys.ts'
import { readName, type NameReading } from '#kit/name-reading.ts'
import { usualRarity } from '#kit/word-meanings.ts'
import { bestHits, indexNames, type NameIndex } from './match-names.ts'
import { childcareTable, partnersTable } from './match-evidence.ts'
import { millionTable } from './match-million.ts'
import { isDevHalf, rowsOf, type Row } from './match-sets.ts'

/** Points of a name from which on it is answered; the program's default threshold for a person to look. */
const ANSWERED = 700
const CURVE = [500, 600, 650, 700, 750, 800, 850, 900, 950]

type Answer = { right: boolean; score: number; found: boolean; dev: boolean }
type Named = { name: string; key: string }

/** How well companies are recognised, on real data whose truth others wrote. In memory, the way the store looks up: keys, then likeness. */
export async function benchMatchQuality(): Promise<string[]> {
  const lines: string[] = []
  const say = (...more: string[]) => lines.push(...more)
  listings(say)
  otherLists(say)
  say('', ...childcareTable(), '', ...partnersTable(), '', ...millionTable(), '', ...speedTable())
  return lines
}

function listings(say: (...lines: string[]) => void): void {
  const companies = rowsOf('company-financedb/companies.csv')
  const pairs = rowsOf('match-company-listings/true_pairs.csv')
  if (!companies || !pairs) return say('Listings: left out; set DATA_FILES to the folder of real files.')
  const known = companies.map((row) => ({ name: row['name'] ?? '', key: row['domain'] ?? '' }))
  const domains = new Set(known.map(({ key }) => key))
  const asked = pairs.filter((row) => row['label_tier'] === 'A' && domains.has(row['official_domain'] ?? ''))
  const index = indexNames(known.map(({ name }) => name))
  const answers = asked.map((row) => {
    const answer = answerOf(index, known, row['variant_name'] ?? '', row['official_domain'] ?? '')
    return { ...answer, dev: isDevHalf(row['security_id'] ?? '') }
  })
  say(
    `${asked.length} listings against ${known.length} companies, by name alone; the top answer, right when it is the company of that domain.`,
    '',
  )
  say('| points | precision, dev half | recall | precision, other half | recall | precision, all | recall |')
  say('|--:|--:|--:|--:|--:|--:|--:|')
  const halves = [answers.filter(({ dev }) => dev), answers.filter(({ dev }) => !dev), answers]
  for (const points of CURVE) say(`| ${points} | ${halves.map((half) => precisionRecall(half, points)).join(' | ')} |`)
  const longest = index.postings.values().reduce((most, rows) => Math.max(most, rows.length), 0)
  const keys = index.postings.values().reduce((sum, rows) => sum + rows.length, 0) / known.length
  say(
    '',
    `Of all, the right company is among the 50 candidates for ${share(answers, ({ found }) => found)}; ${keys.toFixed(1)} keys a name, the longest names ${longest} companies.`,
  )
  rejection(say, index)
}

function answerOf(index: NameIndex, known: readonly Named[], name: string, key: string): Omit<Answer, 'dev'> {
  const hits = bestHits(index, readName(name))
  const [top] = hits
  // Two companies that fit equally are no answer.
  const keyOf = (at: number) => known[at]?.key
  const rival = hits.find(({ at }) => top && keyOf(at) !== keyOf(top.at))
  const tied = rival !== undefined && rival.score === top?.score
  return {
    right: top !== undefined && keyOf(top.at) === key,
    score: tied ? 0 : (top?.score ?? 0),
    found: hits.some(({ at }) => keyOf(at) === key),
  }
}

function precisionRecall(answers: readonly Answer[], points: number): string {
  const answered = answers.filter(({ score }) => score >= points)
  const right = answered.filter((one) => one.right).length
  return `${(right / answered.length).toFixed(3)} | ${(right / answers.length).toFixed(3)}`
}

function share<T>(all: readonly T[], is: (one: T) => boolean): string {
  return `${((100 * all.filter(is).length) / all.length).toFixed(1)} %`
}

const BANDS = [700, 750, 800, 850, 900, 950, 990, 1001]

function rejection(say: (...lines: string[]) => void, index: NameIndex): void {
  const names = rowsOf('company-financedb/names_without_domain.csv')
  if (!names) return
  const scores = names.map((row) => bestHits(index, readName(row['name'] ?? ''))[0]?.score ?? 0)
  const bands = BANDS.slice(0, -1).map((from, at) => {
    const to = BANDS[at + 1] ?? 1001
    return `${scores.filter((score) => score >= from && score < to).length} from ${from}`
  })
  say(
    '',
    `Of ${names.length} names without a domain, many of them the same companies written otherwise, ${share(scores, (score) => score >= ANSWERED)} are answered at ${ANSWERED} points: ${bands.join(', ')}.`,
  )
}

/** Other lists, by other makers. Keys that the known list has not are asked too: how many of those are answered? */
function otherLists(say: (...lines: string[]) => void): void {
  const sec = rowsOf('company-lists/sec_company_tickers.csv')
  const sp500 = rowsOf('company-lists/sp500_constituents.csv')
  const fortune = rowsOf('company-lists/fortune1000_2022.csv')
  const nasdaq = rowsOf('company-lists/nasdaq_listed_symbols.csv')
  const twins = rowsOf('match-legal-forms/dnb_test_names.csv')
  const damaged = rowsOf('match-legal-forms/dnb_adjusted_test_names.csv')
  say(
    '',
    '| names | known | precision | recall | among the candidates | not in the list | of these answered |',
    '|---|---|--:|--:|--:|--:|--:|',
  )
  const named = (rows: Row[] | null, name: string, key: string): Named[] | null =>
    rows?.map((row) => ({ name: row[name] ?? '', key: (row[key] ?? '').replace(/^0+(?=\d)/, '') })) ?? null
  const row = (what: string, asked: Named[] | null, of: string, known: Named[] | null) => {
    if (asked && known)
      say(
        `| ${what} | ${of} | ${listFigures(
          asked.filter(({ key }) => key !== ''),
          known,
        )} |`,
      )
  }
  row('S&P 500', named(sp500, 'Security', 'CIK'), 'SEC registrants', named(sec, 'title', 'cik_str'))
  row('Fortune 1000', named(fortune, 'company', 'ticker'), 'SEC registrants', named(sec, 'title', 'ticker'))
  row('NASDAQ securities', named(nasdaq, 'Security Name', 'Symbol'), 'SEC registrants', named(sec, 'title', 'ticker'))
  row('machine-damaged names', named(damaged, 'company_name', ''), 'the same, whole', named(twins, 'company_name', ''))
}

function listFigures(asked: readonly Named[], known: readonly Named[]): string {
  const index = indexNames(known.map(({ name }) => name))
  const keys = new Set(known.map(({ key }) => key))
  const inList = asked.filter(({ key }) => keys.has(key))
  const absent = asked.filter(({ key }) => !keys.has(key))
  const answers = inList.map(({ name, key }) => ({ ...bestOf(index, known, name, key), dev: false }))
  const wrongly = absent.filter(({ name }) => (bestHits(index, readName(name))[0]?.score ?? 0) >= ANSWERED).length
  return `${precisionRecall(answers, ANSWERED)} | ${share(answers, ({ found }) => found)} | ${absent.length} | ${wrongly}`
}

/** In these lists several rows are one company: among equals, any that is right counts. */
function bestOf(index: NameIndex, known: readonly Named[], name: string, key: string): Omit<Answer, 'dev'> {
  const hits = bestHits(index, readName(name))
  const score = hits[0]?.score ?? 0
  const isRight = ({ at }: { at: number }) => known[at]?.key === key
  return { right: hits.some((hit) => hit.score === score && isRight(hit)), score, found: hits.some(isRight) }
}

function speedTable(): string[] {
  const names = (rowsOf('company-financedb/companies.csv') ?? []).map((row) => row['name'] ?? '')
  if (names.length === 0) return []
  const readings = names.map(readName)
  const clock = (what: string, times: number, run: (n: number) => void) => {
    for (let n = 0; n < 20_000; n++) run(n)
    // Processor time: others may use the machine.
    const from = process.cpuUsage()
    for (let n = 0; n < times; n++) run(n)
    const spent = process.cpuUsage(from)
    return `| ${what} | ${((spent.user + spent.system) / times).toFixed(1)} |`
  }
  const at = (n: number): NameReading => readings[n % readings.length] as NameReading
  // Neighbours in the alphabet: the pairs that are compared in earnest look alike.
  return [
    '| step | µs of processor time |',
    '|---|--:|',
    clock('reading a name', 200_000, (n) => readName(names[n % names.length] ?? '')),
    clock('its keys', 200_000, (n) => nameKeysOf(at(n))),
    clock('comparing two names that begin alike', 400_000, (n) => likeness(at(n), at(n + 1 + (n % 7)), usualRarity)),
  ]
}
