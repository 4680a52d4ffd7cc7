import { createHash } from 'node:crypto'
import { canonical } from '#kit/canonical.ts'
import { taxKey } from '#server/accounts/index.ts'
import type { RecognitionTerms } from '#server/accounts/terms.ts'
import type { TrackTerms } from '#server/partners/terms.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { blankOf, columnsOf, differing, problemOf, type Columns } from './columns.ts'
import { laneOf, type Lane } from './enroll.ts'
import type { FileIndex } from './file-index.ts'
import type { ImportObject } from './fields.ts'
import type { Problem } from './problem.ts'
import type { Incoming, RefusedLine } from './read-batches.ts'
import { askedOfRow, recogniser, type Question, type Recognised } from './recognise-rows.ts'
import { resolveReferences } from './resolve.ts'
import * as targets from './targets-store.ts'

/** A row of the file and what it will be here. */
export type Planned = { row: Incoming; id: string; lane: Lane | null }
export type PlannedChange = Planned & { before: Columns; after: Columns; changed: string[] }

/** What one batch will do: the same for a preview, which only shows it, and a run, which writes it. */
export type Plan = {
  created: (Planned & { after: Columns })[]
  updated: PlannedChange[]
  unchanged: Planned[]
  refused: RefusedLine[]
  left_out: { line: number; problem: Problem }[]
  refs: targets.Ref[]
  /** Rows with new keys that were recognised as accounts which are here. */
  recognised: { row: Incoming; by: Recognised }[]
  /** What a person is asked, of rows that come in all the same. */
  questions: Question[]
  /** What undoing it would need. */
  changes: Change[]
}

/** How one row of the file changed one record here. `before` and `after` hold the columns that changed. */
export type Change = {
  external_id: string
  line: number
  subject_id: string
  kind: 'created' | 'updated' | 'tied'
  before: Columns | null
  after: Columns | null
  lane: LaneChange | null
  hash_before: string | null
  hash_after: string
  /** The account that it came to belong to. */
  parent_id: string | null
}

/** A partner's place in a track before and after; `before` is null where it had none. */
export type LaneChange = { track: string; before: { tier: string | null } | null; tier: string | null }

export type Planning = {
  tx: Tx
  org_id: string
  object: ImportObject
  system: string
  tracks: readonly TrackTerms[]
  /** A run locks what it may write; a preview does not. */
  lock: boolean
  newId: () => string
  /** Tax ids that rows before had, and their lines: within a batch when running, within the file in a preview. */
  taxes: Map<string, number>
  /** By what a company is recognised. */
  terms: RecognitionTerms
  /** Accounts that rows before make: of a batch when running, of the file in a preview. */
  made: FileIndex
}

type Candidate = {
  row: Incoming
  columns: Columns
  lane: Lane | null
  content_hash: string
  hash_before: string | null
  tied: string | null
  /** The id of the record that it makes where it is tied to none. */
  fresh: string
}

/**
 * Decides what each row of a batch does. A row whose key is known belongs to what that key is tied to; an account whose key
 * is new belongs to the account with its tax id, or to the one that it is recognised as by the program's terms; where these
 * leave it open it is new, and a person is asked. A row whose content was imported before is not looked at further.
 */
export async function planRows(planning: Planning, rows: readonly Incoming[]): Promise<Plan> {
  const { tx, org_id, object, system } = planning
  const plan: Plan = {
    ...{ created: [], updated: [], unchanged: [], refused: [], left_out: [] },
    ...{ refs: [], recognised: [], questions: [], changes: [] },
  }
  const resolve = object === 'opportunity' ? await resolveReferences(planning, rows) : null
  const known = new Map(
    (
      await targets.listRefs(
        tx,
        org_id,
        object,
        system,
        rows.map((row) => row.external_id),
      )
    ).map((ref) => [ref.external_id, ref]),
  )

  const parents = object === 'account' ? await parentsOf(planning, rows) : null

  const open: Candidate[] = []
  for (const row of rows) {
    const { columns, problems } = columnsOf(object, row.fields)
    if (problems.length > 0) {
      plan.refused.push({ line: row.line, cells: row.cells, problems })
      continue
    }
    const resolved = resolve?.(row)
    Object.assign(columns, resolved?.columns)
    const { lane, left_out } = object === 'partner' ? laneOf(planning.tracks, row) : { lane: null, left_out: [] }
    const parent = parents?.(row)
    for (const problem of [...row.left_out, ...(resolved?.left_out ?? []), ...(parent?.left_out ?? []), ...left_out])
      plan.left_out.push({ line: row.line, problem })
    const content_hash = createHash('sha256')
      .update(canonical(parent ? [columns, lane, parent.key, parent.is_known] : [columns, lane]))
      .digest('hex')
    const ref = known.get(row.external_id)
    // What was merged into another account says no more what stands there.
    if (ref && (ref.content_hash === content_hash || ref.is_merged))
      plan.unchanged.push({ row, id: ref.subject_id, lane })
    else {
      const hash_before = ref?.content_hash ?? null
      const [tied, fresh] = [ref?.subject_id ?? null, planning.newId()]
      open.push({ row, columns, lane, content_hash, hash_before, tied, fresh })
      if (resolved?.question) plan.questions.push({ ...resolved.question, subject_id: tied ?? fresh, line: row.line })
    }
  }

  const candidates = object === 'account' ? await tieByTaxId(planning, plan, open) : open
  if (object === 'account') await tieByLikeness(planning, plan, candidates)
  await decideRows(planning, plan, candidates)
  const refused = new Set(plan.refused.map(({ line }) => line))
  return { ...plan, left_out: plan.left_out.filter(({ line }) => !refused.has(line)) }
}

/**
 * The parents that rows name by their keys. Whether one is here yet is part of what a row says: a file that brings a parent
 * further down than its subsidiary ties them when it is imported once more.
 */
async function parentsOf({ tx, org_id, system }: Planning, rows: readonly Incoming[]) {
  const keyOf = ({ fields }: Incoming) => fields['parent_external_id']
  const keys = [...new Set(rows.map(keyOf).filter((key) => typeof key === 'string'))]
  const refs = await targets.listRefs(tx, org_id, 'account', system, keys)
  const known = new Set([...refs, ...rows].map(({ external_id }) => external_id))
  return (row: Incoming): { key: string; is_known: boolean; left_out: Problem[] } | null => {
    const key = keyOf(row)
    if (typeof key !== 'string') return null
    if (known.has(key)) return { key, is_known: true, left_out: [] }
    const expected = 'the key of an account that is here; import this file again once its parent has come in'
    const message = 'No account here has this key.'
    return {
      key,
      is_known: false,
      left_out: [problemOf('parent_external_id', 'account.unknown', message, expected, key)],
    }
  }
}

/** Ties rows with new keys to the accounts that have their tax ids; refuses the second row of one company. */
async function tieByTaxId(planning: Planning, plan: Plan, open: readonly Candidate[]): Promise<Candidate[]> {
  const { tx, org_id, system, taxes } = planning
  const taxOf = ({ columns }: Candidate) =>
    taxKey((columns['country'] ?? null) as string | null, (columns['tax_id'] ?? null) as string | null) // both are text columns
  const keys = open.flatMap((candidate) => taxOf(candidate) ?? [])
  const holders = new Map(
    (await targets.listTaxHolders(tx, org_id, keys)).map(({ key, account_id }) => [key, account_id]),
  )
  const others = new Map(
    (await targets.listRefsOf(tx, org_id, 'account', system, [...holders.values()])).map((ref) => [
      ref.subject_id,
      ref.external_id,
    ]),
  )
  return open.filter((candidate) => {
    const tax = taxOf(candidate)
    if (tax === null) return true
    const { row } = candidate
    const holder = holders.get(tax)
    const other = holder === undefined ? undefined : others.get(holder)
    const earlier = taxes.get(tax)
    const why =
      earlier !== undefined
        ? `Line ${earlier} has the same tax id.`
        : holder !== undefined && candidate.tied !== null && candidate.tied !== holder
          ? 'Another account has this tax id.'
          : other !== undefined && other !== row.external_id
            ? `The row with the key "${other}" has the same tax id.`
            : null
    if (why !== null) {
      const expected = 'one row for a company: a tax id belongs to one alone; correct it, or leave one row out'
      plan.refused.push({
        line: row.line,
        cells: row.cells,
        problems: [problemOf('tax_id', 'tax_id.taken', why, expected, String(candidate.columns['tax_id']))],
      })
      return false
    }
    taxes.set(tax, row.line)
    candidate.tied ??= holder ?? null
    return true
  })
}

/**
 * Ties rows with new keys to the accounts that they are recognised as. A system knows an account under one key: where
 * another row has that account already, and where the terms leave it open, the row makes an account and a person is asked.
 */
async function tieByLikeness(planning: Planning, plan: Plan, candidates: readonly Candidate[]): Promise<void> {
  const { tx, org_id, system, made } = planning
  const unknown = candidates.filter(({ tied }) => tied === null)
  if (unknown.length === 0) return
  const asked = unknown.map(({ columns }) => askedOfRow(columns))
  const recognised = await recogniser(planning, asked)
  const alone = asked.map((_, place) => recognised(place))
  const meant = [...new Set(alone.flatMap(({ recognition }) => recognition.account_id ?? []))]
  const held = await targets.listRefsOf(tx, org_id, 'account', system, meant)
  const taken = new Set([...held.map((ref) => ref.subject_id), ...candidates.flatMap(({ tied }) => tied ?? [])])
  for (const [place, candidate] of unknown.entries()) {
    const one = askedOfRow(candidate.columns)
    const beside = made.hits(one)
    const by = beside.length > 0 ? recognised(place, beside) : alone[place]
    if (!by) continue
    const { verdict, account_id } = by.recognition
    if (account_id !== null && meant.includes(account_id) && !taken.has(account_id)) {
      candidate.tied = account_id
      taken.add(account_id)
      plan.recognised.push({ row: candidate.row, by })
      continue
    }
    made.add(candidate.fresh, one)
    if (verdict !== 'new')
      plan.questions.push({ ...by, noun: 'account', subject_id: candidate.fresh, line: candidate.row.line })
  }
}

async function decideRows(planning: Planning, plan: Plan, candidates: readonly Candidate[]): Promise<void> {
  const { tx, org_id, object, lock } = planning
  const ids = candidates.flatMap(({ tied }) => tied ?? [])
  const current = new Map(
    (await targets.listCurrent(tx, org_id, object, ids, lock)).map(({ id, ...columns }) => [id, columns]),
  )
  const lanes = object === 'partner' ? await targets.listTiers(tx, org_id, ids) : []
  for (const { row, columns, lane, content_hash, hash_before, tied, fresh } of candidates) {
    const id = tied ?? fresh
    plan.refs.push({ external_id: row.external_id, subject_id: id, content_hash })
    const before = tied === null ? undefined : current.get(tied)
    const about = { external_id: row.external_id, line: row.line, subject_id: id, parent_id: null }
    const tie = { ...about, hash_before, hash_after: content_hash }
    if (!before) {
      const after = { ...blankOf(object), ...columns, ...named(object, row, columns) }
      plan.created.push({ row, id, lane, after })
      plan.changes.push({ ...tie, kind: 'created', before: null, after, lane: lane && { ...lane, before: null } })
      continue
    }
    const changed = differing(before, columns)
    const standing = lanes.find((one) => one.partner_id === id && one.track === lane?.track)
    const moves = lane !== null && (!standing || (lane.tier !== null && lane.tier !== standing.tier))
    const only = (from: Columns) => Object.fromEntries(changed.map((column) => [column, from[column] ?? null]))
    plan.changes.push({
      ...tie,
      kind: changed.length > 0 || moves ? 'updated' : 'tied',
      before: only(before),
      after: only(columns),
      lane: moves ? { ...lane, before: standing ? { tier: standing.tier } : null } : null,
    })
    if (changed.length === 0 && !moves) plan.unchanged.push({ row, id, lane })
    else
      plan.updated.push({
        row,
        id,
        lane,
        before,
        after: { ...before, ...columns },
        changed: moves ? [...changed, 'enrollment'] : changed,
      })
  }
}

/** Many CRMs have opportunities without a name: what is sold to whom says it. */
function named(object: ImportObject, { fields, external_id }: Incoming, columns: Columns): Columns {
  if (object !== 'opportunity' || columns['name'] !== undefined) return {}
  const parts = [fields['account_name'], fields['product_name']].filter((part) => typeof part === 'string')
  return { name: parts.join(' · ').slice(0, 300).toWellFormed() || external_id }
}
