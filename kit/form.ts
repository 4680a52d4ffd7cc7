/**
 * A form whose fields are data: what may be asked, and whether what was answered fits. Pure and without wires, so that
 * the server decides by it and a screen can say the same before anything is sent.
 */

export const FIELD_TYPES = [
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'choice',
  'multi_choice',
  'yes_no',
  'file',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

export type AskedField = {
  key: string
  label: string
  type: FieldType
  required: boolean
  /** Of a choice: what can be chosen. */
  options: { key: string; name: string }[]
  help?: string | undefined
  /** Asked of partners and shown to them; else only the org fills it in. */
  visible_to_partner: boolean
  /** Says something about a person: kept with the registration, never in facts or events. */
  personal: boolean
}

/** An answer by type: text, number, yes or no, chosen keys, a date, money, or the id of a file. */
export type Answer = string | number | boolean | string[] | { amount_minor: string; currency: string }
export type Answers = Record<string, Answer>

export type AnswerProblem = { path: string; message: string; code: string }

const TEXT_MOST = 300
const LONG_TEXT_MOST = 4000

/** Nothing was answered: an untouched field, whatever its type. */
function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Fields that this side is asked. */
export function askedOf(fields: readonly AskedField[], side: 'org' | 'partner'): AskedField[] {
  return fields.filter((field) => side === 'org' || field.visible_to_partner)
}

/** What was answered, as it is kept, and everything that does not fit, all at once. */
export function checkAnswers(
  fields: readonly AskedField[],
  given: Readonly<Record<string, unknown>>,
  side: 'org' | 'partner',
): { answers: Answers; problems: AnswerProblem[] } {
  const answers: Answers = {}
  const problems: AnswerProblem[] = []
  const asked = askedOf(fields, side)
  for (const key of Object.keys(given)) {
    if (asked.some((field) => field.key === key) || isBlank(given[key])) continue
    problems.push({ path: `answers.${key}`, message: 'is not a field of this form', code: 'unknown_field' })
  }
  for (const field of asked) {
    const path = `answers.${field.key}`
    const value = Object.hasOwn(given, field.key) ? given[field.key] : undefined
    if (isBlank(value)) {
      if (field.required) problems.push({ path, message: 'is asked for by the program', code: 'required' })
      continue
    }
    const read = READ[field.type](value, field)
    if ('expected' in read) problems.push({ path, message: `expected ${read.expected}`, code: 'not_expected' })
    else if (!isBlank(read.answer)) answers[field.key] = read.answer
    else if (field.required) problems.push({ path, message: 'is asked for by the program', code: 'required' })
  }
  return { answers, problems }
}

type Read = { answer: Answer } | { expected: string }

const READ: Record<FieldType, (value: unknown, field: AskedField) => Read> = {
  text: (value) => readText(value, TEXT_MOST, /[\p{Cc}\u2028\u2029]/u, 'one line of text'),
  // oxlint-disable-next-line no-control-regex -- lines and tabs are text, other controls are not
  long_text: (value) => readText(value, LONG_TEXT_MOST, /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/, 'text'),
  number: (value) =>
    typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 1e15
      ? { answer: value }
      : { expected: 'a number, such as 12 or 3.5' },
  money: (value) => {
    if (typeof value === 'object' && value !== null && 'amount_minor' in value && 'currency' in value) {
      const { amount_minor, currency } = value
      if (typeof amount_minor === 'string' && /^\d{1,18}$/.test(amount_minor) && isCurrencyCode(currency))
        return { answer: { amount_minor, currency } }
    }
    return { expected: 'an amount of zero or more with its currency' }
  },
  date: (value) =>
    typeof value === 'string' && isDate(value) ? { answer: value } : { expected: 'a day, such as 2027-01-31' },
  choice: (value, { options }) =>
    typeof value === 'string' && options.some((option) => option.key === value)
      ? { answer: value }
      : { expected: `one of ${keysOf(options)}` },
  multi_choice: (value, { options }) => {
    const keys = Array.isArray(value) ? (value as unknown[]) : null
    const known = keys?.every((key) => options.some((option) => option.key === key))
    if (!keys || !known) return { expected: `one or more of ${keysOf(options)}` }
    // In the order of the form, each once: the same choice is the same answer.
    return { answer: options.map(({ key }) => key).filter((key) => keys.includes(key)) }
  },
  yes_no: (value) => (typeof value === 'boolean' ? { answer: value } : { expected: 'yes or no' }),
  file: (value) =>
    typeof value === 'string' && /^file_[0-9a-f]{32}$/.test(value)
      ? { answer: value }
      : { expected: 'the id of a file that was uploaded' },
}

function readText(value: unknown, most: number, refused: RegExp, what: string): Read {
  if (typeof value !== 'string' || !value.isWellFormed() || refused.test(value)) return { expected: what }
  const text = value.trim()
  return text.length <= most ? { answer: text } : { expected: `at most ${most} characters` }
}

const keysOf = (options: AskedField['options']) => options.map(({ key }) => key).join(', ')

function isCurrencyCode(value: unknown): value is string {
  return typeof value === 'string' && CURRENCIES.has(value)
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Is this a day of the calendar? Written so that no clock or zone can come in. */
function isDate(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return false
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const leap = month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0)
  return year >= 1900 && year <= 2999 && day >= 1 && day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0)
}

/** Types whose answers are codes and numbers, never words of a person: the only ones that decisions may look at. */
const FACTUAL: readonly FieldType[] = ['number', 'money', 'date', 'choice', 'multi_choice', 'yes_no']

/** The answers that may stand among the facts of a decision. */
export function factualAnswers(fields: readonly AskedField[], answers: Answers): Answers {
  const kept = fields.filter(({ type, personal }) => FACTUAL.includes(type) && !personal)
  return Object.fromEntries(
    kept.flatMap(({ key }) => (Object.hasOwn(answers, key) && answers[key] !== undefined ? [[key, answers[key]]] : [])),
  )
}
