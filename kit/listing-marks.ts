import type { Piece } from './name-pieces.ts'

/**
 * What exchanges, banks and data vendors write behind a company's name to say which paper it is, never which company:
 * "EO-,01" (a nominal value in euros), "SP.ADR/8 A", "INH. O.N.", "REGS", "ORD SHS", "VZ". After folding; `|` separates.
 */

/** Currencies before a nominal value, as exchanges abbreviate them: "DL-,001", "YN 50", "EO 2,5". */
const NOMINAL_CURRENCIES = words(
  'eo|dl|ls|sk|sf|nk|dk|yn|yc|hd|cd|ad|nd|sd|rp|rc|uf|zy|kc|ba|is|rl|ir|il|sw|ta|ki|tn|nt|pp|pe|le|bl|np|ts|tw|kw|tl|kd|rd|eur|usd|gbp|chf|sek|nok|dkk|jpy|hkd|aud|cad|rub|pln|czk|huf',
)

/** From such a word on, the rest speaks of the paper. */
const PAPERS = words(
  'adr|adrs|ads|gdr|gdrs|nvdr|drn|cdr|bdr|cdi|cdis|gds|uns|cufs|cva|spadr|spgdr|sponsored|unsponsored|unsp|unspon|spons|depositary|depository|noncumulative|warrant|warrants|preferred|preference|pfd|inh|ord|inhaber|namensaktien|inhaberaktien|vorzugsaktien|stammaktien|egb',
)

/** At the end of a name, any number of them. */
const ENDINGS = words(
  'on|na|nam|nom|reg|regs|regd|vz|vzo|vorz|st|sto|stamm|vtg|subvtg|sub|nvtg|ltdvtg|vot|ord|ordinary|common|com|comm|shs|sh|share|shares|stock|uts|ut|units|unit|new|neu|old|fria|pref|prf|pf|rep|repr|registered|bearer|stapled|fgn|foreign|alien|frn|conv|cv|wi|spon|auc|jr|z|class|cl|def|akt|rs|pers|persero',
)

/** Only before another mark: "SP.ADR", "H YC 1". */
const INNER_MARKS = words('sp|s|un|spn|nv|non|each|par')

/** Forms that also stand inside a name, before a second part: "Ultrapar Participacoes S.A. (New)". */
export const INNER_FORMS = words(
  'inc|ltd|limited|plc|gmbh|ag|nv|bv|sa|asa|oyj|kgaa|llc|publ|spa|pjsc|sab|sae|se|ab|sca',
)

const CLASS_WORDS = words('class|cl|ser|series|kl|cat')

function words(text: string): ReadonlySet<string> {
  return new Set(text.split('|'))
}

/** Marks what speaks of the paper. The first piece always names. */
export function markPaper(pieces: Piece[]): void {
  let end = pieces.length
  for (let at = 1; at < pieces.length; at++) {
    if (startsPaper(pieces, at)) {
      end = at
      break
    }
  }
  for (; end > 1; end--) {
    const text = pieces[end - 1]?.text ?? ''
    const marked = end < pieces.length
    const letter = /^\p{L}$/u.test(text)
    if (ENDINGS.has(text) || (marked && (letter || INNER_MARKS.has(text)))) continue
    // "CLIMEON AB B", and half a fraction: "1/18".
    const before = pieces[end - 2]
    if (letter && end > 2 && before && (INNER_FORMS.has(before.text) || before.text === 'corp')) continue
    if (marked && pieces[end - 1]?.number && (before?.number || pieces[end]?.number)) continue
    break
  }
  for (const piece of pieces.slice(Math.max(1, end))) piece.kind = 'listing_mark'
}

function startsPaper(pieces: Piece[], at: number): boolean {
  const text = pieces[at]?.text ?? ''
  const next = pieces[at + 1]
  if (PAPERS.has(text)) return true
  if (next === undefined) return false
  if (text === 'common' || text === 'ordinary') return /^(?:shares?|stock|units?)$/.test(next.text)
  if (text === 'american') return next.text.startsWith('deposit')
  if (NOMINAL_CURRENCIES.has(text)) return next.number
  return CLASS_WORDS.has(text) && next.text.length === 1
}

/** "WAL-MART STORES INC WALMART STO": some vendors write a short name behind the long one. */
export function markEcho(pieces: Piece[]): void {
  const naming = pieces.filter((piece) => piece.kind === 'name')
  const texts = naming.map((piece) => piece.text)
  for (let at = 1; at < texts.length; at++) {
    if (texts[at]?.charAt(0) !== texts[0]?.charAt(0) || !isEcho(texts.slice(0, at), texts.slice(at))) continue
    for (const piece of naming.slice(at)) piece.kind = 'listing_mark'
    return
  }
}

function isEcho(long: readonly string[], short: readonly string[]): boolean {
  const letters = short.join('')
  const begun = long.join('').startsWith(letters) || short.every((word, at) => long[at]?.startsWith(word))
  // Behind a legal form two letters are enough; elsewhere it takes a word, and not the only one ("Duran Duran").
  if (INNER_FORMS.has(long.at(-1) ?? '')) return begun && letters.length > 1
  return begun && letters.length > 3 && long.length > 1 && long.at(-1) !== 'and'
}
