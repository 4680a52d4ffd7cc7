import { askedOf, checkAnswers, type Answers } from '#kit/form.ts'
import { Refused, type FieldProblem } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import { attachFile } from '#server/files/index.ts'
import type { SubmitInput } from './contract.ts'
import { REGISTRATION_REFUSALS as R, tenderKey, type Registration } from './registration.ts'
import { formOf } from './terms-forms.ts'
import { FORM_FIELDS, registrationSection, type FormField, type RegistrationTerms } from './terms.ts'

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
  r: Pick<Registration, 'id' | 'partner_id' | 'answers' | 'track'>,
  body: SubmitInput,
): Promise<void> {
  const to = { subject: { noun: 'registration' as const, id: r.id }, partner_id: r.partner_id }
  for (const { file_id, kind } of body.files ?? []) await attachFile(ctx, { ...to, file_id, kind })
  await attachAnswers(ctx, r, {})
}

/**
 * Hangs the files that fields of the form took on the registration; those that stood there before hang already. What
 * answers a field of the org's alone is the org's alone.
 */
export async function attachAnswers(
  ctx: Context,
  r: Pick<Registration, 'id' | 'partner_id' | 'answers' | 'track'>,
  before: Answers,
): Promise<void> {
  const there = new Set(filesIn(before).map(([, file_id]) => file_id))
  const files = filesIn(r.answers).filter(([, file_id]) => !there.has(file_id))
  if (files.length === 0) return
  const { fields } = formOf(await ctx.terms(registrationSection), r.track, FORM_FIELDS)
  const shared = new Set(askedOf(fields, 'partner').map(({ key }) => key))
  const to = { subject: { noun: 'registration' as const, id: r.id }, partner_id: r.partner_id, kind: 'form' as const }
  for (const [key, file_id] of files)
    await attachFile(ctx, { ...to, file_id, visibility: shared.has(key) ? 'both' : 'org' })
}

/** The answers with those that are given anew; fields that this side is not asked stay as they are. */
export function correctedAnswers(
  r: Pick<Registration, 'answers' | 'track'>,
  given: Readonly<Record<string, unknown>>,
  { registration }: { registration: RegistrationTerms },
  side: 'org' | 'partner',
): Answers {
  const { fields } = formOf(registration, r.track, FORM_FIELDS)
  const asked = new Set(askedOf(fields, side).map(({ key }) => key))
  const split = (mine: boolean) =>
    Object.fromEntries(Object.entries(r.answers).filter(([key]) => asked.has(key) === mine))
  const { answers, problems } = checkAnswers(fields, { ...split(true), ...given }, side)
  // What a later version of the program asks besides is no matter of this correction.
  const wrong = problems.filter(({ path }) => Object.hasOwn(given, path.replace(/^answers\./, '')))
  if (wrong.length > 0)
    throw new Refused(R.incomplete, {}, { fields: wrong.map((one) => ({ ...one, path: `corrections.${one.path}` })) })
  return { ...split(false), ...answers }
}

/** Files among the answers, by field: no other kind of answer looks like one. */
function filesIn(answers: Answers): [key: string, file_id: string][] {
  return Object.entries(answers).filter(
    (one): one is [string, string] => typeof one[1] === 'string' && /^file_[0-9a-f]{32}$/.test(one[1]),
  )
}
