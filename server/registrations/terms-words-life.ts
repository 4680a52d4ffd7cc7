import { capital, count, series } from '#kit/words.ts'
import type { RegistrationTerms } from './terms.ts'

/** What the terms say about a registration that is protected: following up, and more time. */

/** Kinds of activity as they are counted. */
export const ACTIVITY_NAMES: Record<RegistrationTerms['follow_up']['counts'][number], string> = {
  meeting: 'a meeting',
  call: 'a call',
  demo: 'a demo',
  proposal: 'a proposal',
  email: 'an e-mail',
  other: 'anything else that was logged',
}

/** "; we remind the partner 30, 7 and 1 days before the end". */
export function remindersInWords({ reminders_days_before: days }: RegistrationTerms['protection']): string {
  if (days.length === 0) return ''
  const unit = days.length === 1 && days[0] === 1 ? 'day' : 'days'
  return `; we remind the partner ${series(days.map(String))} ${unit} before the end`
}

export function extensionInWords(protection: RegistrationTerms['protection']): string {
  const { extensions, extension_days, extension } = protection
  if (extensions === 0) return 'Protection cannot be extended.'
  const times = extensions === 1 ? 'once' : extensions === 2 ? 'twice' : `up to ${extensions} times`
  const what = extension.activity_within_days === null ? 'when it is asked for' : 'for documented activity'
  return `Protection can be extended ${times}, by ${count(extension_days, 'day')}${extensions > 1 ? ' each time' : ''}, ${what}; ${askingInWords(protection)}.`
}

function askingInWords({ extension }: RegistrationTerms['protection']): string {
  const from = `more time can be asked for from ${count(extension.ask_days_before, 'day')} before the end`
  const { activity_within_days: within } = extension
  const met =
    within === null
      ? 'nobody waits in line'
      : `a follow-up was logged within the ${count(within, 'day')} before and nobody waits in line`
  const who =
    extension.granted_by === 'program'
      ? `it is granted at once where ${met}, and decided by a person otherwise`
      : 'a person decides then'
  return `${from}, and ${who}`
}

export function followUpInWords({ within_days, counts }: RegistrationTerms['follow_up']): string {
  const kinds = capital(
    series(
      counts.map((kind) => ACTIVITY_NAMES[kind]),
      'or',
    ),
  )
  if (within_days === null) return `${kinds} that is logged counts as follow-up.`
  return `A partner follows up on a protected account within ${count(within_days, 'day')}, counted from approval and anew from each follow-up: ${kinds.toLowerCase()} that is logged. After that the follow-up has slipped.`
}
