import type { Instant } from '#kit/instant.ts'
import type { Deciders } from '#server/rulings/index.ts'
import type { Runtime } from '#server/command/index.ts'
import type { Sql, Tx } from '#server/platform/postgres/sql.ts'
import type { PartnerHere } from '../scene.ts'

/** What was asked of the product, and what came of it. Every try of one intent bears one request id. */
export type Asked = {
  request_id: string
  verb: string
  came: 'answered' | 'refused' | 'unknown'
  /** The id of what was made or changed, where the answer has one. */
  id: string | null
}

/** What an invariant looks at: one org between two steps, when nothing is being written. */
export type Look = {
  tx: Tx
  org_id: string
  /** Business time. */
  now: Instant
  /** Business time up to which everything due was fired; later than that, the clock may be behind. */
  swept_at: Instant
  /** The same at partner scope, or at none at all. */
  as: (partner_id: string | null, statement: Sql) => Promise<Record<string, unknown>[]>
  partners: readonly PartnerHere[]
  asked: readonly Asked[]
  runtime: Runtime
  deciders: Deciders
  /** What earlier looks found to be so, for what is only ever added to. */
  kept: Map<string, string>
  /** The numbers of the feed are given, counts folded, and reports brought up to date. */
  is_tidy: boolean
}

/** Each violation names what it is about, in words somebody can look up. */
export type Invariant = { name: string; why: string; check: (look: Look) => Promise<string[]> }

/** An invariant that a statement finds the breaches of: one row each, `what` says which. */
export const none = (name: string, why: string, statement: (look: Look) => Sql): Invariant => ({
  name,
  why,
  check: async (look) => (await look.tx.rows<{ what: string }>(statement(look))).map(({ what }) => what),
})
