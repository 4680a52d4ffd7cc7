import type { Answer, AskedField } from '#kit/form.ts'
import { minorDigits } from '#kit/money.ts'

const YES = new Set(['yes', 'y', 'true', '1', 'ja', 'oui', 'x'])
const NO = new Set(['no', 'n', 'false', '0', 'nein', 'non'])

/**
 * A cell as the answer to a field of the program's own: what a person would have chosen or typed. What does not read is
 * handed on as it stands, and the form says what it expected.
 */
export function readAnswer(text: string, field: AskedField): Answer {
  const key = (said: string) =>
    field.options.find((option) => [option.key, option.name].some((one) => one.toLowerCase() === said.toLowerCase()))
      ?.key ?? said
  switch (field.type) {
    case 'number': {
      const plain = text.replace(/[\s'’]/g, '')
      // "3,5" is three and a half; "1,200" and "1.200,5" are told apart by their groups.
      const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)
      const number = Number(
        grouped ? plain.replaceAll(',', '') : plain.replace(/\.(?=\d{3}(\D|$).*,)/g, '').replace(',', '.'),
      )
      return plain !== '' && Number.isFinite(number) ? number : text
    }
    case 'yes_no': {
      const said = text.toLowerCase()
      return YES.has(said) ? true : NO.has(said) ? false : text
    }
    case 'choice':
      return key(text)
    case 'multi_choice':
      return text
        .split(/\s*[;|,]\s*/)
        .filter((one) => one !== '')
        .map(key)
    case 'money': {
      // As our own export writes it: "EUR 1,250.00".
      const [, currency = '', whole = '', part = ''] = /^([A-Z]{3})\s?([\d,]+)(?:\.(\d+))?$/.exec(text) ?? []
      const digits = minorDigits(currency)
      if (currency === '' || part.length > digits) return text
      return { amount_minor: String(BigInt(`${whole.replaceAll(',', '')}${part.padEnd(digits, '0')}`)), currency }
    }
    case 'text':
    case 'long_text':
    case 'date':
    case 'file':
      return text
  }
}
