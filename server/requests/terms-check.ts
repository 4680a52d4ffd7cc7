import type { Finding, Path } from '#kit/section.ts'
import type { RequestTerms } from './terms.ts'
import type { TracksAround } from './terms-words.ts'

/** What publishing the requests terms needs beyond their schema: references that exist, rules that can apply. */
export function checkRequestTerms(terms: RequestTerms, { tracks }: TracksAround, earlier: RequestTerms[]): Finding[] {
  const found: Finding[] = []
  const note = (level: Finding['level'], path: Path, message: string) =>
    found.push({ level, section: 'requests', path: ['requests', ...path], message })
  const kinds = terms.kinds.map((kind) => kind.key)

  const checkWho = (who: { tracks?: string[] | undefined; tiers?: string[] | undefined }, at: Path) => {
    for (const [place, key] of (who.tracks ?? []).entries()) {
      if (tracks.some((track) => track.key === key)) continue
      const known = tracks.map((track) => track.key).join(', ') || 'none yet'
      note(
        'error',
        [...at, 'tracks', place],
        `There is no track with the key "${key}": name one of those there are (${known}).`,
      )
    }
    const reachable = tracks.filter((track) => !who.tracks || who.tracks.includes(track.key))
    for (const [place, key] of (who.tiers ?? []).entries()) {
      if (reachable.some((track) => track.tiers.some((tier) => tier.key === key))) continue
      note(
        'error',
        [...at, 'tiers', place],
        `There is no tier with the key "${key}" in these tracks: add it, or take it out.`,
      )
    }
  }

  for (const [place, kind] of terms.kinds.entries()) checkWho(kind.may_ask, ['kinds', place, 'may_ask'])
  for (const [rank, rule] of terms.rules.entries()) {
    checkWho(rule.when, ['rules', rank, 'when'])
    for (const [place, key] of (rule.when.kinds ?? []).entries()) {
      if (kinds.includes(key)) continue
      const message = `There is no kind of request with the key "${key}": name one of those there are (${kinds.join(', ') || 'none'}).`
      note('error', ['rules', rank, 'when', 'kinds', place], message)
    }
    if (Object.values(rule.when).every((one) => one === undefined) && rank < terms.rules.length - 1) {
      note(
        'warning',
        ['rules', rank],
        `Rule "${rule.key}" applies to every request: the rules after it are never reached.`,
      )
    }
    if (rule.then === 'approve' && !rule.when.kinds) {
      note(
        'warning',
        ['rules', rank],
        `Rule "${rule.key}" approves requests of every kind without asking anybody: name the kinds.`,
      )
    }
    for (const [condition, field] of Object.entries(FIELD_OF_CONDITION)) {
      if (rule.when[condition as keyof typeof FIELD_OF_CONDITION] === undefined) continue // the keys of a constant
      const blind = terms.kinds.filter(
        (kind) => (!rule.when.kinds || rule.when.kinds.includes(kind.key)) && !kind.required.includes(field),
      )
      const all = blind.length > 0 && rule.when.kinds !== undefined
      if (all) {
        const message = `Rule "${rule.key}" looks at a field that ${blind.map((kind) => `"${kind.name}"`).join(' and ')} does not require: without it the rule never applies.`
        note('warning', ['rules', rank, 'when', condition], message)
      }
    }
  }

  const { remind_after_working_hours: remind, escalate_after_working_hours: escalate } = terms.answers
  if (remind >= escalate) {
    const message = `A reminder after ${remind} working hours never comes: after ${escalate} others are asked already.`
    note('warning', ['answers', 'remind_after_working_hours'], message)
  }

  // Requests name their kind by key: a key that was one thing must not become another.
  for (const [place, kind] of terms.kinds.entries()) {
    const before = earlier.flatMap((old) => old.kinds).find((old) => old.key === kind.key && old.name !== kind.name)
    if (!before) continue
    const message = `The key "${kind.key}" stood for "${before.name}" before: requests made then now read "${kind.name}".`
    note('warning', ['kinds', place, 'name'], message)
  }
  return found
}

/** What a condition looks at. */
const FIELD_OF_CONDITION = {
  discount_up_to_bps: 'discount_bps',
  discount_above_bps: 'discount_bps',
  margin_at_least_bps: 'margin_bps',
  margin_below_bps: 'margin_bps',
  environment_days_up_to: 'environment_days',
} as const
