import { checkAnswers, type Answers, type AskedField } from '../../kit/form.ts'
import type { MoneyText } from '../ui/index.ts'
import { fromMinor, toMinor } from '../words/format.ts'
import { words } from './words.ts'

/** What stands in the org's own fields, as typed; a file is the id it was given. */
export type Typed = Readonly<Record<string, TypedAnswer>>
export type TypedAnswer = string | boolean | readonly string[] | MoneyText

/** A typed answer of the kind that a field takes; what was kept for another kind counts as nothing. */
export function textOf(value: TypedAnswer | undefined): string {
  return typeof value === 'string' ? value : ''
}
export function keysOf(value: TypedAnswer | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : []
}
export function moneyOf(value: TypedAnswer | undefined, currency: string): MoneyText {
  return typeof value === 'object' && 'amount' in value ? value : { amount: '', currency }
}

/**
 * What was typed, as the API takes it, and what is wrong with it by field ("answers.sites"). The server asks the same
 * of it by the same function.
 */
export function answersFrom(
  fields: readonly AskedField[],
  typed: Typed,
  { side, currency }: { side: 'org' | 'partner'; currency: string },
): { answers: Answers; problems: Record<string, string> } {
  const problems: Record<string, string> = {}
  const given: Record<string, unknown> = {}
  for (const { key, type } of fields) {
    const value = typed[key]
    const text = textOf(value).trim()
    if (type === 'number') {
      const number = Number(text.replace(',', '.'))
      if (text === '') continue
      if (Number.isFinite(number)) given[key] = number
      else problems[`answers.${key}`] = words.not_a_number
    } else if (type === 'money') {
      const { amount, currency: of } = moneyOf(value, currency)
      const amount_minor = amount.trim() ? toMinor(amount, of) : null
      if (amount_minor !== null) given[key] = { amount_minor, currency: of }
      else if (amount.trim()) problems[`answers.${key}`] = words.not_an_amount
    } else given[key] = type === 'multi_choice' ? [...keysOf(value)] : value
  }
  const checked = checkAnswers(fields, given, side)
  for (const { path, code, message } of checked.problems) {
    const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
    problems[path] ??= code === 'required' ? words.required : sentence
  }
  return { answers: checked.answers, problems }
}

/** What was answered before, as it would have been typed. */
export function typedFrom(answers: readonly { key: string; value?: unknown }[]): Typed {
  return Object.fromEntries(answers.map(({ key, value }) => [key, typedOf(value as Answers[string])])) // as the server kept it
}

function typedOf(value: Answers[string]): TypedAnswer {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object' && 'amount_minor' in value)
    return { amount: fromMinor(value), currency: value.currency }
  return value
}
