import { countryName } from '#kit/countries.ts'
import { countryCode, nearestCountry } from '#kit/country-names.ts'
import { registrableDomain } from '#kit/domain.ts'
import { isCurrency } from '#kit/money.ts'
import { readDate } from './convert-date.ts'
import { readDecimal, readMoney } from './convert-number.ts'
import type { Field, FieldValue, Stage } from './fields.ts'
import type { ColumnMapping } from './mapping.ts'

export type CellReading =
  | { ok: true; value: FieldValue }
  | { ok: false; code: string; message: string; expected: string; repair?: string }

export type CellOptions = Pick<ColumnMapping, 'format' | 'decimal' | 'scale'> & { currency: string | undefined }

const MAX_TEXT = 500
const MAX_INTEGER = 2_147_483_647

/** Reads one trimmed, non-empty text as a value of a field. */
export function readCell(text: string, field: Field, options: CellOptions): CellReading {
  if (isSpreadsheetError(text))
    return refused(
      'cell.spreadsheet_error',
      'The spreadsheet could not work this value out.',
      'a value or an empty cell instead of the error; or map it to nothing',
    )
  switch (field.type) {
    case 'text':
      return readText(text)
    case 'domain':
      return readDomain(text)
    case 'email':
      return readEmail(text)
    case 'country':
      return readCountry(text)
    case 'integer':
      return readInteger(text, options.decimal ?? '.')
    case 'money': {
      const read = readMoney(text, options.currency, options.decimal ?? '.', options.scale ?? 1)
      return read.ok ? value(read.money) : read
    }
    case 'currency': {
      const code = text.toUpperCase()
      return isCurrency(code)
        ? value(code)
        : refused('currency.unknown', `"${cut(text)}" is not a currency.`, 'an ISO 4217 code, for example EUR')
    }
    case 'date': {
      const read = readDate(text, options.format ?? 'ISO')
      return read.ok ? value(read.date) : read
    }
    case 'yes_no':
      return readYesNo(text)
    case 'stage':
      return readStage(text)
    case 'labels':
      return readLabels(text)
  }
}

/** What a spreadsheet shows where a formula failed, in files of any kind that it wrote. */
export function isSpreadsheetError(text: string): boolean {
  return text.startsWith('#') && SPREADSHEET_ERROR.test(text)
}

const SPREADSHEET_ERROR =
  /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|BUSY!|ERROR!)$/i

function value(of: FieldValue): CellReading {
  return { ok: true, value: of }
}

function refused(code: string, message: string, expected: string): CellReading {
  return { ok: false, code, message, expected }
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function readText(text: string): CellReading {
  const squeezed = text.replace(/\s+/g, ' ')
  if (squeezed.length > MAX_TEXT)
    return refused('text.too_long', `The text has ${squeezed.length} characters.`, `at most ${MAX_TEXT} characters`)
  return value(squeezed)
}

const DOMAIN_REFUSALS = {
  empty: 'This is not a domain.',
  not_a_domain: 'This is not a domain.',
  public_suffix: 'This is a public suffix, under which many companies have their domains.',
  free_mail_host: 'This is a free-mail host, which belongs to no single company.',
  ip_address: 'This is an IP address, not a domain.',
} as const

function readDomain(text: string): CellReading {
  const found = registrableDomain(text)
  if (found.ok) return value(found.domain)
  return refused(
    `domain.${found.why}`,
    DOMAIN_REFUSALS[found.why],
    "the company's own domain, for example acme.com, or an empty cell",
  )
}

function readEmail(text: string): CellReading {
  const [, local = '', host = ''] = /^(?:mailto:)?([^\s@"<>(),;:\\[\]]{1,64})@([^\s@]{1,253})$/i.exec(text) ?? []
  const domain = registrableDomain(host)
  const usable = domain.ok || domain.why === 'free_mail_host'
  if (!usable || local.startsWith('.') || local.endsWith('.'))
    return refused('email.format', 'This is not an e-mail address.', 'one address like ada@acme.com, or an empty cell')
  return value(`${local}@${host.toLowerCase()}`)
}

/** A file repeats few countries often: what they were read as is kept, the unknown ones with their nearest name too. */
const countries = new Map<string, CellReading>()

function readCountry(text: string): CellReading {
  const known = countries.get(text)
  if (known) return known
  const code = countryCode(text)
  const near = code === undefined ? nearestCountry(text) : undefined
  const expected =
    near === undefined
      ? 'a country code like DE or its English name, or a value mapping'
      : `perhaps ${countryName(near)} (${near}); correct it or map the value`
  const read =
    code === undefined
      ? {
          ...refused('country.unknown', 'This is not a country.', expected),
          ...(near === undefined ? {} : { repair: near }),
        }
      : value(code)
  if (countries.size < 1000) countries.set(text, read)
  return read
}

function readInteger(text: string, mark: '.' | ','): CellReading {
  const expected = 'a whole number like 1250'
  const decimal = readDecimal(text, mark)
  if (!decimal) return refused('integer.format', 'This is not a number.', expected)
  const whole = decimal.digits.slice(0, decimal.digits.length - decimal.places)
  if (/[1-9]/.test(decimal.digits.slice(whole.length)))
    return refused('integer.fraction', 'This is not a whole number.', expected)
  const number = Number(whole)
  if (decimal.negative && number !== 0) return refused('integer.negative', 'The number is below zero.', expected)
  if (number > MAX_INTEGER)
    return refused('integer.too_large', 'The number is too large.', `a whole number up to ${MAX_INTEGER}`)
  return value(number)
}

function readYesNo(text: string): CellReading {
  const plain = text.toLowerCase()
  if (['yes', 'y', 'true', 't', '1', 'x'].includes(plain)) return value(true)
  if (['no', 'n', 'false', 'f', '0', '-'].includes(plain)) return value(false)
  return refused('yes_no.format', 'This is neither yes nor no.', 'yes or no, true or false, 1 or 0, or a value mapping')
}

/** The words nearly every CRM uses for an end; every other stage has to be mapped by a person. */
export function knownStage(text: string): Stage | undefined {
  const plain = text.toLowerCase().replace(/[^a-z]/g, '')
  if (plain === 'won' || plain === 'closedwon') return 'won'
  if (plain === 'lost' || plain === 'closedlost') return 'lost'
  return plain === 'open' ? 'open' : undefined
}

function readStage(text: string): CellReading {
  const stage = knownStage(text)
  return stage
    ? value(stage)
    : refused(
        'stage.unknown',
        `Nothing says what the stage "${cut(text)}" means.`,
        'open, won or lost, or a value mapping from this stage to one of them',
      )
}

function readLabels(text: string): CellReading {
  const labels = [
    ...new Set(
      text
        .split(/[,;|]/)
        .map((label) => label.replace(/\s+/g, ' ').trim())
        .filter((label) => label !== ''),
    ),
  ]
  if (labels.length > 50 || labels.some((label) => label.length > 100)) {
    return refused(
      'labels.too_many',
      'There are too many labels, or one is too long.',
      'at most 50 labels of at most 100 characters',
    )
  }
  return value(labels)
}
