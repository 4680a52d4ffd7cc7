import { COMMON, Refused } from '#kit/refusal.ts'
import type { Instant } from '#kit/instant.ts'
import {
  factsOf,
  findHits,
  recognise,
  taxKey,
  together,
  weighHits,
  type Asked,
  type Candidates,
  type Hit,
  type Recognition,
} from '#server/accounts/index.ts'
import { recognitionSection, type RecognitionTerms } from '#server/accounts/terms.ts'
import type { Context, Runtime } from '#server/command/index.ts'
import { openMatches } from '#server/matches/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { Columns, ColumnValue } from './columns.ts'

/** A company as a row names it, with what it was recognised as. */
export type Recognised = Candidates & { asked: AskedOfRow; recognition: Recognition }
export type AskedOfRow = Asked & { tax_id?: string | null }

/** A question that a row leaves to a person: is this company one of those accounts? */
export type Question = Recognised & { noun: 'account' | 'opportunity'; subject_id: string; line: number }

/** By what companies are recognised today; by the usual terms before the first program is. */
export async function recognitionInForce(
  runtime: Runtime,
  tx: Tx,
  org_id: string,
  now: Instant,
): Promise<RecognitionTerms> {
  try {
    const { document } = await runtime.programs.inForce(tx, org_id, now)
    return document[recognitionSection.key] as RecognitionTerms // published documents were parsed by the schema that holds this section
  } catch (error) {
    if (error instanceof Refused && error.type.code === COMMON.no_program.code)
      return recognitionSection.schema.parse(undefined)
    throw error
  }
}

/** What an account's row says of its company. */
export function askedOfRow(columns: Columns): AskedOfRow & { tax_id: string | null } {
  const text = (value: ColumnValue | undefined) => (typeof value === 'string' && value !== '' ? value : null)
  const [country, tax_id] = [text(columns['country']), text(columns['tax_id'])]
  return {
    account_id: null,
    name: text(columns['name']) ?? '',
    domain: text(columns['domain']),
    country,
    city: text(columns['city']),
    street: text(columns['street']),
    postcode: text(columns['postcode']),
    phone: text(columns['phone']),
    tax: taxKey(country, tax_id),
    tax_id,
  }
}

/** Recognises companies by what is here, all looked up in one statement; `beside` is what the file itself will make. */
export async function recogniser(
  { tx, org_id, terms }: { tx: Tx; org_id: string; terms: RecognitionTerms },
  asked: readonly AskedOfRow[],
): Promise<(place: number, beside?: readonly Hit[]) => Recognised> {
  const { of, rarity } = await findHits(tx, org_id, asked)
  // Comparing names is most of the work, so each pair is compared once.
  const here = asked.map((one, place) => weighHits(one, of(place), rarity))
  return (place, beside = []) => {
    const [one, seen] = [asked[place], here[place]]
    if (!one || !seen) throw new Error('asked for a company that was not named')
    const { found, domain_count } = beside.length > 0 ? together(seen, weighHits(one, beside, rarity)) : seen
    const match = { v: 2, candidates: found.map(factsOf), domain_count, picked: null } as const
    return { found, domain_count, asked: one, recognition: recognise(match, terms) }
  }
}

/** Asks a person what the terms leave open. */
export async function askQuestions(
  ctx: Context,
  import_id: string,
  questions: readonly Question[],
  terms: RecognitionTerms,
): Promise<void> {
  const doubts = questions.map(({ noun, subject_id, asked, found, domain_count }) => {
    const { name, domain, country, city = null, street = null, phone = null, tax_id = null } = asked
    return {
      source: 'import' as const,
      subject: { noun, id: subject_id },
      origin_id: import_id,
      asked: { name, domain, country, city, street, phone, tax_id },
      seen: { found, domain_count },
    }
  })
  await openMatches(ctx, doubts, terms)
}
