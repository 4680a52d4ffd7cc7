import { askedOf, type Answer, type AskedField } from '#kit/form.ts'
import { formatMoney } from '#kit/money.ts'
import type { Reader } from '#kit/ruling.ts'
import { spoken } from '#kit/words.ts'
import type { ProgramInForce } from '#server/command/index.ts'
import type { RegistrationAnswer } from './contract.ts'
import type { Registration } from './registration.ts'
import { ownFields } from './terms-forms.ts'
import type { RegistrationTerms } from './terms.ts'

type Shown = Pick<RegistrationAnswer, 'answers' | 'tender' | 'has_letter'>

/** What a registration says beyond the standard fields; a partner reads what partners are asked. */
export function showForm(r: Registration, program: ProgramInForce, reader: Reader): Shown {
  const terms = program.document['registration'] as RegistrationTerms // parsed when published
  const own = terms.forms.find((form) => form.tracks.includes(r.track))
  const known = [...(own?.fields ?? []), ...ownFields(terms)]
  const answers = Object.entries(r.answers).flatMap(([key, value]) => {
    // A field that the program has no more is shown to the org under its key, and to nobody else.
    const field = known.find((one) => one.key === key)
    if (reader === 'partner' && askedOf(field ? [field] : [], 'partner').length === 0) return []
    return [
      { key, label: field?.label ?? spoken(key), type: field?.type ?? 'text', value, text: answerText(value, field) },
    ]
  })
  return {
    answers,
    tender: r.is_tender ? { reference: r.tender_reference } : null,
    has_letter: r.has_letter,
  }
}

/** Answers by field, as a table holds them: numbers and yes or no as they are, all else in words. */
export function answersInWords(
  r: Registration,
  program: ProgramInForce,
  reader: Reader,
): Record<string, string | number | boolean> {
  const plain = (value: unknown): value is number | boolean => typeof value === 'number' || typeof value === 'boolean'
  return Object.fromEntries(
    showForm(r, program, reader).answers.map(({ key, value, text }) => [key, plain(value) ? value : text]),
  )
}

/** An answer in words. */
function answerText(value: Answer, field: AskedField | undefined): string {
  const name = (key: string) => field?.options.find((option) => option.key === key)?.name ?? key
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 10 })
  if (Array.isArray(value)) return value.map(name).join(', ')
  if (typeof value === 'object') return formatMoney(value)
  return name(value)
}
