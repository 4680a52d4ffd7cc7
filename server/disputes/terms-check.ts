import type { Finding, Path } from '#kit/section.ts'
import type { DisputeTerms } from './terms.ts'

/** What publishing the disputes terms needs beyond their schema. */
export function checkDisputeTerms(terms: DisputeTerms): Finding[] {
  const found: Finding[] = []
  const note = (level: Finding['level'], path: Path, message: string) =>
    found.push({ level, section: 'disputes', path: ['disputes', ...path], message })
  if (terms.remind_working_days_before >= terms.decide_within_working_days)
    note(
      'warning',
      ['remind_working_days_before'],
      'The reminder comes before there is anything to remind of: let it come later than the day a disagreement is opened.',
    )
  const seen = new Set<string>()
  for (const [place, level] of terms.levels.entries()) {
    if (place > 0 && level.roles.every((role) => seen.has(role)))
      note(
        'warning',
        ['levels', place, 'roles'],
        `Level "${level.name}" adds nobody to the levels before it: an appeal would find nobody higher there.`,
      )
    for (const role of level.roles) seen.add(role)
  }
  return found
}
