import { toWireId } from '#kit/ids.ts'
import type { CandidateAnswer } from './contract-candidate.ts'
import { evidenceInWords } from './evidence-words.ts'
import type { Found } from './find-candidates.ts'
import { weigh } from './recognise.ts'
import type { RecognitionTerms } from './terms.ts'

/** A candidate with its points and, in words, why. */
export function showCandidate(found: Found, terms: RecognitionTerms): CandidateAnswer {
  const { shown, differences, known_as, account_id } = found
  return {
    account_id: toWireId('account', account_id),
    ...shown,
    known_as,
    score: weigh(found, terms).score,
    evidence: evidenceInWords(found, differences),
  }
}
