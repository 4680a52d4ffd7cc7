/** A piece of a name between spaces and punctuation, before all is known about it. */
export type Piece = { text: string; dotted: boolean; number: boolean; kind: 'name' | 'legal_form' | 'listing_mark' }

/** "CORP /MA/", "Ltd/The": registers write the seat of a namesake behind a stroke. */
const SEAT =
  /(?:(?<=\b(?:inc|corp|co|ltd|llc|plc|lp|company|corporation|incorporated|limited)[.,]?) ?\/ ?[\p{L} ]{2,24}\/?|(?<=\p{L}\.?) ?\/[\p{L} ]{2,24}\/)$/u

function withoutSeat(text: string): string {
  return text.includes('/') ? text.replace(SEAT, '') : text
}

/** What systems leave behind that write names for browsers. */
function withoutEntities(text: string): string {
  if (!text.includes('&') || !text.includes(';')) return text
  return text
    .replace(/&amp;/g, '&')
    .replace(/&(?:#0*39|#8217|apos|rsquo);/g, "'")
    .replace(/&[a-z]{2,8};|&#\d{1,6};/g, ' ')
}

/** A word with apostrophes inside, or a number with its unit, and whether a dot ends it; and the signs for "and". */
const PIECE = /(\p{L}[\p{L}\p{M}]*(?:['’ʼ`´"״׳@]\p{L}[\p{L}\p{M}]*)*|\p{N}+(?:\p{L}{1,3}(?!\p{L}))?)(\.?)|&|\+/gu
/** The same where all letters are plain, as in most names; it takes a third of the time. */
const PLAIN_PIECE = /([a-z]+(?:['`"@][a-z]+)*|\d+(?:[a-z]{1,3}(?![a-z]))?)(\.?)|&|\+/g
const ELIDED = /^[ld]['’]/
const NUMBER = /^\p{N}/u
const APOSTROPHES = /['’ʼ`´"״׳@]/g

export function piecesOf(name: string): Piece[] {
  const text = withoutEntities(withoutSeat(name))
  const pieces: Piece[] = []
  let chainEnd = -1
  // oxlint-disable-next-line no-control-regex -- is it plain ASCII?
  for (const match of text.matchAll(/^[\0-\x7f]*$/.test(text) ? PLAIN_PIECE : PIECE)) {
    const [all, word, dot] = match
    const end = match.index + all.length
    if (word === undefined) {
      pieces.push({ text: 'and', dotted: false, number: false, kind: 'name' })
      continue
    }
    const dotted = dot === '.'
    const before = pieces.at(-1)
    // "I.B.M." is one word.
    if (word.length === 1 && chainEnd === match.index && before) {
      before.text += word
      before.dotted = dotted
    } else {
      // "L'Oreal" is two words, "O'Reilly" one.
      const elided = ELIDED.test(word)
      if (elided) pieces.push({ text: word.charAt(0), dotted: false, number: false, kind: 'name' })
      const plain = elided ? word.slice(2).replace(APOSTROPHES, '') : word.replace(APOSTROPHES, '')
      const number = NUMBER.test(plain)
      pieces.push({ text: plain, dotted: dotted && !number, number, kind: 'name' })
    }
    chainEnd = word.length === 1 && dotted ? end : -1
  }
  return pieces
}
