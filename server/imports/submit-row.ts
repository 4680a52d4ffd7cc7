import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { canonical } from '#kit/canonical.ts'
import type { Answer } from '#kit/form.ts'
import { nameKey } from '#kit/company-name.ts'
import { fromWireId, toWireId, uuidOf } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import { submitRegistration } from '#server/registrations/index.ts'
import { submitBody, type RegistrationAnswer } from '#server/registrations/contract.ts'
import { ownFields } from '#server/registrations/terms-forms.ts'
import { registrationSection } from '#server/registrations/terms.ts'
import { byKeyOrName, tracksInForce } from './enroll.ts'
import type { FieldValue } from './fields.ts'
import { problemOf } from './columns.ts'
import type { Problem } from './problem.ts'
import { readAnswer } from './read-answer.ts'
import type { Incoming } from './read-batches.ts'
import * as targets from './targets-store.ts'

type Body = z.output<typeof submitBody>

/** What became of one row: registered and decided, known from before, or refused with what repairs it. */
export type RowOutcome =
  | { is: 'registered'; id: string; answer: RegistrationAnswer; content_hash: string }
  | { is: 'unchanged'; id: string }
  | { is: 'refused'; problems: Problem[] }

/**
 * Registers one row as its own verb would, with the same ruling, timers, mails and refusals. A row that was registered
 * before, by its key, is not registered again; one that then says something else is refused, since a claim is not edited by file.
 */
export async function submitRow(ctx: Context, system: string, row: Incoming): Promise<RowOutcome> {
  const content_hash = createHash('sha256').update(canonical(row.fields)).digest('hex')
  const [known] = await targets.listRefs(ctx.tx, ctx.org_id, 'registration', system, [row.external_id])
  if (known) {
    if (known.content_hash === content_hash) return { is: 'unchanged', id: known.subject_id }
    const expected = 'nothing: change the registration itself, or give a new deal a key of its own'
    const why = 'A row with this key was registered before, and said something else.'
    return { is: 'refused', problems: [problemOf(null, 'registration.known', why, expected, row.external_id)] }
  }
  const { body, problems } = await bodyOf(ctx, row)
  if (!body) return { is: 'refused', problems }
  await targets.markRow(ctx.tx)
  try {
    const answer = await submitRegistration.within(ctx, { params: undefined, query: undefined, body })
    return { is: 'registered', id: uuidOf('registration', answer.id), answer, content_hash }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await targets.takeRowBack(ctx.tx)
    return { is: 'refused', problems: problemsOf(error, row) }
  }
}

/** A refusal as problems of the row: one for each field that it names, else one for the row. */
function problemsOf(refused: Refused, { fields, external_id }: Incoming): Problem[] {
  const { type } = refused
  // Rows that are refused for one reason are told as one group: which record each met is not the reason.
  const says = refused.says.replace(/:? [a-z]{3,4}_[0-9a-f]{32}/g, '')
  const got = String(fields['account_name'] ?? external_id)
  if (refused.fields.length === 0) return [problemOf(null, type.code, says, type.next, got)]
  return refused.fields.map(({ path, message, expected }) => {
    const plain = path.replace(/^body\./, '')
    const field = plain.startsWith('answers.') ? plain : (plain.split('.')[0] ?? null)
    return problemOf(field, type.code, says, expected ?? message, String(fields[field ?? ''] ?? ''))
  })
}

async function bodyOf(ctx: Context, { fields }: Incoming): Promise<{ body: Body | null; problems: Problem[] }> {
  const problems: Problem[] = []
  const { partner, track, product_lines, ...rest } = fields
  const given: Record<string, FieldValue | undefined> = { ...rest }
  if (ctx.actor.side === 'org') {
    const found = typeof partner === 'string' ? await findPartner(ctx, partner) : []
    if (found.length === 1) given['partner_id'] = toWireId('partner', found[0]?.id ?? '')
    else problems.push(partnerProblem(found.length, typeof partner === 'string' ? partner : ''))
  }
  if (typeof track === 'string') {
    const tracks = await tracksInForce(ctx.runtime, ctx.tx, ctx.org_id, ctx.now)
    given['track'] = byKeyOrName(tracks, track)?.key ?? track
  }
  const lines = Array.isArray(product_lines) ? await linesOf(ctx, product_lines, problems) : undefined
  const answers = await answersOf(ctx, given)
  const parsed = submitBody.safeParse({
    ...given,
    ...(lines ? { product_lines: lines } : {}),
    ...(answers ? { answers } : {}),
  })
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0] ?? '')
    problems.push(
      problemOf(field || null, 'registration.field', issue.message, issue.message, String(given[field] ?? '')),
    )
  }
  return { body: parsed.success && problems.length === 0 ? parsed.data : null, problems }
}

/** Answers to the program's own fields, taken out of what was given; a key that no form has is refused by the form. */
async function answersOf(
  ctx: Context,
  given: Record<string, FieldValue | undefined>,
): Promise<Record<string, Answer> | undefined> {
  const named = Object.keys(given).filter((name) => name.startsWith('answers.'))
  if (named.length === 0) return undefined
  const terms = await ctx.terms(registrationSection)
  const of_track = terms.forms.find(({ tracks }) => tracks.includes(String(given['track'] ?? '')))
  const known = [...(of_track?.fields ?? []), ...ownFields(terms)]
  const answers: Record<string, Answer> = {}
  for (const name of named) {
    const [key, text] = [name.slice('answers.'.length), String(given[name])]
    delete given[name]
    const field = known.find((one) => one.key === key)
    answers[key] = field ? readAnswer(text, field) : text
  }
  return answers
}

function findPartner(ctx: Context, text: string): Promise<{ id: string; name: string }[]> {
  const by = { slug: text.trim().toLowerCase(), id: fromWireId('partner', text.trim()), name_key: nameKey(text) }
  return targets.listPartnersCalled(ctx.tx, ctx.org_id, by)
}

function partnerProblem(count: number, got: string): Problem {
  if (count > 1)
    return problemOf('partner', 'partner.ambiguous', 'Several partners are called this.', 'the slug or id of one', got)
  const expected = 'the slug, name or id of a partner that is here'
  if (got === '') return problemOf('partner', 'partner.missing', 'Nothing says whose deal this is.', expected, got)
  return problemOf('partner', 'partner.unknown', 'No partner here is called this.', expected, got)
}

async function linesOf(ctx: Context, texts: readonly string[], problems: Problem[]): Promise<number[]> {
  const { lines } = await ctx.terms(registrationSection)
  return texts.flatMap((text) => {
    const line = /^\d{1,9}$/.test(text)
      ? lines.list.find(({ id }) => id === Number(text))
      : byKeyOrName(lines.list, text)
    if (line) return line.id
    const expected = `product lines of the program: ${lines.list.map(({ name }) => name).join(', ') || 'it has none'}`
    problems.push(problemOf('product_lines', 'line.unknown', 'The program has no such product line.', expected, text))
    return []
  })
}
