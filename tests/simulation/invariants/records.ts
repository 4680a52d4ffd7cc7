import { canonical } from '#kit/canonical.ts'
import { programDocument } from '#server/document.ts'
import { compareDecisions } from '#server/rulings/compare.ts'
import { breaksOf, type AuditRow, type Seal } from '#server/audit/chain.ts'
import { MOVES, type Status } from '#server/registrations/registration.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { none, type Invariant, type Look } from './invariant.ts'

/** Where a registration may go from where: the table of moves, and the ladder where a ruling decides. */
const LADDER: readonly Status[] = ['approved', 'in_review', 'queued', 'rejected']
const DECIDED_AGAIN = ['confirm', 'come_free', 'pick_account', 'answer'] as const
const LEGAL = new Map<string | null, Set<string>>([[null, new Set(LADDER)]])
for (const [move, { from, to }] of Object.entries(MOVES)) {
  const ladder = (DECIDED_AGAIN as readonly string[]).includes(move)
  for (const state of from) {
    const known = LEGAL.get(state) ?? new Set()
    for (const next of ladder ? LADDER : [to]) known.add(next)
    LEGAL.set(state, known)
  }
}
// Nobody answered a question, or confirmed an offer: that is rejected by the clock.
for (const silent of ['info_requested', 'queued']) LEGAL.get(silent)?.add('rejected')

type Change = { before: string | null; after: string; ruling?: string }
type Step = { subject_id: string; verb: string; at: string; change: string }

/** Before and after of these are no states. */
const IS_MOVE = sql`verb not in ('registration.extended', 'registration.extension_declined', 'registration.assigned')`

const steps = ({ tx, org_id }: Look) =>
  tx.rows<Step>(sql`select subject_id, verb, at, change from audit
    where org_id = ${org_id} and subject_noun = 'registration' and ${IS_MOVE} order by id`)

/** The changes of state that the audit tells, per registration, in order. */
function movesOf(rows: readonly Step[]): Map<string, (Change & Step)[]> {
  const moves = new Map<string, (Change & Step)[]>()
  for (const row of rows) {
    const change = JSON.parse(row.change) as Partial<Change> // written by `ctx.record`
    if (change.after === undefined || change.before === undefined) continue
    const known = moves.get(row.subject_id) ?? []
    // An answer that was decided again stands twice: as the decision, and as the answer that it came with.
    if (row.verb === 'registration.answered' && known.at(-1)?.after === change.after && known.at(-1)?.at === row.at)
      continue
    known.push({ ...row, before: change.before, after: change.after, ...(change.ruling && { ruling: change.ruling }) })
    moves.set(row.subject_id, known)
  }
  return moves
}

const moveLegal: Invariant = {
  name: 'move.legal',
  why: 'every state is in the table of moves and was reached by a legal move, each begun where the last one ended',
  check: async (look) => {
    const [moves, standing] = await Promise.all([
      steps(look).then(movesOf),
      look.tx.rows<{ id: string; status: string }>(
        sql`select id, status from registration where org_id = ${look.org_id}`,
      ),
    ])
    const found: string[] = []
    for (const { id, status } of standing) {
      let at: string | null = null
      for (const move of moves.get(id) ?? []) {
        if (move.before !== at) found.push(`${id} went from ${move.before} to ${move.after} where it stood ${at}`)
        if (!LEGAL.get(move.before)?.has(move.after))
          found.push(`${id} went from ${move.before} to ${move.after} by ${move.verb}`)
        at = move.after
      }
      if (at !== status) found.push(`${id} is ${status}, and its history ends with ${at}`)
    }
    return found
  },
}

const announcedOnce: Invariant = {
  name: 'move.announced_once',
  why: 'each change of state is announced exactly once, at its own time, and nothing is that did not happen',
  check: async (look) => {
    const [moves, events] = await Promise.all([
      steps(look).then(movesOf),
      look.tx.rows<{
        key: string
        n: number
      }>(sql`select subject_id || ' ' || type || ' ' || at as key, count(*)::int as n from event
        where org_id = ${look.org_id} and subject_noun = 'registration' and type = any(${TOLD}::text[]) group by 1`),
    ])
    const times = await look.tx.rows<{ key: string; n: number }>(sql`select subject_id || ' ' ||
        case when change::jsonb ->> 'after' = 'in_review' and verb = 'registration.answered' then 'registration.answered'
          else 'registration.' || (change::jsonb ->> 'after') end || ' ' || at as key, count(*)::int as n
      from audit where org_id = ${look.org_id} and subject_noun = 'registration' and change::jsonb ? 'after' and change::jsonb ? 'before'
        and ${IS_MOVE} and not (verb = 'registration.answered' and exists (select from audit d
          where d.org_id = audit.org_id and d.subject_id = audit.subject_id and d.at = audit.at and d.verb = 'registration.decided_again'))
      group by 1`)
    if (moves.size === 0) return []
    const told = new Map(events.map(({ key, n }) => [key, n]))
    const found = times
      .filter(({ key, n }) => told.get(key) !== n)
      .map(({ key, n }) => `${key}: ${n} moves, ${told.get(key) ?? 0} events`)
    const known = new Set(times.map(({ key }) => key))
    return [
      ...found,
      ...events
        .filter(({ key }) => !known.has(key) && !key.includes('registration.answered'))
        .map(({ key }) => `${key} is announced and did not happen`),
    ]
  },
}
const TOLD = [
  'approved',
  'in_review',
  'queued',
  'rejected',
  'withdrawn',
  'expired',
  'won',
  'lost',
  'revoked',
  'converted',
  'info_requested',
  'answered',
].map((state) => `registration.${state}`)

type Kept = {
  id: string
  decider: string
  program_version: number
  now: string
  facts: string
  outcome: string
  because: string
}

const documents = new Map<string, Record<string, unknown>>()

async function documentOf({ tx, org_id }: Look, version: number): Promise<Record<string, unknown>> {
  const row = await tx.one<{ document: unknown; text: string }>(
    sql`select document, document::text as text from program_version where org_id = ${org_id} and version = ${version}`,
  )
  const known =
    documents.get(row?.text ?? '') ?? (programDocument.schema.parse(row?.document) as Record<string, unknown>)
  documents.set(row?.text ?? '', known)
  return known
}

const replays: Invariant = {
  name: 'ruling.replays',
  why: 'deciding again on kept facts, terms and time comes to the same, to the letter',
  check: async (look) => {
    // Those since the last look; all of them where everything is looked at.
    const after = (!look.is_tidy && look.kept.get('replayed')) || '00000000-0000-0000-0000-000000000000'
    const rows = await look.tx
      .rows<Kept>(sql`select id, decider, program_version, now, facts, outcome, because from ruling
      where org_id = ${look.org_id} and id > ${after} order by id`)
    const found: string[] = []
    for (const kept of rows) {
      const decider = look.deciders.get(kept.decider)
      const stored = { outcome: JSON.parse(kept.outcome) as unknown, because: JSON.parse(kept.because) as [] } // kept by the funnel
      const again = decider?.replay(JSON.parse(kept.facts), await documentOf(look, kept.program_version), kept.now)
      if (!again) found.push(`${kept.id}: nobody is called ${kept.decider}`)
      else {
        const differences = compareDecisions(stored, again)
        if (canonical(again.outcome) !== kept.outcome || canonical(again.because) !== kept.because)
          found.push(
            `${kept.id} by ${kept.decider}: ${differences.map(({ where }) => where).join(', ') || 'another order'}`,
          )
      }
    }
    const last = rows.at(-1)
    if (last && found.length === 0) look.kept.set('replayed', last.id)
    return found
  },
}

const chain: Invariant = {
  name: 'audit.chain',
  why: 'the numbers of the audit have no gap, and the chain of hashes over it verifies',
  check: async ({ tx, org_id, is_tidy }) => {
    if (!is_tidy) return []
    const [seals, rows] = await Promise.all([
      tx.rows<Seal>(
        sql`select no, first_seq, last_seq, hash, sealed_at from seal where org_id = ${org_id} order by no`,
      ),
      tx.rows<AuditRow>(sql`select id, seq, partner_id, verb, actor, subject_noun, subject_id, at, recorded_at, request_id, change
        from audit where org_id = ${org_id} and seq is not null order by seq`),
    ])
    const found: string[] = []
    let before: Seal | null = null
    for (const seal of seals) {
      const under = rows.filter(
        ({ seq }) => BigInt(seq) >= BigInt(seal.first_seq) && BigInt(seq) <= BigInt(seal.last_seq),
      )
      found.push(...breaksOf(seal, before, under, org_id).map((what) => `seal ${seal.no}: ${what}`))
      before = seal
    }
    if (BigInt(before?.last_seq ?? 0) !== BigInt(rows.at(-1)?.seq ?? 0)) found.push('numbers stand that no seal covers')
    return found
  },
}

/** What the funnel keeps (domain.md, decisions 10, 11, 12 and 17; idempotency in the table of invariants). */
export const recordInvariants: Invariant[] = [
  moveLegal,
  announcedOnce,
  replays,
  chain,
  none(
    'ruling.kept',
    'every registration has its ruling; its outcome is the state right after it',
    ({ org_id }) => sql`select format('%s has no ruling %s', r.id, r.ruling_id) as what from registration r
      where r.org_id = ${org_id} and not exists (select from ruling u where u.org_id = r.org_id and u.id = r.ruling_id
        and u.subject_id = r.id and u.partner_id = r.partner_id)
      union all
      select format('%s was %s after ruling %s, which says %s', a.subject_id, a.change::jsonb ->> 'after', u.id, u.outcome::jsonb ->> 'status')
      from audit a join ruling u on u.org_id = a.org_id and u.id::text = a.change::jsonb ->> 'ruling'
      where a.org_id = ${org_id} and a.subject_noun = 'registration' and a.change::jsonb ? 'before' and ${IS_MOVE}
        and u.outcome::jsonb ->> 'status' <> a.change::jsonb ->> 'after'`,
  ),
  none(
    'ruling.in_its_program',
    'a decision uses the version in force at its now: the greatest that had begun',
    ({
      org_id,
    }) => sql`select format('%s was ruled by version %s at %s', u.id, u.program_version, u.now) as what from ruling u
      where u.org_id = ${org_id} and u.program_version is distinct from (select v.version from program_version v
        where v.org_id = u.org_id and v.effective_at <= u.now order by v.effective_at desc limit 1)`,
  ),
  none(
    'intent.once',
    'same key, same effect: however often it was tried, one intent was carried out in one transaction, or not at all',
    ({
      org_id,
    }) => sql`select format('%s was carried out %s times', request_id, count(distinct recorded_at)) as what from audit
      where org_id = ${org_id} and request_id like 'sim:%' group by request_id having count(distinct recorded_at) > 1`,
  ),
  {
    name: 'intent.as_answered',
    why: 'what was answered has happened, and what was refused has left nothing',
    check: async ({ tx, org_id, asked }) => {
      const rows = await tx.rows<{ request_id: string }>(
        sql`select distinct request_id from audit where org_id = ${org_id} and request_id like 'sim:%'`,
      )
      const carried = new Set(rows.map(({ request_id }) => request_id))
      return asked
        .filter(({ came, request_id }) => came !== 'unknown' && (came === 'answered') !== carried.has(request_id))
        .map(
          ({ request_id, verb, came }) =>
            `${request_id} (${verb}) was ${came}, and ${came === 'answered' ? 'nothing' : 'something'} was recorded`,
        )
    },
  },
  none(
    'event.never_twice',
    'what happens is announced once: no two events of one kind, thing and instant with the same words',
    ({ org_id }) => sql`select format('%s of %s stands %s times', type, subject_id, count(*)) as what from event
      where org_id = ${org_id} group by type, subject_id, at, body having count(*) > 1`,
  ),
  none(
    'feed.no_gap',
    'numbers of audit and feed are given once, without gaps; a reader who has seen one has seen all below it',
    ({
      org_id,
      is_tidy,
    }) => sql`select format('%s has %s numbers up to %s, %s without', t, n, most, unsealed) as what from (
        select 'audit' as t, count(seq) as n, coalesce(max(seq), 0) as most, count(*) filter (where seq is null) as unsealed from audit where org_id = ${org_id}
        union all select 'event', count(seq), coalesce(max(seq), 0), count(*) filter (where seq is null) from event where org_id = ${org_id}) x
      where n <> most or (${is_tidy} and unsealed > 0)`,
  ),
  none(
    'personal.nowhere',
    'personal words never stand in facts, events or the audit',
    ({ org_id }) => sql`select 'ruling ' || id as what from ruling where org_id = ${org_id} and facts like '%canary%'
      union all select 'event ' || id from event where org_id = ${org_id} and body like '%canary%'
      union all select 'audit ' || id from audit where org_id = ${org_id} and change like '%canary%'`,
  ),
  {
    name: 'program.frozen',
    why: 'a published version never changes',
    check: async ({ tx, org_id, kept }) => {
      const rows = await tx.rows<{
        version: number
        hash: string
      }>(sql`select version, md5(document::text || effective_at::text) as hash
        from program_version where org_id = ${org_id} and status = 'published'`)
      const found = rows.filter(({ version, hash }) => (kept.get(`program ${version}`) ?? hash) !== hash)
      for (const { version, hash } of rows) if (!kept.has(`program ${version}`)) kept.set(`program ${version}`, hash)
      return found.map(({ version }) => `version ${version} is not what was published`)
    },
  },
]
