import type { Answer, Input } from '../api/contracts.ts'
import { toMinor } from '../words/format.ts'
import { words } from './words.ts'

export type Kind = Answer<'request.form'>['kinds'][number]
export type FieldName = Kind['fields'][number]
export type Body = Input<'request.submit'>['body']

/** What is typed, as text; an amount with its currency. */
export type Draft = { [F in Exclude<FieldName, 'amount'>]: string } & { amount: { amount: string; currency: string } }

export const emptyDraft = (currency: string): Draft => ({
  discount_bps: '',
  margin_bps: '',
  amount: { amount: '', currency },
  environment_days: '',
  needed_on: '',
  clause: '',
  reason: '',
})

/** "12,5" and "12.5 %" are 1250 basis points; null where it is no such number. */
export function toBps(typed: string): number | null {
  const match = /^(-?\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed.trim())
  if (!match) return null
  const whole = Number(match[1]) * 100
  const rest = Number((match[2] ?? '').padEnd(2, '0'))
  return match[1]?.startsWith('-') ? whole - rest : whole + rest
}

/** What the draft says, and what is wrong with it. `lenient`: only what can be read, for the preview. */
export function readDraft(
  draft: Draft,
  kind: Kind,
): { asked: Partial<Body>; problems: Partial<Record<FieldName, string>> } {
  const asked: Partial<Body> = {}
  const problems: Partial<Record<FieldName, string>> = {}
  for (const field of kind.fields) {
    const typed = field === 'amount' ? draft.amount.amount.trim() : draft[field].trim()
    if (typed === '') {
      if (kind.required.includes(field)) problems[field] = words.form.required
      continue
    }
    if (field === 'discount_bps' || field === 'margin_bps') {
      const bps = toBps(typed)
      if (bps === null || bps > 10_000 || bps < (field === 'margin_bps' ? -10_000 : 0))
        problems[field] = words.form.number
      else asked[field] = bps
    } else if (field === 'environment_days') {
      if (!/^\d{1,4}$/.test(typed) || Number(typed) < 1 || Number(typed) > 1095) problems[field] = words.form.whole
      else asked[field] = Number(typed)
    } else if (field === 'amount') {
      const amount_minor = toMinor(typed, draft.amount.currency)
      if (amount_minor === null) problems[field] = words.form.amount
      else asked.amount = { amount_minor, currency: draft.amount.currency }
    } else asked[field] = typed
  }
  return { asked, problems }
}
