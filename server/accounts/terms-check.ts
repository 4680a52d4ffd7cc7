import type { Finding, Path } from '#kit/section.ts'
import type { RecognitionTerms } from './terms.ts'

/** What publication needs of the recognition's terms beyond their shape. */
export function checkRecognition({ weights, thresholds, against, name_alone }: RecognitionTerms): Finding[] {
  const found: Finding[] = []
  const say = (level: Finding['level'], path: Path, message: string) =>
    found.push({ level, section: 'recognition', path: ['recognition', ...path], message })

  if (thresholds.maybe > thresholds.same)
    say(
      'error',
      ['thresholds', 'maybe'],
      `a person would look from ${thresholds.maybe} points on, but from ${thresholds.same} on nobody is asked: the first must not be greater`,
    )
  // Everything that a record without ids can bring; below the threshold nothing but ids would ever be the same.
  const most = weights.name + weights.domain + weights.country + weights.city + weights.phone + weights.street
  if (most < thresholds.same)
    say(
      'error',
      ['weights'],
      `everything agreeing brings ${most} points, and ${thresholds.same} are wanted for the same`,
    )
  if (weights.name < thresholds.maybe)
    say(
      'warning',
      ['weights', 'name'],
      `the very same name brings ${weights.name} points and a person looks from ${thresholds.maybe} on: companies known by name only are never recognised`,
    )
  if (name_alone === 'same' && weights.name < thresholds.same)
    say(
      'warning',
      ['name_alone'],
      `a name alone may prove the same, but brings only ${weights.name} of the ${thresholds.same} points wanted`,
    )
  const others = weights.country + weights.city
  if (others >= thresholds.maybe)
    say('error', ['weights', 'city'], 'country and city alone would send every neighbour to a person')
  if (weights.sibling_domain > weights.domain)
    say(
      'warning',
      ['weights', 'sibling_domain'],
      'the domain of another country would weigh more than the domain itself',
    )
  if (against.country + against.city + against.domain >= 1000)
    say('warning', ['against'], 'a company that has moved abroad would never be recognised by its name')
  return found
}
