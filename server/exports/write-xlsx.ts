import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { Cell } from './cells.ts'

/** What a sheet of Excel holds; a list that is longer goes on on the next sheet, with the header again. */
const MAX_SHEET_ROWS = 1_048_576
/** Excel keeps this many digits of a number; longer ones are written as text, so that none is lost. */
const EXACT_DIGITS = 15

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/**
 * Rows as an Excel workbook, written as they come: memory does not grow with the list. Texts are written as texts, which
 * no spreadsheet takes for a formula.
 */
export async function* writeXlsx(
  title: string,
  header: readonly string[],
  pages: AsyncIterable<Cell[][]>,
  max_rows = MAX_SHEET_ROWS,
): AsyncGenerator<Uint8Array, void, undefined> {
  const out: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    out.push(piece)
  })
  const top = `<row>${header.map((name) => `<c t="inlineStr" s="1"><is><t>${name}</t></is></c>`).join('')}</row>`
  let sheets = 0
  let rows_here = 0
  let sheet = begin()
  function begin(): ZipDeflate {
    const file = new ZipDeflate(`xl/worksheets/sheet${++sheets}.xml`, { level: 4 })
    zip.add(file)
    const view =
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
    file.push(strToU8(`${HEAD}<worksheet xmlns="${MAIN}">${view}<sheetData>${top}`))
    rows_here = 1
    return file
  }
  const finish = () => sheet.push(strToU8('</sheetData></worksheet>'), true)
  for await (const rows of pages) {
    let text = ''
    for (const row of rows) {
      if (rows_here >= max_rows) {
        sheet.push(strToU8(text))
        text = ''
        finish()
        sheet = begin()
      }
      text += `<row>${row.map(cellXml).join('')}</row>`
      rows_here += 1
    }
    if (text !== '') sheet.push(strToU8(text))
    yield* out.splice(0)
  }
  finish()
  for (const [path, text] of parts(title, sheets)) {
    const file = new ZipPassThrough(path)
    zip.add(file)
    file.push(strToU8(HEAD + text), true)
  }
  zip.end()
  yield* out.splice(0)
}

function cellXml(cell: Cell): string {
  if (cell === null) return '<c/>'
  if ('flag' in cell) return `<c t="b"><v>${cell.flag ? 1 : 0}</v></c>`
  if ('number' in cell && cell.number.replace(/\D/g, '').length <= EXACT_DIGITS) return `<c><v>${cell.number}</v></c>`
  const text = 'number' in cell ? cell.number : cell.text
  return `<c t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`
}

function escape(text: string): string {
  return (
    text
      .toWellFormed()
      // XML 1.0 has no way to write these.
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  )
}

/** Everything of a workbook that is not its rows. */
function parts(title: string, sheets: number): [path: string, xml: string][] {
  const each = (write: (no: number) => string) => Array.from({ length: sheets }, (_, at) => write(at + 1)).join('')
  const types =
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>` +
    each((no) => `<Override PartName="/xl/worksheets/sheet${no}.xml" ContentType="${TYPES}.worksheet+xml"/>`)
  const tab = (no: number) => (no === 1 ? title : `${title} ${no}`)
  const link = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`
  const style = (no: number) => `<xf numFmtId="0" fontId="${no}" fillId="0" borderId="0" xfId="0" applyFont="1"/>`
  return [
    ['[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types">${types}</Types>`],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${link('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((no) => `<sheet name="${tab(no)}" sheetId="${no}" r:id="rId${no}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${each((no) => link(`rId${no}`, 'worksheet', `worksheets/sheet${no}.xml`))}${link(`rId${sheets + 1}`, 'styles', 'styles.xml')}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><fonts count="2">${font('')}${font('<b/>')}</fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">${style(0)}${style(1)}</cellXfs></styleSheet>`,
    ],
  ]
}
