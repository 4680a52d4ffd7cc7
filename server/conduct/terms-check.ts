import type { Finding, Path } from '#kit/section.ts'
import { CONSEQUENCES } from './conduct.ts'
import type { ConductTerms } from './terms.ts'

/** What the terms of the registration section say that matters here. */
export type RegistrationAround = { registration: { protection: { days: number } } }

/** What publishing the conduct terms needs beyond their schema. */
export function checkConductTerms({ parking, process }: ConductTerms, { registration }: RegistrationAround): Finding[] {
  const found: Finding[] = []
  const warn = (path: Path, message: string) =>
    found.push({ level: 'warning', section: 'conduct', path: ['conduct', ...path], message })
  const { days } = registration.protection
  if (parking.on && parking.idle_days >= days)
    warn(
      ['parking', 'idle_days'],
      `A protection lasts ${days} days: unless it is extended, none is held for ${parking.idle_days} days, so nothing is found.`,
    )
  const steps = ['first', 'second', 'third'] as const
  for (const [place, step] of steps.entries()) {
    const before = steps[place - 1]
    if (!before || CONSEQUENCES.indexOf(process[step]) >= CONSEQUENCES.indexOf(process[before])) continue
    warn(['process', step], `A ${step} finding leads to less than a ${before} one.`)
  }
  return found
}
