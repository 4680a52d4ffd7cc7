import type { Instant } from '#kit/instant.ts'
import { raw, sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { ListOrder } from './filter.ts'
import type { Status } from './registration.ts'
import { shownFrom, type Shown } from './store.ts'

/**
 * A page of registrations, whatever it is narrowed by, from tables of any size.
 *
 * Where an index holds the rows of a filter in the order asked for, it is read from the place of the cursor. Else the
 * filters are sized up: one that fits few rows is fetched whole, and the rest is done in memory, in any order. Where all
 * fit many, the order's index is walked for a bounded distance, and a page may then be short, or empty, and still have a
 * cursor to go on from. So no page costs more than a bounded number of rows.
 */

/** A filter that fits no more rows than this is fetched whole. */
export const NARROW_MAX = 2000
/** How far one page walks along an index past rows that do not fit. */
export const WALK_MAX = 10_000

export type ListFilter = {
  statuses?: readonly Status[] | undefined
  partner_id?: string | undefined
  /** The caller is that partner: the database shows nothing else, so its index is the only one that is of use. */
  own?: boolean
  account_id?: string | undefined
  /** `null`: nobody. */
  manager_id?: string | null | undefined
  track?: string | undefined
  countries?: readonly string[] | undefined
  amount?: { currency: string; from?: string | undefined; to?: string | undefined } | undefined
  submitted?: Span | undefined
  decided?: Span | undefined
  /** In review with a deadline in there. */
  deadline?: Span | undefined
  /** Protected until an instant in there. */
  ending?: { from: Instant; to: Instant } | undefined
  /** Held, with a follow-up due in there. */
  follow_up?: Span | undefined
  /** Answered later than promised, since then. */
  missed_since?: Instant | undefined
  changed_since?: Instant | undefined
  name_from?: string | undefined
  domain?: string | undefined
}

/** Half-open. */
export type Span = { from?: Instant | undefined; to?: Instant | undefined }

type Name = Exclude<keyof ListFilter, 'own'>

/** Where a row stands in an order: what the order goes by, and what decides between equals. */
export type Place = { key: string; tie: string }

type Order = {
  /** What the order goes by, of a row `r` (or its protection `e`); the rank of the claim alone where it is left out. */
  key?: Sql
  cast?: 'bigint' | 'timestamptz' | 'text'
  falling: boolean
  /** Filters whose rows an index holds in this order: the first that is set, or all of them. */
  along: readonly Name[]
  together?: boolean
  /** What only such rows have. */
  only?: Sql
}

const AMOUNT = sql`(case when r.amount_minor is null then -1 else r.amount_minor end)`
const RANK: readonly Name[] = ['account_id', 'partner_id', 'manager_id']
const ENDING: Order = { key: sql`e.ends_at`, cast: 'timestamptz', falling: false, along: ['ending'] }
const DEADLINE: Order = {
  key: sql`r.answer_due_at`,
  cast: 'timestamptz',
  falling: false,
  along: ['deadline', 'manager_id'],
  together: true,
  only: sql`r.status = 'in_review' and r.answer_due_at is not null`,
}
const BY: Record<ListOrder, Order> = {
  newest: { falling: true, along: RANK },
  oldest: { falling: false, along: RANK },
  deadline: DEADLINE,
  ending: ENDING,
  decided: {
    key: sql`r.decided_at`,
    cast: 'timestamptz',
    falling: true,
    along: ['decided'],
    only: sql`r.decided_at is not null`,
  },
  changed: { key: sql`r.changed_at`, cast: 'timestamptz', falling: true, along: ['changed_since'] },
  amount: { key: AMOUNT, cast: 'bigint', falling: true, along: [] },
  amount_least: { key: AMOUNT, cast: 'bigint', falling: false, along: [] },
  name: { key: sql`r.account_name_key`, cast: 'text', falling: false, along: ['name_from'] },
  name_last: { key: sql`r.account_name_key`, cast: 'text', falling: true, along: ['name_from'] },
}

const all = (parts: readonly Sql[]): Sql =>
  parts.slice(1).reduce((one, part) => sql`${one} and ${part}`, parts[0] ?? sql`true`)
const listed = (values: readonly string[]): Sql =>
  values.slice(1).reduce((one, value) => sql`${one}, ${value}`, sql`${values[0]}`)
const within = (column: Sql, { from, to }: Span): Sql =>
  all([...(from ? [sql`${column} >= ${from}`] : []), ...(to ? [sql`${column} < ${to}`] : [])])

/** What each filter that is set says about a row `r`. */
function conditionsOf(org_id: string, f: ListFilter): Map<Name, Sql> {
  const said = new Map<Name, Sql>()
  const say = (name: Name, condition: Sql | false | undefined) => condition && said.set(name, condition)
  say('statuses', f.statuses?.length === 1 && sql`r.status = ${f.statuses[0]}`)
  if (f.statuses && f.statuses.length > 1) say('statuses', sql`r.status in (${listed(f.statuses)})`)
  say('partner_id', f.partner_id !== undefined && sql`r.partner_id = ${f.partner_id}`)
  say('account_id', f.account_id !== undefined && sql`r.account_id = ${f.account_id}`)
  if (f.manager_id !== undefined)
    say('manager_id', f.manager_id === null ? sql`r.manager_id is null` : sql`r.manager_id = ${f.manager_id}`)
  say('track', f.track !== undefined && sql`r.track = ${f.track}`)
  if (f.countries?.length) say('countries', sql`r.account_country in (${listed(f.countries)})`)
  if (f.amount) say('amount', amountIs(f.amount))
  say('submitted', f.submitted && within(sql`r.submitted_at`, f.submitted))
  if (f.decided) say('decided', all([sql`r.decided_at is not null`, within(sql`r.decided_at`, f.decided)]))
  if (f.deadline) say('deadline', all([sql`r.status = 'in_review'`, within(sql`r.answer_due_at`, f.deadline)]))
  if (f.follow_up)
    say('follow_up', all([sql`r.follow_up_due_at is not null`, within(sql`r.follow_up_due_at`, f.follow_up)]))
  say('changed_since', f.changed_since !== undefined && sql`r.changed_at > ${f.changed_since}`)
  say('domain', f.domain !== undefined && sql`r.account_domain = ${f.domain}`)
  if (f.name_from !== undefined)
    say('name_from', sql`r.account_name_key >= ${f.name_from} and r.account_name_key < ${f.name_from + '\u{10FFFF}'}`)
  if (f.ending)
    say(
      'ending',
      sql`r.status in ('approved', 'converted') and r.id in (select e.registration_id from protection e
        where e.org_id = ${org_id} and e.ends_at > ${f.ending.from} and e.ends_at <= ${f.ending.to})`,
    )
  if (f.missed_since)
    say(
      'missed_since',
      sql`r.id in (select v.registration_id from review v where v.org_id = ${org_id} and v.late
        and v.outcome in ('approved', 'rejected', 'asked') and v.ended_at >= ${f.missed_since})`,
    )
  return said
}

/** By the expression of the index, so that a range is found by it. */
function amountIs({ currency, from, to }: NonNullable<ListFilter['amount']>): Sql {
  return all([
    sql`r.currency = ${currency}`,
    ...(from ? [sql`${AMOUNT} >= ${from}::bigint`] : []),
    ...(to ? [sql`${AMOUNT} <= ${to}::bigint`] : []),
  ])
}

/** Filters with an index of their own, by which few rows are found at once. */
const FINDABLE: readonly Name[] = [
  'account_id',
  'domain',
  'name_from',
  'partner_id',
  'manager_id',
  'deadline',
  'ending',
  'missed_since',
  'follow_up',
  'changed_since',
  'submitted',
  'decided',
  'amount',
]

/** The condition that fits the fewest rows, if those are few enough to be fetched whole. */
async function findNarrow(tx: Tx, org_id: string, said: ReadonlyMap<Name, Sql>): Promise<Sql | undefined> {
  const conditions = FINDABLE.flatMap((name) => said.get(name) ?? [])
  if (conditions.length === 0) return undefined
  const sizes = conditions.map(
    (condition, place) => sql`(select count(*)::int from (select 1 from registration r
      where r.org_id = ${org_id} and ${condition} limit ${NARROW_MAX + 1}) x) as ${raw(`n${place}`)}`,
  )
  const row = await tx.one<Record<string, number>>(
    sql`select ${sizes.slice(1).reduce((one, size) => sql`${one}, ${size}`, sizes[0] ?? sql`1`)}`,
  )
  const sized = conditions.map((condition, place) => ({ condition, n: row?.[`n${place}`] ?? NARROW_MAX + 1 }))
  const [least] = sized.sort((a, b) => a.n - b.n)
  return least && least.n <= NARROW_MAX ? least.condition : undefined
}

/** How the rows of a filter are reached. */
export type Way = {
  order: Order
  /** Conditions that the index of the order holds. */
  held: Sql[]
  /** Those that are looked at row by row. */
  rest: Sql[]
  /** One of them that fits few rows. */
  narrow: Sql | undefined
  /** States that are each read in their own order and then merged. */
  merged: readonly Status[]
}

async function findWay(
  tx: Tx,
  org_id: string,
  { filter, order: asked, now }: Pick<Asked, 'filter' | 'order' | 'now'>,
): Promise<Way> {
  const order = BY[asked]
  const said = conditionsOf(org_id, filter)
  const held: Sql[] = []
  if (order === ENDING) {
    // Whatever ends a registration early ends its protection then: what ends later is in force.
    held.push(sql`e.ends_at > ${now}`)
    if (filter.ending) held.push(sql`e.ends_at <= ${filter.ending.to}`)
  }
  const { statuses = [] } = filter
  const { own = false } = filter
  const set = order.along.filter((name) => said.has(name) && (!own || name === 'partner_id'))
  const names = order.together ? set : set.slice(0, 1)
  const byState = order.key === undefined && names.length === 0 && statuses.length > 0
  if (byState && statuses.length === 1) names.push('statuses')
  const isSaid = order === DEADLINE && statuses.length === 1 && statuses[0] === 'in_review'
  const others = [...said].filter(([name]) => !names.includes(name) && !(isSaid && name === 'statuses'))
  if (byState && others.length === 1 && others[0]?.[0] === 'statuses')
    return { order, held, rest: [], narrow: undefined, merged: statuses }
  if (order !== ENDING) held.push(...names.flatMap((name) => said.get(name) ?? []))
  const rest = others.map(([, condition]) => condition)
  // Few or many, a partner's rows are put in order among themselves; in that of rank they are read as they stand.
  const ownRows = own && order.key !== undefined ? said.get('partner_id') : undefined
  const narrow = ownRows ?? (rest.length > 0 && !own ? await findNarrow(tx, org_id, said) : undefined)
  return { order, held, rest, narrow, merged: [] }
}

/** In which direction, and what decides between equals; of the rows as `r` and what they are ordered by. */
function sorted({ key, falling }: Order, by: Sql | undefined = key): Sql {
  const way = falling ? raw('desc') : raw('asc')
  if (!by) return sql`order by r.claim_no ${way}`
  return key === ENDING.key ? sql`order by ${by}, r.id` : sql`order by ${by} ${way}, r.claim_no ${way}`
}

function behind({ key, cast, falling }: Order, after: Place | undefined): Sql[] {
  if (!after) return []
  const past = falling ? raw('<') : raw('>')
  if (!key) return [sql`r.claim_no ${past} ${after.tie}::bigint`]
  if (key === ENDING.key) return [sql`(e.ends_at, e.registration_id) > (${after.key}::timestamptz, ${after.tie}::uuid)`]
  return [sql`(${key}, r.claim_no) ${past} (${after.key}::${raw(cast ?? 'text')}, ${after.tie}::bigint)`]
}

/** Rows in the order of an index, behind a place, as far as `limit`. */
function walk(
  { order, held }: Way,
  org_id: string,
  more: readonly Sql[],
  after: Place | undefined,
  limit: number,
): Sql {
  const where = [...held, ...behind(order, after)]
  if (order === ENDING)
    return sql`(select r.*, e.ends_at as key_at from (select e.registration_id, e.ends_at from protection e
        where ${all([sql`e.org_id = ${org_id}`, ...where])} order by e.ends_at, e.registration_id limit ${limit}) e
      join registration r on r.org_id = ${org_id} and r.id = e.registration_id)`
  const only = order.only ? [order.only] : []
  return sql`(select r.* from registration r where ${all([sql`r.org_id = ${org_id}`, ...only, ...where, ...more])} ${sorted(order)} limit ${limit})`
}

/** The few rows of a narrow condition, put in order; `offset 0` keeps the planner from walking the order instead. */
function fetched({ order, held, rest, narrow }: Way, org_id: string, after: Place | undefined, limit: number): Sql {
  const fits = all([sql`r.org_id = ${org_id}`, narrow ?? sql`true`, ...rest])
  const where = all([sql`true`, ...(order.only ? [order.only] : []), ...held, ...behind(order, after)])
  const few = sql`(select r.* from registration r where ${fits} offset 0) r`
  if (order === ENDING)
    return sql`(select r.*, e.ends_at as key_at from ${few} join protection e on e.org_id = ${org_id} and e.registration_id = r.id
      where ${where} order by e.ends_at, r.id limit ${limit})`
  return sql`(select r.* from ${few} where ${where} ${sorted(order)} limit ${limit})`
}

/** Rows of the table that fit, in order, behind the cursor. */
function rowsOn(way: Way, org_id: string, after: Place | undefined, limit: number): Sql {
  const { order, rest, narrow, merged } = way
  if (narrow) return fetched(way, org_id, after, limit)
  if (merged.length > 0) {
    const [first = sql``, ...others] = merged.map((status) =>
      walk(way, org_id, [sql`r.status = ${status}`], after, limit),
    )
    const union = others.reduce((one, branch) => sql`${one} union all ${branch}`, first)
    return sql`(select r.* from (${union}) r ${sorted(order)} limit ${limit})`
  }
  if (rest.length === 0) return walk(way, org_id, [], after, limit)
  const inOrder = sorted(order, order === ENDING ? sql`r.key_at` : order.key)
  return sql`(select r.* from ${walk(way, org_id, [], after, WALK_MAX)} r where ${all(rest)} ${inOrder} limit ${limit})`
}

/** Where a walk that was broken off after its distance goes on; none where it came to the end. */
async function findEndOfWalk(tx: Tx, org_id: string, way: Way, after: Place | undefined): Promise<Place | null> {
  const { order } = way
  const key = order === ENDING ? sql`r.key_at` : (order.key ?? sql`r.claim_no`)
  const tie = order === ENDING ? sql`r.id` : sql`r.claim_no`
  const end = await tx.one<Place>(
    sql`select ${key} as key, ${tie} as tie from ${walk(way, org_id, [], after, WALK_MAX)} r offset ${WALK_MAX - 1} limit 1`,
  )
  return end ? { key: String(end.key), tie: String(end.tie) } : null
}

export type Asked = { filter: ListFilter; order: ListOrder; after?: Place | undefined; limit: number; now: Instant }
export type Listed = Shown & { changed_at: Instant }

/** A page of registrations, and where the next begins. */
export async function listRegistrations(
  tx: Tx,
  org_id: string,
  asked: Asked,
): Promise<{ rows: Listed[]; next: Place | null }> {
  const { after, limit } = asked
  const way = await findWay(tx, org_id, asked)
  const key = way.order === ENDING ? sql`pr.ends_at` : (way.order.key ?? sql`r.claim_no`)
  const tie = way.order === ENDING ? sql`r.id` : sql`r.claim_no`
  const rows = await tx.rows<Listed & { place_key: string; place_tie: string }>(
    sql`${shownFrom(rowsOn(way, org_id, after, limit + 1), sql`, r.changed_at, ${key} as place_key, ${tie} as place_tie`)}
      ${sorted(way.order, way.order === ENDING ? key : way.order.key)}`,
  )
  const last = rows[limit - 1]
  if (rows.length > limit && last)
    return { rows: rows.slice(0, limit), next: { key: last.place_key, tie: last.place_tie } }
  const isWalk = way.rest.length > 0 && !way.narrow
  return { rows, next: isWalk ? await findEndOfWalk(tx, org_id, way, after) : null }
}

export type Matching = { id: string; revision: number; status: Status; manager_id: string | null }

/** What fits a filter, without what screens show: as far as `most`, in the order of rank, and how far it was looked. */
export async function listMatching(
  tx: Tx,
  org_id: string,
  { filter, now, after, limit }: Omit<Asked, 'order'>,
): Promise<{ rows: Matching[]; next: Place | null }> {
  const way = await findWay(tx, org_id, { filter, now, order: 'newest' })
  const rows = await tx.rows<Matching & { claim_no: string }>(
    sql`select r.id, r.revision, r.status, r.manager_id, r.claim_no from ${rowsOn(way, org_id, after, limit + 1)} r order by r.claim_no desc`,
  )
  const last = rows[limit - 1]
  if (rows.length > limit && last)
    return { rows: rows.slice(0, limit), next: { key: last.claim_no, tie: last.claim_no } }
  const isWalk = way.rest.length > 0 && !way.narrow
  return { rows, next: isWalk ? await findEndOfWalk(tx, org_id, way, after) : null }
}

/** Rows of one state that a sum looks at; past them it says that there are more. */
export const SUM_MAX = 10_000

export type Sum = { status: Status; currency: string | null; n: number; amount_minor: string | null }

/** How many fit in each of some states, and their amounts by currency: of the newest `SUM_MAX` that are looked at. */
export async function sumRegistrations(
  tx: Tx,
  org_id: string,
  asked: { filter: ListFilter; statuses: readonly Status[]; now: Instant },
): Promise<Sum[]> {
  const ways = await Promise.all(
    asked.statuses.map(async (status) => ({
      status,
      way: await findWay(tx, org_id, {
        filter: { ...asked.filter, statuses: [status] },
        order: 'newest',
        now: asked.now,
      }),
    })),
  )
  const sums = await Promise.all(
    ways.map(({ status, way }) =>
      tx.rows<Sum>(sql`select ${status} as status, r.currency, count(*)::int as n, sum(r.amount_minor)::text as amount_minor
        from ${rowsOn(way, org_id, undefined, SUM_MAX + 1)} r group by r.currency`),
    ),
  )
  return sums.flat()
}
