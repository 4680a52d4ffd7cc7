import type { Instant, LocalDate } from '#kit/instant.ts'
import type { Actor } from '#server/command/index.ts'
import type { Sql } from '#server/platform/postgres/sql.ts'
import type { OrgWorld, World } from '#tests/make/world.ts'
import type { Company } from './companies.ts'
import type { Random } from './random.ts'

/** Somebody who acts: a person of the org or of a partner, or a key of the CRM's. */
export type Somebody = { name: string; actor: Actor; partner: PartnerHere | null; has_left: boolean }

export type PartnerHere = {
  /** As the API names it. */
  id: string
  uuid: string
  name: string
  /** Stands in every word that is this partner's alone; nobody else's answers may hold it. */
  canary: string
}

export type Raw = { params?: unknown; query?: unknown; body?: unknown }

/** What somebody is about to do: one verb, or something that takes several steps of its own. */
export type Intent = { verb: string; input: Raw } | { work: string; run: (key: string) => Promise<void> }

/** What somebody who acts can see. */
export type Scene = {
  world: World
  org: OrgWorld
  random: Random
  companies: readonly Company[]
  partners: readonly PartnerHere[]
  people: Somebody[]
  /** Business time. */
  now: Instant
  today: LocalDate
  /** Rows as they stand, seen at scope org and without any trouble on the way. */
  rows: <T>(statement: Sql) => Promise<T[]>
  /** Lets everybody know of a newcomer. */
  joins: (somebody: Somebody) => void
}

/** One thing that somebody can do. A verb more is an entry more. */
export type Act = {
  name: string
  weight: number
  /** Who does such things; one in fifty tries it without. */
  may: (who: Somebody) => boolean
  /** What it comes to now; null where there is nothing to do it to. */
  do: (scene: Scene, who: Somebody) => Promise<Intent | null>
}

/** Who has a permission, on a side. */
export const holds =
  (permission: string, side: 'org' | 'partner' | 'both' = 'both') =>
  ({ actor }: Somebody): boolean =>
    actor.permissions.has(permission) && (side === 'both' || actor.side === side)
