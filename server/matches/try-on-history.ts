import { toWireId } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import { recognitionSection, type RecognitionTerms } from '#server/accounts/terms.ts'
import { query, type Reading } from '#server/command/index.ts'
import { listNewestOf } from '#server/rulings/index.ts'
import * as contract from './contract.ts'
import { MATCH_REFUSALS as R } from './match.ts'
import type { MatchPorts } from './ports.ts'
import * as store from './store.ts'
import { agreementOf, countMoves, tryTerms } from './trial.ts'

type Body = { yaml?: string | undefined; version?: number | undefined; recognition?: unknown }

/** Changes that are told one by one; the rest is counted. */
const TOLD_MAX = 100
/** Questions that people have answered, at most so many of the newest. */
const WORDS_MAX = 2000
/** Other kinds of rulings stand between those of registrations: so many times as many are looked at. */
const AMONG = 4

const sectionOf = (document: Record<string, unknown>) => document[recognitionSection.key] as RecognitionTerms // parsed by the schema that holds it

/** The terms to try, out of whatever says them. */
async function termsToTry(ports: MatchPorts, { tx, org_id }: Reading, body: Body): Promise<RecognitionTerms> {
  if (body.version !== undefined) {
    const document = await ports.versionOf(tx, org_id, body.version)
    if (!document) throw new Refused(R.no_version)
    return sectionOf(document)
  }
  if (body.yaml !== undefined) {
    const parsed = ports.parseYaml(body.yaml)
    if (parsed.ok) return sectionOf(parsed.document)
    const fields = parsed.errors.map(({ path, message }) => ({ path: ['yaml', ...path].join('.'), message }))
    throw new Refused(R.terms, {}, { fields })
  }
  const parsed = recognitionSection.schema.safeParse(body.recognition)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: ['recognition', ...path].join('.'), message }))
  throw new Refused(R.terms, {}, { fields })
}

/** The documents that rulings were made by, each read once. */
async function documentsOf(ports: MatchPorts, { tx, org_id }: Reading, versions: readonly number[]) {
  const documents = new Map<number, Record<string, unknown>>()
  for (const version of new Set(versions)) documents.set(version, await ports.documentOf(tx, org_id, version))
  return documents
}

/** Tries other terms of recognition on what was recognised before, and on what people have said. */
export const trialMatches = (ports: MatchPorts) =>
  query(contract.trialMatches, async (reading, { body }) => {
    const { tx, org_id } = reading
    const [terms, rulings, answered, in_force] = await Promise.all([
      termsToTry(ports, reading, body),
      listNewestOf(tx, org_id, 'registration', body.newest, body.newest * AMONG),
      store.listAnswered(tx, org_id, WORDS_MAX),
      reading.now().then((now) => reading.runtime.programs.inForce(tx, org_id, now)),
    ])
    const documents = await documentsOf(
      ports,
      reading,
      rulings.map((ruling) => ruling.program_version),
    )
    const { looked_at, undecidable, changed } = tryTerms(rulings, terms, (version) => documents.get(version) ?? {})
    const told = changed.slice(0, TOLD_MAX)
    const [registrations, accounts] = await Promise.all([
      store.listNames(
        tx,
        org_id,
        'registration',
        told.map((one) => one.registration_id),
      ),
      store.listNames(
        tx,
        org_id,
        'account',
        told.flatMap((one) => one.to.account_id ?? []),
      ),
    ])
    const decided = changed.filter((one) => one.decision_to !== null && one.decision_to !== one.decision_from)
    return {
      looked_at,
      limit: body.newest,
      since: rulings.at(-1)?.now ?? null,
      undecidable: undecidable.length,
      // The newest of those that lack the features: from then on they were recorded.
      undecidable_before: undecidable[0]?.now ?? null,
      changed: changed.length,
      moves: countMoves(changed.map((one) => [one.from.verdict, one.to.verdict] as const)),
      decisions: countMoves(decided.map((one) => [one.decision_from, one.decision_to ?? ''] as const)),
      rows: told.map((one) => ({
        registration_id: toWireId('registration', one.registration_id),
        ruling_id: toWireId('ruling', one.ruling_id),
        name: registrations.get(one.registration_id) ?? '',
        at: one.at,
        from: one.from.verdict,
        to: one.to.verdict,
        score_from: one.from.score,
        score_to: one.to.score,
        account: one.to.account_id ? (accounts.get(one.to.account_id) ?? null) : null,
        decision_from: one.decision_from,
        decision_to: one.decision_to,
      })),
      people: {
        words: answered.length,
        now: agreementOf(answered, sectionOf(in_force.document)),
        then: agreementOf(answered, terms),
      },
    }
  })
