import { strToU8, zipSync, type Zippable } from 'fflate'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export type SheetXml = {
  name: string
  /** What stands in `sheetData`, and behind it. */
  rows: string
  after?: string
  state?: 'hidden' | 'veryHidden'
}

/** A workbook written by hand, so that a test can put anything in it. */
export function workbook(
  sheets: readonly SheetXml[],
  more: { strings?: string; styles?: string; date1904?: boolean; files?: Zippable; head?: string } = {},
): Buffer {
  const xml = (text: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${more.head ?? ''}${text}`)
  const each = (write: (sheet: SheetXml, no: number) => string) =>
    sheets.map((sheet, at) => write(sheet, at + 1)).join('')
  const files: Zippable = {
    '_rels/.rels': xml(
      `<Relationships><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': xml(
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${more.date1904 ? ' date1904="1"' : ''}/><sheets>${each(
        ({ name, state }, no) =>
          `<sheet name="${name}" sheetId="${no}"${state ? ` state="${state}"` : ''} r:id="rId${no}"/>`,
      )}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': xml(
      `<Relationships>${each((_, no) => `<Relationship Id="rId${no}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${no}.xml"/>`)}</Relationships>`,
    ),
    ...(more.strings ? { 'xl/sharedStrings.xml': xml(`<sst>${more.strings}</sst>`) } : {}),
    ...(more.styles ? { 'xl/styles.xml': xml(`<styleSheet>${more.styles}</styleSheet>`) } : {}),
    ...more.files,
  }
  for (const [at, { rows, after = '' }] of sheets.entries())
    files[`xl/worksheets/sheet${at + 1}.xml`] = xml(`<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`)
  return Buffer.from(zipSync(files))
}

/** A row of texts. */
export function row(no: number, ...cells: string[]): string {
  return `<row r="${no}">${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
}
