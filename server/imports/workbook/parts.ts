import { plainText, builtInShape, shapeOf, type Shape } from './cells.ts'
import { broken, tooMuch } from './refused.ts'
import { attribute, parseXml } from './xml.ts'
import { unpack, type Part } from './zip.ts'

/** The archive with its directory read. */
export type Archive = { bytes: Uint8Array; parts: ReadonlyMap<string, Part> }

export type SheetEntry = { name: string; is_hidden: boolean; part: Part }

/** What the sheets share. */
export type Shared = { strings: readonly string[]; shapes: readonly Shape[]; is_1904: boolean }

/** Texts that the cells share are the one thing that is held in memory as a whole. */
const MAX_STRINGS_CHARS = 128 * 1024 * 1024
const MAX_STRING_CHARS = 40_000

/** Which sheets there are, in the order of their tabs. */
export function readSheets({ bytes, parts }: Archive): { sheets: SheetEntry[]; is_1904: boolean } {
  if (parts.has('xl/workbook.bin')) throw broken('it is a binary workbook (.xlsb)')
  if (parts.has('content.xml') && parts.has('mimetype'))
    throw broken('it is an OpenDocument file, not a workbook of Excel')
  const path = find(relations({ bytes, parts }, '_rels/.rels', ''), 'officeDocument') ?? 'xl/workbook.xml'
  const workbook = parts.get(path)
  if (!workbook || !path.startsWith('xl/')) throw broken('it is a ZIP archive without a workbook in it')
  const links = relations({ bytes, parts }, path.replace(/([^/]+)$/, '_rels/$1.rels'), path.replace(/[^/]+$/, ''))
  const sheets: SheetEntry[] = []
  let is_1904 = false
  parseXml(unpack(bytes, workbook), {
    open(name, attributes) {
      if (name === 'workbookPr') is_1904 = /^(1|true|on)$/.test(attribute(attributes, 'date1904') ?? '')
      if (name !== 'sheet') return
      const id = /(?:^|\s)(?:\w+:)?id=["']([^"']{1,200})["']/.exec(attributes)?.[1]
      const link = links.find((one) => one.id === id)
      const part = link?.type === 'worksheet' ? parts.get(link.target) : undefined
      const is_hidden = /hidden/i.test(attribute(attributes, 'state') ?? '')
      // A sheet of charts has no rows.
      if (part) sheets.push({ name: attribute(attributes, 'name') ?? `Sheet ${sheets.length + 1}`, is_hidden, part })
    },
    close: () => undefined,
  })
  if (sheets.length === 0) throw broken('it has no sheet')
  return { sheets, is_1904 }
}

type Link = { id: string; type: string; target: string }

function relations({ bytes, parts }: Archive, path: string, folder: string): Link[] {
  const part = parts.get(path)
  const links: Link[] = []
  if (!part) return links
  parseXml(unpack(bytes, part), {
    open(name, attributes) {
      // What lies outside of the file is never fetched.
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
      const target = attribute(attributes, 'Target') ?? ''
      links.push({
        id: attribute(attributes, 'Id') ?? '',
        type: (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : resolve(folder, target),
      })
    },
    close: () => undefined,
  })
  return links
}

function resolve(folder: string, target: string): string {
  const steps = folder.split('/').filter(Boolean)
  for (const step of target.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}

function find(links: readonly Link[], type: string): string | undefined {
  return links.find((link) => link.type === type)?.target
}

/** The texts and formats that cells name by number. */
export function readShared(archive: Archive, is_1904: boolean): Shared {
  return { strings: readStrings(archive), shapes: readShapes(archive), is_1904 }
}

function readStrings({ bytes, parts }: Archive): string[] {
  const part = parts.get('xl/sharedStrings.xml')
  const strings: string[] = []
  if (!part) return strings
  let chars = 0
  let text = ''
  let reads = false
  let phonetic = false
  parseXml(unpack(bytes, part), {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') reads = !phonetic
      else if (name === 'rPh') phonetic = true
    },
    close(name) {
      if (name === 't') reads = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') {
        strings.push(plainText(text))
        chars += text.length + 8
        if (chars > MAX_STRINGS_CHARS) throw tooMuch('it has too much text')
      }
    },
    text(piece) {
      if (reads && text.length < MAX_STRING_CHARS) text += piece
    },
  })
  return strings
}

function readShapes({ bytes, parts }: Archive): Shape[] {
  const part = parts.get('xl/styles.xml')
  const shapes: Shape[] = []
  if (!part) return shapes
  const own = new Map<number, Shape>()
  let inside = false
  parseXml(unpack(bytes, part), {
    open(name, attributes) {
      if (name === 'numFmt')
        own.set(Number(attribute(attributes, 'numFmtId')), shapeOf(attribute(attributes, 'formatCode') ?? ''))
      else if (name === 'cellXfs') inside = true
      else if (name === 'xf' && inside) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0)
        shapes.push(own.get(id) ?? builtInShape(id))
      }
    },
    close(name) {
      if (name === 'cellXfs') inside = false
    },
  })
  return shapes
}
