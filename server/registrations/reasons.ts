import { toWireId } from '#kit/ids.ts'
import type { Reader, Reason } from '#kit/ruling.ts'
import type { RegistrationAnswer } from './contract-shape.ts'
import { CHECK_EVIDENCE, CHECK_TITLES, reasonInWords } from './words.ts'

function evidenceIds({ check, evidence }: Reason): string[] {
  const noun = CHECK_EVIDENCE[check]
  return noun ? evidence.map((id) => toWireId(noun, id)) : []
}

/** Reasons in words for their reader; the partner sees only what was said to it. */
export function showReasons(because: readonly Reason[], reader: Reader): RegistrationAnswer['ruling']['because'] {
  return because
    .filter(
      (reason) =>
        reader === 'org' ||
        (reason.reader === 'partner' && (reason.verdict === 'answered' || reason.verdict === 'noted')),
    )
    .map((reason) => ({
      check: reason.check,
      title: CHECK_TITLES[reason.check] ?? reason.check,
      verdict: reason.verdict,
      text: reasonInWords(reason, reader),
      evidence: reader === 'org' ? evidenceIds(reason) : [],
    }))
}
