import { checkAnswers, type Answers } from '#kit/form.ts'
import { Refused, type FieldProblem } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import { attachFile } from '#server/files/index.ts'
import type { SubmitInput } from './contract.ts'
import { REGISTRATION_REFUSALS as R, tenderKey, type Registration } from './registration.ts'
import { formOf } from './terms-forms.ts'
import { FORM_FIELDS, type FormField, type RegistrationTerms } from './terms.ts'

/** What a registration says beyond the standard fields. */
export type Filled = Pick<Registration, 'answers' | 'is_tender' | 'tender_reference' | 'tender_key' | 'has_letter'>

type Refusal = (typeof R)['incomplete' | 'past_close' | 'unknown_line']

/** Everything the track's form asks for beyond the contract; refuses with all that is wrong or missing at once. */
export function fillForm(
  body: SubmitInput,
  terms: RegistrationTerms,
  { track, side, today }: { track: string; side: 'org' | 'partner'; today: string },
): Filled {
  const form = formOf(terms, track, FORM_FIELDS)
  const fields: FieldProblem[] = []
  const given: Record<FormField, unknown> = {
    ...body,
    product_line: body.product_lines?.length ? body.product_lines : undefined,
  } as Record<FormField, unknown> // the form's fields are the body's
  for (const name of FORM_FIELDS) {
    if (form.core[name] !== 'required' || (given[name] !== undefined && given[name] !== '')) continue
    const path = name === 'product_line' ? 'product_lines' : name
    fields.push({ path, message: 'is asked for by the program', code: 'required' })
  }
  let type: Refusal = R.incomplete
  if (body.expected_close_on && body.expected_close_on < today) {
    fields.push({ path: 'expected_close_on', message: `expected today (${today}) or a later day`, code: 'past' })
    if (fields.length === 1) type = R.past_close
  }
  const known = new Set(terms.lines.list.map((line) => line.id))
  const unknown = (body.product_lines ?? []).filter((id) => !known.has(id))
  if (unknown.length > 0) {
    const message = `the program has no product line ${unknown.join(', ')}`
    fields.push({ path: 'product_lines', message, code: 'unknown' })
    if (fields.length === 1) type = R.unknown_line
  }
  const { answers, problems } = checkAnswers(form.fields, body.answers ?? {}, side)
  fields.push(...problems)
  if (problems.length > 0) type = R.incomplete
  const is_tender = body.is_tender === true
  if (is_tender && !terms.tender.allowed) {
    fields.push({ path: 'is_tender', message: 'the program takes no tenders', code: 'not_taken' })
    type = R.incomplete
  }
  if (body.tender_reference && !is_tender) {
    fields.push({ path: 'tender_reference', message: 'belongs to a tender; say `is_tender` too', code: 'not_taken' })
    type = R.incomplete
  }
  if (fields.length > 0) throw new Refused(type, {}, { fields })
  const tender_reference = body.tender_reference || null
  return {
    answers,
    is_tender,
    tender_reference,
    tender_key: tender_reference && tenderKey(tender_reference),
    has_letter: (body.files ?? []).some((file) => file.kind === 'customer_letter'),
  }
}

/** Hangs the files that came with the form on the new registration. */
export async function attachFiles(
  ctx: Context,
  r: Pick<Registration, 'id' | 'partner_id' | 'answers'>,
  body: SubmitInput,
): Promise<void> {
  const to = { subject: { noun: 'registration' as const, id: r.id }, partner_id: r.partner_id }
  for (const { file_id, kind } of body.files ?? []) await attachFile(ctx, { ...to, file_id, kind })
  for (const file_id of filesIn(r.answers)) await attachFile(ctx, { ...to, file_id, kind: 'form' })
}

/** Ids of files among the answers: no other kind of answer looks like one. */
function filesIn(answers: Answers): string[] {
  return Object.values(answers).filter(
    (answer): answer is string => typeof answer === 'string' && /^file_[0-9a-f]{32}$/.test(answer),
  )
}
