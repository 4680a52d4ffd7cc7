import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { domainOf, factsOf, findCandidates, recognise, showCandidate, taxKey } from '#server/accounts/index.ts'
import { recognitionSection, type RecognitionTerms } from '#server/accounts/terms.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { answerMatch, showRows } from './show.ts'
import * as store from './store.ts'
import { groundInWords } from './words.ts'

export const listMatches = query(contract.listMatches, async ({ tx, org_id }, { query: q }) => {
  const filter = {
    status: q.status,
    source: q.source,
    origin_id: q.import_id && uuidOf('import', q.import_id),
    limit: q.limit + 1,
  }
  const by_score = q.order === 'score'
  const found = by_score
    ? await store.listByScore(tx, org_id, { ...filter, after: decodeCursor(q.cursor, ['score', 'id']) })
    : await store.listMatches(tx, org_id, { ...filter, after: decodeCursor(q.cursor, ['at', 'id']) })
  const last = found.length > q.limit ? found[q.limit - 1] : undefined
  return {
    rows: await showRows(tx, found.slice(0, q.limit)),
    next_cursor: !last
      ? null
      : by_score
        ? encodeCursor({ score: String(last.score), id: last.id })
        : encodeCursor({ at: last.opened_at, id: last.id }),
  }
})

export const countMatches = query(contract.countMatches, async ({ tx, org_id }) => {
  const [{ rows }, look] = await Promise.all([store.countOpen(tx, org_id), store.findLook(tx, org_id)])
  const n = (source: string) => rows.find((row) => row.source === source)?.n ?? 0
  return {
    open: rows.reduce((sum, row) => sum + row.n, 0),
    by_source: { registration: n('registration'), import: n('import'), look: n('look') },
    oldest_at: rows.map((row) => row.oldest_at).sort()[0] ?? null,
    looked: look ? { accounts: look.looked_count, at: look.looked_at } : null,
  }
})

export const getMatch = query(contract.getMatch, async ({ tx, org_id, actor, now }, { params }) =>
  answerMatch({ tx, org_id, actor, now: await now() }, uuidOf('match', params.id)),
)

/** What a company would be taken for: the same look-up and the same verdict as everywhere, and nothing kept. */
export const checkMatch = query(contract.checkMatch, async ({ tx, org_id, runtime, now }, { body }) => {
  const domain = domainOf(body.domain, 'domain')
  const country = body.country ?? null
  const [{ found, domain_count }, program] = await Promise.all([
    findCandidates(tx, org_id, {
      account_id: null,
      name: body.name,
      domain,
      tax: taxKey(country, body.tax_id || null),
      country,
      city: body.city || null,
      street: body.street || null,
      phone: body.phone || null,
    }),
    runtime.programs.inForce(tx, org_id, await now()),
  ])
  const terms = program.document[recognitionSection.key] as RecognitionTerms // parsed when published
  const who = recognise({ v: 2, candidates: found.map(factsOf), domain_count, picked: null }, terms)
  const place = (id: string) => who.weighed.findIndex((one) => one.account_id === id)
  const same = found.find((one) => one.account_id === who.account_id)
  return {
    verdict: who.verdict,
    score: who.score,
    why: groundInWords(who.by, who.verdict),
    account: same ? { id: toWireId('account', same.account_id), name: same.shown.name } : null,
    domain,
    domain_count,
    thresholds: { same: terms.thresholds.same, maybe: terms.thresholds.maybe },
    candidates: found
      .toSorted((a, b) => place(a.account_id) - place(b.account_id))
      .map((one) => showCandidate(one, terms)),
  }
})
