import { conductShop } from '#server/conduct/index.ts'
import { conflictsShop } from '#server/conflicts/index.ts'
import { consentsShop } from '#server/consents/index.ts'
import { disputesShop } from '#server/disputes/index.ts'
import { matchDeciders } from '#server/matches/deciders.ts'
import { mergesShop } from '#server/merges/index.ts'
import { registrationsShop } from '#server/registrations/index.ts'
import { requestsShop } from '#server/requests/index.ts'
import { defineDeciders } from '#server/rulings/index.ts'
import { claimActs } from './actors/claims.ts'
import { peaceActs } from './actors/peace.ts'
import { recordActs } from './actors/records.ts'
import { accountInvariants } from './invariants/accounts.ts'
import { claimInvariants } from './invariants/claims.ts'
import { clockInvariants } from './invariants/clock.ts'
import type { Invariant } from './invariants/invariant.ts'
import { isolationInvariants } from './invariants/isolation.ts'
import { moveInvariants } from './invariants/moves.ts'
import { peaceInvariants } from './invariants/peace.ts'
import { readModelInvariants } from './invariants/read-models.ts'
import { recordInvariants } from './invariants/records.ts'
import type { Act } from './scene.ts'

/** All that can be done in a simulated year. */
export const ACTS: readonly Act[] = [...claimActs, ...recordActs, ...peaceActs]

/** All that must hold after each of its steps. */
export const INVARIANTS: readonly Invariant[] = [
  ...claimInvariants,
  ...clockInvariants,
  ...accountInvariants,
  ...peaceInvariants,
  ...moveInvariants,
  ...recordInvariants,
  ...readModelInvariants,
  ...isolationInvariants,
]

/** Everybody who decides, to have their rulings decided again. */
export const DECIDERS = defineDeciders(
  ...registrationsShop.deciders,
  ...matchDeciders,
  ...mergesShop.deciders,
  ...consentsShop.deciders,
  ...conflictsShop.deciders,
  ...conductShop.deciders,
  ...disputesShop.deciders,
  ...requestsShop.deciders,
)
