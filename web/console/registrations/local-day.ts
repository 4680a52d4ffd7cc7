/** The business date of an instant in a zone, as date fields want it: "2026-11-22". */
export function localDay(ms: number, zone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(ms)
}
