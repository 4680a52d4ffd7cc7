import { broken } from './refused.ts'

/** What is read from XML, by local names: prefixes are left off. */
export type XmlEvents = {
  open(name: string, attributes: string): void
  close(name: string): void
  text?(text: string): void
}

/** Between two tags there is at most one cell, and in one tag a few attributes. */
const MAX_TOKEN = 1024 * 1024

/**
 * Reads XML as it arrives, in one pass and without a tree. Only what workbooks need: elements, attributes, text, CDATA and
 * the five entities of XML. A document type is refused unread, and with it every entity that somebody could declare.
 */
export function parseXml(pieces: Iterable<Uint8Array>, on: XmlEvents): void {
  // Fatal: other encodings than UTF-8 end here, with words, rather than as other characters.
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for (const piece of pieces) rest = drain(rest + decode(decoder, piece), on)
  rest = drain(rest + decode(decoder), on)
  if (rest.trim() !== '') throw broken('its XML is cut off')
}

function decode(decoder: TextDecoder, piece?: Uint8Array): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
  } catch {
    throw broken('its XML is not UTF-8')
  }
}

function drain(text: string, on: XmlEvents): string {
  let at = 0
  for (;;) {
    const tag = text.indexOf('<', at)
    if (tag === -1) {
      if (text.length - at > MAX_TOKEN) throw broken('a text in it has no end')
      return text.slice(at)
    }
    const next = text.charCodeAt(tag + 1)
    const end = next === 33 ? endOfMarkup(text, tag) : next === 63 ? text.indexOf('?>', tag) + 1 : endOfTag(text, tag)
    if (end <= 0) {
      if (text.length - at > MAX_TOKEN) throw broken('an element in it has no end')
      return text.slice(at)
    }
    if (tag > at && on.text) on.text(unescape(text.slice(at, tag)))
    if (next === 33) {
      if (on.text && text.startsWith('<![CDATA[', tag)) on.text(text.slice(tag + 9, end - 2))
    } else if (next === 47) on.close(localName(text.slice(tag + 2, end)))
    else if (next !== 63) element(text, tag, end, on)
    at = end + 1
  }
}

/** The ">" of a tag; one inside a quoted value is not it. */
function endOfTag(text: string, from: number): number {
  let quote = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 34 || code === 39) quote = code
    else if (code === 62) return at
  }
  return -1
}

function endOfMarkup(text: string, from: number): number {
  if (text.startsWith('<!--', from)) {
    const end = text.indexOf('-->', from + 4)
    return end === -1 ? -1 : end + 2
  }
  if (text.startsWith('<![CDATA[', from)) {
    const end = text.indexOf(']]>', from)
    return end === -1 ? -1 : end + 2
  }
  // Too short yet to tell which of the two it is.
  if ('<![CDATA['.startsWith(text.slice(from)) || '<!--'.startsWith(text.slice(from))) return -1
  throw broken('it declares a document type, which workbooks do not have')
}

function element(text: string, tag: number, end: number, on: XmlEvents): void {
  const empty = text.charCodeAt(end - 1) === 47
  const inside = text.slice(tag + 1, empty ? end - 1 : end)
  const space = inside.search(/\s/)
  const name = localName(space === -1 ? inside : inside.slice(0, space))
  on.open(name, space === -1 ? '' : inside.slice(space))
  if (empty) on.close(name)
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return (colon === -1 ? name : name.slice(colon + 1)).trimEnd()
}

/** One attribute out of a tag, by its name as written. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(`${name}=`); at !== -1; at = attributes.indexOf(`${name}=`, at + 1)) {
    if (at > 0 && !/\s/.test(attributes[at - 1] ?? '')) continue
    const from = at + name.length + 2
    const end = attributes.indexOf(attributes[from - 1] ?? '"', from)
    return end === -1 ? undefined : unescape(attributes.slice(from, end))
  }
  return undefined
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescape(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&]{0,12});?/g, (all, name: string) => {
    const known = ENTITIES[name]
    if (known !== undefined && all.endsWith(';')) return known
    const code = /^#x[0-9a-f]{1,6}$/i.test(name)
      ? Number.parseInt(name.slice(2), 16)
      : /^#\d{1,7}$/.test(name)
        ? Number(name.slice(1))
        : -1
    if (code < 0 || code > 0x10ffff) throw broken('it uses an entity that XML does not have')
    return String.fromCodePoint(code)
  })
}
