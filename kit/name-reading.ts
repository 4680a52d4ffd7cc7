import { legalFormLength, normaliseCompanyName } from './company-name.ts'
import { inLatin, soundOf } from './latin-letters.ts'
import { INNER_FORMS, markEcho, markPaper } from './listing-marks.ts'
import { piecesOf, type Piece } from './name-pieces.ts'
import { meaningOf } from './word-meanings.ts'

/**
 * A company's name as it is compared: its words, in Latin letters where the script has them, each with what it is. Legal
 * forms and what exchanges write behind a name ("EO-,01", "SP.ADR/8 A") are told apart from the words that name. Linear
 * in the name's length; of a name longer than any company's, the beginning is read.
 */
export type NameReading = {
  /** All words, for showing which was read as what. */
  words: readonly NameWord[]
  /** The words that are compared. Empty only when the name has neither a letter nor a digit. */
  core: readonly NameWord[]
  /** The compared words as one, under which "Data Dog" and "DataDog" meet. */
  glued: string
  /** So many compared words stand before a legal form inside the name; what follows it is mostly a note ("Saras S.p.A. Raffinerie"). */
  before_form: number
  /** Perhaps a column's width ended the name: words may be missing at the end. */
  cut: boolean
}

export type WordKind = 'distinctive' | 'business_word' | 'legal_form' | 'listing_mark'

export type NameWord = {
  /** Folded, in Latin letters. */
  text: string
  kind: WordKind
  /** What it may stand for; itself when nothing else is known. */
  means: readonly string[]
  /** A dot or the end of the column cut it: it is the beginning of a word. */
  cut: boolean
  number: boolean
  /** One bit per letter: two words that share few letters need no closer look. */
  letters: number
  sound: string
}

const LENGTH_MAX = 300
const WORDS_MAX = 16

/** Columns of exchanges and old systems begin at about this width. */
const COLUMN_WIDTH = 20

/** Scripts whose names are read after their legal forms are gone, which are written in the same script or without spaces. */
const OTHER_SCRIPTS = /[\u0370-\u1fff\u3040-\ud7ff]/

const STARTING_FORMS: ReadonlySet<string> = new Set('inc ltd limited plc gmbh llc kgaa'.split(' '))
const CUT_FORMS = ['limited', 'aktiengesellschaft', 'incorporated', 'corporation', 'company', 'plc']

export function readName(name: string): NameReading {
  const beginning = name.length > LENGTH_MAX ? name.slice(0, LENGTH_MAX).toWellFormed() : name
  const text = inLatin(OTHER_SCRIPTS.test(beginning) ? normaliseCompanyName(beginning) : beginning)
  const pieces = piecesOf(text)
  const wide = text.length >= COLUMN_WIDTH
  markPaper(pieces)
  markEcho(pieces)
  markForms(pieces, wide)
  const form = pieces.findIndex((piece, at) => at > 0 && piece.kind === 'legal_form' && INNER_FORMS.has(piece.text))
  const front = joinInitials(pieces.slice(0, form === -1 ? pieces.length : form).filter(isNaming))
  const naming = form === -1 ? front : [...front, ...joinInitials(pieces.slice(form).filter(isNaming))]
  const compared = naming.length > 0 ? naming : pieces
  const cut = wide && isCut(pieces, beginning)
  const core: NameWord[] = []
  let glued = ''
  for (const piece of compared) {
    if (core.length === WORDS_MAX) break
    core.push(wordOf(piece))
    glued += piece.text
  }
  const last = core.at(-1)
  if (cut && last && !last.number) core[core.length - 1] = { ...last, cut: true }
  return {
    words: pieces.slice(0, WORDS_MAX).map(wordOf),
    core,
    glued,
    before_form: front.length > 0 ? front.length : core.length,
    cut,
  }
}

const isNaming = (piece: Piece): boolean => piece.kind === 'name'

/**
 * In a column of capitals the marks took the place of words; elsewhere only what stands last can have been cut. Behind
 * a legal form nothing is missing.
 */
function isCut(pieces: readonly Piece[], name: string): boolean {
  const last = pieces.at(-1)
  const final = pieces.findLast((piece) => piece.kind !== 'listing_mark')
  return final?.kind === 'name' && (final === last || !/\p{Ll}/u.test(name))
}

/** Legal forms at the end and at the start, and those that end an inner part. */
function markForms(pieces: Piece[], wide: boolean): void {
  const naming = pieces.filter(isNaming)
  const words = naming.map((piece) => piece.text)
  let from = 0
  let to = words.length
  const last = naming[to - 1]
  if (wide && last && to > 1 && !last.dotted && last === pieces.at(-1) && isCutForm(last.text)) {
    last.kind = 'legal_form'
    to--
  }
  for (;;) {
    const atEnd = legalFormLength(words, from, to, 'end')
    const atStart = atEnd > 0 ? 0 : legalFormLength(words, from, to, 'start')
    if (atEnd === 0 && atStart === 0) break
    for (const piece of atEnd > 0 ? naming.slice(to - atEnd, to) : naming.slice(from, from + atStart))
      piece.kind = 'legal_form'
    to -= atEnd
    from += atStart
  }
  const first = naming[from]
  if (first && from + 1 < to && STARTING_FORMS.has(first.text)) first.kind = 'legal_form'
  for (const piece of naming.slice(from + 1, to)) if (INNER_FORMS.has(piece.text)) piece.kind = 'legal_form'
}

function isCutForm(text: string): boolean {
  return text.length > 1 && CUT_FORMS.some((form) => form !== text && form.startsWith(text))
}

/** "A. P. Moller" and "A P Moller" as "AP Moller", "H & M" as "HM". */
function joinInitials(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  let open = false
  for (const [at, piece] of pieces.entries()) {
    if (open && piece.text === 'and' && isInitial(pieces[at + 1])) continue
    const initial = isInitial(piece)
    const before = joined.at(-1)
    if (initial && open && before) joined[joined.length - 1] = { ...piece, text: before.text + piece.text }
    else if (piece.text === 'kong' && before?.text === 'hong')
      joined[joined.length - 1] = { ...piece, text: 'hongkong' }
    else joined.push(piece)
    open = initial
  }
  return joined
}

function isInitial(piece: Piece | undefined): boolean {
  return piece !== undefined && piece.text.length === 1 && !piece.number
}

/** "Fund II" is not "Fund III". */
const ROMAN: Readonly<Record<string, string>> = { ii: '2', iii: '3', iv: '4', vi: '6', vii: '7', viii: '8', ix: '9' }

/** Names share most of their words: each is made once, by what it is and whether a dot ends it. */
const made: Readonly<Record<Piece['kind'], readonly [Map<string, NameWord>, Map<string, NameWord>]>> = {
  name: [new Map(), new Map()],
  legal_form: [new Map(), new Map()],
  listing_mark: [new Map(), new Map()],
}
const MADE_MAX = 30_000
const MADE_LENGTH = 40

function wordOf(piece: Piece): NameWord {
  const known = made[piece.kind][piece.dotted ? 1 : 0]
  const found = known.get(piece.text)
  if (found !== undefined) return found
  const word = makeWord(piece)
  // What is no word is not kept: it would only take room.
  if (piece.text.length > MADE_LENGTH) return word
  if (known.size >= MADE_MAX) known.clear()
  known.set(piece.text, word)
  return word
}

function makeWord({ text, kind, number, dotted }: Piece): NameWord {
  const meaning = meaningOf(text)
  let letters = 0
  for (let at = 0; at < text.length; at++) letters |= 1 << (text.charCodeAt(at) % 31)
  return {
    text,
    kind: kind !== 'name' ? kind : meaning ? 'business_word' : 'distinctive',
    means: meaning?.words ?? [ROMAN[text] ?? text],
    cut: dotted,
    number: number || text in ROMAN,
    letters,
    sound: soundOf(text),
  }
}
