const STEPS = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "in 3 days", "2 hours ago", "now"; `ms` is positive in the future. */
export function relativeTime(ms: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, size] of STEPS) {
    if (Math.abs(ms) >= size) return format.format(Math.trunc(ms / size), unit)
  }
  return format.format(0, 'second')
}

/** What people call a zone: "Berlin", "New York", "UTC". */
export function zoneName(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** "Thu 27 Nov 2026, 17:00, Berlin": the instant in a zone, which is named. */
export function exactTime(at: string, zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: zone,
  }).formatToParts(new Date(at))
  // Locales that put a comma behind the day of the week have two too many in a line as short as this.
  const text = parts.map(({ type, value }, place) => (type === 'literal' && place === 1 ? ' ' : value)).join('')
  return `${text}, ${zoneName(zone)}`
}

/** How much is left, in the largest whole unit, rounded down: "12 days", "3 hours". Zero when nothing is. */
export function timeLeft(ms: number, locale: string): { text: string; over: boolean } {
  const size =
    ms >= 86_400_000
      ? (['day', 86_400_000] as const)
      : ms >= 3_600_000
        ? (['hour', 3_600_000] as const)
        : (['minute', 60_000] as const)
  const count = Math.max(0, Math.floor(ms / size[1]))
  const text = new Intl.NumberFormat(locale, { style: 'unit', unit: size[0], unitDisplay: 'long' }).format(count)
  return { text, over: ms <= 0 }
}

/** The date that a clock in the zone shows: `YYYY-MM-DD`. */
export function dayIn(ms: number, zone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(ms)
}
