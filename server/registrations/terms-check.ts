import type { Finding, Path } from '#kit/section.ts'
import type { RegistrationTerms } from './terms.ts'
import type { ProgramAround } from './terms-words.ts'

/** What publishing the registration terms needs beyond their schema: references that exist, rules that can apply, line numbers kept. */
export function checkRegistrationTerms(
  terms: RegistrationTerms,
  { tracks }: ProgramAround,
  earlier: RegistrationTerms[],
): Finding[] {
  const found: Finding[] = []
  const note = (level: Finding['level'], path: Path, message: string) =>
    found.push({ level, section: 'registration', path: ['registration', ...path], message })
  const known = tracks.map((track) => track.key)
  const missingTrack = (key: string) =>
    `There is no track with the key "${key}": add it, or name one of those there are (${known.join(', ') || 'none yet'}).`

  const open = terms.may_register.tracks
  for (const [place, key] of (open === 'all' ? [] : open).entries()) {
    if (!known.includes(key)) note('error', ['may_register', 'tracks', place], missingTrack(key))
  }

  for (const [rank, rule] of terms.rules.entries()) {
    const { when } = rule
    for (const [place, key] of (when.tracks ?? []).entries()) {
      const path: Path = ['rules', rank, 'when', 'tracks', place]
      if (!known.includes(key)) note('error', path, missingTrack(key))
      else if (open !== 'all' && !open.includes(key)) {
        note(
          'warning',
          path,
          `Rule "${rule.key}" names the track "${key}", whose partners may not register: that part never applies.`,
        )
      }
    }
    const tiers = tracks
      .filter((track) => !when.tracks || when.tracks.includes(track.key))
      .flatMap((track) => track.tiers)
    for (const [place, key] of (when.tiers ?? []).entries()) {
      if (tiers.some((tier) => tier.key === key)) continue
      const where = when.tracks ? `the track ${when.tracks.join(' or ')}` : 'any track'
      note(
        'error',
        ['rules', rank, 'when', 'tiers', place],
        `There is no tier with the key "${key}" in ${where}: add it, or take it out of rule "${rule.key}".`,
      )
    }
    if ((when.amount_at_least || when.amount_below) && !terms.required_fields.includes('amount')) {
      note(
        'warning',
        ['rules', rank, 'when'],
        `Rule "${rule.key}" asks for an amount that the form does not require: without one it never applies.`,
      )
    }
    const conditions = Object.values(when).filter((condition) => condition !== undefined)
    if (conditions.length === 0 && rank < terms.rules.length - 1) {
      note(
        'warning',
        ['rules', rank],
        `Rule "${rule.key}" applies to every registration: the rules after it are never reached.`,
      )
    }
  }

  if (!terms.required_fields.includes('account_name') && !terms.required_fields.includes('account_domain')) {
    note(
      'error',
      ['required_fields'],
      "Require the account's name or its domain: without both nobody can tell which account is registered.",
    )
  }
  if (terms.required_fields.includes('product_line') && !terms.lines.split) {
    note(
      'warning',
      ['required_fields'],
      'The form requires a product line although registrations hold whole accounts: ask for none, or split by lines.',
    )
  }
  if (terms.lines.split && terms.lines.list.length === 0) {
    note(
      'error',
      ['lines', 'list'],
      'Protection is split by product line, but there is no line: list the lines, or set `split: false`.',
    )
  }
  const late = terms.protection.reminders_days_before.filter((days) => days >= terms.protection.days)
  for (const days of late) {
    const path: Path = ['protection', 'reminders_days_before', terms.protection.reminders_days_before.indexOf(days)]
    note(
      'warning',
      path,
      `A reminder ${days} days before the end never comes in a protection of ${terms.protection.days} days.`,
    )
  }
  const { review, follow_up, protection } = terms
  if (review.remind_partner_days_before >= review.partner_answers_within_days)
    note(
      'warning',
      ['review', 'remind_partner_days_before'],
      `A reminder ${review.remind_partner_days_before} days before never comes: the partner has ${review.partner_answers_within_days} days to answer.`,
    )
  if (follow_up.within_days !== null && follow_up.remind_days_before >= follow_up.within_days)
    note(
      'warning',
      ['follow_up', 'remind_days_before'],
      `A reminder ${follow_up.remind_days_before} days before never comes: follow-ups are ${follow_up.within_days} days apart.`,
    )
  if (protection.extensions > 0 && protection.extension.ask_days_before > protection.days)
    note(
      'warning',
      ['protection', 'extension', 'ask_days_before'],
      `A protection lasts ${protection.days} days: more time can then be asked for from its first day.`,
    )
  if (terms.converted_cap_days < protection.days)
    note(
      'warning',
      ['converted_cap_days'],
      `With an open opportunity a protection would end after ${terms.converted_cap_days} days, sooner than without: it keeps its ${protection.days} days then.`,
    )
  for (const [place, line] of terms.lines.list.entries()) {
    const holder = earlier
      .flatMap((old) => old.lines.list)
      .find((old) => old.id === line.id && old.key !== line.key && old.name !== line.name)
    if (!holder) continue
    const message = `Product line number ${line.id} was given to "${holder.name}" before: protections hold lines by number, so give "${line.name}" one that was never used.`
    note('error', ['lines', 'list', place, 'id'], message)
  }
  return found
}
