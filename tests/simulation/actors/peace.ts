import { toWireId, type Noun } from '#kit/ids.ts'
import { plusLocalDays } from '#kit/calendar.ts'
import { sql, type Sql } from '#server/platform/postgres/sql.ts'
import { holds, type Act, type Scene, type Somebody } from '../scene.ts'
import { secret } from './claims.ts'

/** What is done to keep the peace: who an account is, whose it is, and what becomes of a disagreement about that. */

type Row = { id: string; partner_id: string | null; account_id: string | null; status: string }
type Body = Record<string, unknown>
type Side = 'org' | 'partner' | 'both'

/** The partner's own words where there is one, else words of the org's. */
const words = (scene: Scene, partner_id: string | null) =>
  secret(scene, scene.partners.find(({ uuid }) => uuid === partner_id)?.canary ?? 'the org says')

/** A verb on one row of a table, in one of some states; one in twenty is tried on whatever there is. */
function on(
  verb: string,
  weight: number,
  noun: Noun,
  from: { table: Sql; states: readonly string[]; permission: string; side: Side },
  body: (scene: Scene, it: Row, who: Somebody) => Body | null | Promise<Body | null>,
): Act {
  return {
    name: verb,
    weight,
    may: holds(from.permission, from.side),
    do: async (scene, who) => {
      const any = scene.random.chance(0.05)
      const rows = await scene.rows<Row>(
        sql`select * from (${from.table}) t where ${any} or status = any(${[...from.states]}::text[]) order by id`,
      )
      const own = rows.filter(({ partner_id }) => !who.partner || partner_id === who.partner.uuid)
      const it = scene.random.maybe(own)
      const filled = it && (await body(scene, it, who))
      return filled ? { verb, input: { params: { id: toWireId(noun, it.id) }, body: filled } } : null
    },
  }
}

// ── Which account ───────────────────────────────────────────────────────────────────────────────────────────────────

const MERGES = sql`select id, null::uuid as partner_id, winner_id as account_id, status from merge`
const MATCHES = sql`select id, null::uuid as partner_id, account_id, status from match`

const merge: Act = {
  name: 'account.merge',
  weight: 5,
  may: holds('account:merge', 'org'),
  do: async (scene) => {
    const { random } = scene
    const all = await scene.rows<{ id: string; name_key: string; claims: number }>(sql`select a.id, a.name_key,
        (select count(*)::int from registration r where r.org_id = a.org_id and r.account_id = a.id) as claims
      from account a where a.org_id = ${scene.org.org_id} and (a.merged_into is null or ${random.chance(0.1)}) order by a.id`)
    const it = random.maybe(all)
    if (!it) return null
    // Mostly one that begins alike: what stands at both is what makes a merge interesting.
    const alike = all.filter(({ id, name_key }) => id !== it.id && name_key.slice(0, 5) === it.name_key.slice(0, 5))
    const into = random.chance(0.75) ? random.maybe(alike) : random.pick(all)
    if (!into) return null
    const open = await scene.rows<{ id: string }>(sql`select id from registration where org_id = ${scene.org.org_id}
      and account_id = any(${[it.id, into.id]}::uuid[]) and status in ('in_review', 'info_requested', 'queued', 'approved', 'converted') order by id`)
    const end = random.chance(0.3) ? open.slice(0, 2).map(({ id }) => toWireId('registration', id)) : []
    const resolve = { keep_tax_id: random.chance(0.5), end }
    const body = { into: toWireId('account', into.id), reason: 'one company', resolve }
    return { verb: 'account.merge', input: { params: { id: toWireId('account', it.id) }, body } }
  },
}

const look: Act = {
  name: 'match.look',
  weight: 1,
  may: holds('match:decide', 'org'),
  do: async ({ random }) => ({ verb: 'match.look', input: { body: { from_start: random.chance(0.7), limit: 500 } } }),
}

/** An account becomes another's subsidiary, or its own again. */
const family: Act = {
  name: 'account.edit',
  weight: 1,
  may: holds('account:edit', 'org'),
  do: async (scene) => {
    const { random } = scene
    const all = await scene.rows<{ id: string; revision: number }>(
      sql`select id, revision from account where org_id = ${scene.org.org_id} and merged_into is null order by id`,
    )
    const it = random.maybe(all)
    if (!it) return null
    const parent_id = random.chance(0.3) ? null : toWireId('account', random.pick(all).id)
    const input = { params: { id: toWireId('account', it.id) }, query: { if_match: it.revision }, body: { parent_id } }
    return { verb: 'account.edit', input }
  },
}

const whose: Act[] = [
  merge,
  look,
  family,
  on('merge.undo', 3, 'merge', { table: MERGES, states: ['merged'], permission: 'account:merge', side: 'org' }, () => ({
    reason: 'two companies after all',
  })),
  on(
    'match.decide',
    5,
    'match',
    { table: MATCHES, states: ['open'], permission: 'match:decide', side: 'org' },
    async (scene, it) => {
      if (scene.random.chance(0.4)) return { verdict: 'other' }
      const [match] = await scene.rows<{ candidates: { facts: { account_id: string } }[] }>(
        sql`select candidates from match where org_id = ${scene.org.org_id} and id = ${it.id}`,
      )
      const candidate = scene.random.maybe(match?.candidates ?? [])
      return candidate
        ? { verdict: 'same', account_id: toWireId('account', candidate.facts.account_id) }
        : { verdict: 'other' }
    },
  ),
  on(
    'match.take_back',
    1,
    'match',
    { table: MATCHES, states: ['same', 'other'], permission: 'match:decide', side: 'org' },
    () => ({}),
  ),
]

// ── Consents and conflicts ──────────────────────────────────────────────────────────────────────────────────────────

const CONSENTS = sql`select id, partner_id, account_id, status from consent`
const CONFLICTS = sql`select id, partner_id, account_id, status from conflict`

const askConsent: Act = {
  name: 'consent.ask',
  weight: 4,
  may: holds('consent:ask', 'org'),
  do: async (scene) => {
    const { random } = scene
    const held = await scene.rows<{ id: string; account_id: string }>(sql`select id, account_id from registration
      where org_id = ${scene.org.org_id} and status in ('approved', 'converted') order by id`)
    const it = random.maybe(held)
    if (!it) return null
    const registration_id = toWireId('registration', it.id)
    const until = random.chance(0.3) ? { until: plusLocalDays(scene.today, random.int(1, 40)) } : {}
    const body = {
      account_id: toWireId('account', it.account_id),
      registration_id,
      purpose: 'A talk',
      reason: 'they called',
      ...until,
    }
    return { verb: 'consent.ask', input: { body } }
  },
}

/** Direct sales appears at an account that is held. */
const appear: Act = {
  name: 'opportunity.create',
  weight: 4,
  may: holds('opportunity:create', 'org'),
  do: async (scene) => {
    const held = await scene.rows<{ account_id: string }>(sql`select account_id from registration
      where org_id = ${scene.org.org_id} and status in ('approved', 'converted') order by id`)
    const it = scene.random.maybe(held)
    if (!it) return null
    const body = { name: `Direct ${scene.random.int(1, 9999)}`, account_id: toWireId('account', it.account_id) }
    return { verb: 'opportunity.create', input: { body } }
  },
}

const consent = (permission: string, side: Side, ...states: string[]) => ({ table: CONSENTS, states, permission, side })
const between: Act[] = [
  askConsent,
  appear,
  on('consent.grant', 4, 'consent', consent('consent:grant', 'partner', 'asked'), (scene, it) => ({
    note: words(scene, it.partner_id),
    ...(scene.random.chance(0.5) && { until: plusLocalDays(scene.today, scene.random.int(1, 20)) }),
  })),
  on('consent.decline', 1, 'consent', consent('consent:grant', 'partner', 'asked'), (scene, it) => ({
    reason: words(scene, it.partner_id),
  })),
  on('consent.revoke', 1, 'consent', consent('consent:grant', 'partner', 'granted'), (scene, it) => ({
    reason: words(scene, it.partner_id),
  })),
  on('consent.withdraw', 1, 'consent', consent('consent:ask', 'org', 'asked'), () => ({})),
  on(
    'conflict.answer',
    5,
    'conflict',
    { table: CONFLICTS, states: ['open'], permission: 'conflict:answer', side: 'both' },
    (scene, it, who) => ({
      position: scene.random.pick(who.partner ? ['objects', 'objects', 'consents'] : ['stays', 'stays', 'leaves']),
      text: who.partner ? words(scene, it.partner_id) : 'we were asked',
    }),
  ),
  on(
    'conflict.resolve',
    4,
    'conflict',
    { table: CONFLICTS, states: ['open'], permission: 'conflict:resolve', side: 'org' },
    (scene) => ({
      resolution: scene.random.pick(['stands_aside', 'shared', 'upheld_direct']),
      reason: 'both sides were heard',
      opportunity: scene.random.pick(['close', 'hand_over']),
    }),
  ),
]

// ── Disputes ────────────────────────────────────────────────────────────────────────────────────────────────────────

const DISPUTES = sql`select id, partner_id, account_id, status from dispute`
const OPEN_DISPUTES = ['opened', 'acknowledged', 'under_review', 'awaiting_party', 'proposed', 'escalated']

const dispute = (permission: string, side: Side, ...states: string[]) => ({ table: DISPUTES, states, permission, side })

const openDispute: Act = {
  name: 'dispute.open',
  weight: 4,
  may: holds('dispute:open'),
  do: async (scene, who) => {
    const { random } = scene
    const { org_id } = scene.org
    const own = who.partner ? sql`and partner_id = ${who.partner.uuid}` : sql``
    const statement = words(scene, who.partner?.uuid ?? null)
    const ground = random.pick(['earlier', 'facts', 'contact'])
    const conflicts = await scene.rows<{ id: string }>(
      sql`select id from conflict where org_id = ${org_id} ${own} order by id`,
    )
    const conflict = random.chance(0.3) ? random.maybe(conflicts) : undefined
    if (conflict)
      return {
        verb: 'dispute.open',
        input: { body: { conflict_id: toWireId('conflict', conflict.id), ground, statement } },
      }
    const rulings = await scene.rows<{ id: string }>(sql`select id from ruling where org_id = ${org_id} ${own}
      and kind in ('registration', 'registration_person') order by id desc limit 20`)
    const ruling = random.maybe(rulings)
    return ruling
      ? { verb: 'dispute.open', input: { body: { ruling_id: toWireId('ruling', ruling.id), ground, statement } } }
      : null
  },
}

/** What a decision does: nothing, or an approval is taken back and given to whoever disagreed. */
async function outcome(scene: Scene, it: Row): Promise<Body> {
  const { random } = scene
  const reason = 'both sides were heard'
  const [about] = await scene.rows<{ registration_id: string | null; subject_noun: string; subject_id: string }>(
    sql`select registration_id, subject_noun, subject_id from dispute where org_id = ${scene.org.org_id} and id = ${it.id}`,
  )
  if (random.chance(0.5) || !about) return { outcome: random.pick(['upheld', 'settled']), reason }
  if (about.subject_noun === 'conflict') {
    const subject_id = toWireId('conflict', about.subject_id)
    const choice = random.pick(['stands_aside', 'shared', 'upheld_direct'])
    return {
      outcome: 'overturned',
      reason,
      effects: [{ kind: 'resolve_conflict', subject_id, choice, told: 'decided anew' }],
    }
  }
  const holders = await scene.rows<{ id: string }>(sql`select id from registration where org_id = ${scene.org.org_id}
    and account_id = ${it.account_id} and status in ('approved', 'converted') order by id`)
  const revoked = holders
    .slice(0, 1)
    .map(({ id }) => ({ kind: 'revoke', subject_id: toWireId('registration', id), told: 'taken back' }))
  const given = about.registration_id
    ? [{ kind: 'reinstate', subject_id: toWireId('registration', about.registration_id) }]
    : []
  return { outcome: 'overturned', reason, effects: [...revoked, ...given] }
}

const disputes: Act[] = [
  openDispute,
  on('dispute.acknowledge', 3, 'dispute', dispute('dispute:handle', 'org', 'opened'), () => ({})),
  on('dispute.review', 3, 'dispute', dispute('dispute:handle', 'org', 'acknowledged', 'escalated'), () => ({})),
  on('dispute.ask', 2, 'dispute', dispute('dispute:handle', 'org', 'acknowledged', 'under_review'), (_, it) => ({
    ...(it.partner_id ? { partner_id: toWireId('partner', it.partner_id) } : { party_id: toWireId('dispute', it.id) }),
    question: 'since when?',
  })),
  on('dispute.answer', 3, 'dispute', dispute('dispute:answer', 'both', 'awaiting_party'), (scene, it) => ({
    text: words(scene, it.partner_id),
  })),
  on('dispute.propose', 3, 'dispute', dispute('dispute:handle', 'org', 'acknowledged', 'under_review'), outcome),
  on('dispute.accept', 2, 'dispute', dispute('dispute:open', 'both', 'proposed'), () => ({})),
  on(
    'dispute.escalate',
    2,
    'dispute',
    dispute('dispute:open', 'both', 'acknowledged', 'under_review', 'proposed'),
    () => ({}),
  ),
  on('dispute.decide', 4, 'dispute', dispute('dispute:decide', 'org', 'escalated'), outcome),
  on('dispute.appeal', 2, 'dispute', dispute('dispute:open', 'both', 'decided'), (scene, it) => ({
    reason: words(scene, it.partner_id),
  })),
  on('dispute.withdraw', 1, 'dispute', dispute('dispute:open', 'both', ...OPEN_DISPUTES), () => ({})),
]

// ── Conduct ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const CASES = sql`select id, about_id as partner_id, account_id, status from conduct_case`
const conduct = (permission: string, side: Side, ...states: string[]) => ({ table: CASES, states, permission, side })

const openCase: Act = {
  name: 'conduct_case.open',
  weight: 1,
  may: holds('conduct:open', 'org'),
  do: async (scene) => {
    const { random } = scene
    const partner = random.pick(scene.partners)
    const kind = random.pick(['parking', 'probing', 'unregistered', 'poaching'])
    return { verb: 'conduct_case.open', input: { body: { partner_id: partner.id, kind, words: 'a customer told us' } } }
  },
}

const lookForCases: Act = {
  name: 'conduct_case.look',
  weight: 1,
  may: holds('conduct:open', 'org'),
  do: async () => ({ verb: 'conduct_case.look', input: { body: {} } }),
}

const cases: Act[] = [
  openCase,
  lookForCases,
  on('conduct_case.notify', 2, 'conduct_case', conduct('conduct:decide', 'org', 'found'), () => ({ words: 'tell us' })),
  on(
    'conduct_case.answer',
    2,
    'conduct_case',
    conduct('conduct:answer', 'partner', 'notified', 'silent'),
    (scene, it) => ({
      words: words(scene, it.partner_id),
    }),
  ),
  on(
    'conduct_case.decide',
    3,
    'conduct_case',
    conduct('conduct:decide', 'org', 'answered', 'silent', 'found'),
    (scene) => ({
      decision: scene.random.pick(['dismiss', 'note', 'warn', 'propose', 'suspend']),
      reason: 'as the program says',
    }),
  ),
  on('conduct_case.confirm', 2, 'conduct_case', conduct('conduct:decide', 'org', 'proposed'), (scene) => ({
    agrees: scene.random.chance(0.7),
    reason: 'seen',
  })),
  on('conduct_case.lift', 1, 'conduct_case', conduct('conduct:decide', 'org', 'noted', 'warned', 'suspended'), () => ({
    reason: 'made good',
  })),
]

export const peaceActs: Act[] = [...whose, ...between, ...disputes, ...cases]
