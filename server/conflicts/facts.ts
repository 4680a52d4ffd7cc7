import type { ContactFacts } from '#server/consents/facts.ts'
import type { Resolution } from './conflict.ts'

/**
 * What somebody decided a conflict on: both sides' facts as they were when it was raised, whether each side spoke, and
 * what was decided. Nothing personal. A new field makes a new `v`.
 */
export type ResolutionFacts = {
  v: 1
  conflict_id: string
  contact: ContactFacts
  partner_objects: boolean | null
  direct_stays: boolean | null
  resolution: Resolution
}
