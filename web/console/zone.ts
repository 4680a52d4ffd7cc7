/** Wall time minus UTC in a zone, at an instant. */
function offsetAt(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wall - Math.floor(ms / 1000) * 1000
}

/** The instant of a wall time in a zone; `null` where date or time is incomplete. */
export function instantIn(date: string, time: string, zone: string): string | null {
  const wall = Date.parse(`${date}T${time}:00Z`)
  if (Number.isNaN(wall)) return null
  const offsets = [offsetAt(wall - 86_400_000, zone), offsetAt(wall + 86_400_000, zone)]
  // Where the clocks change in between, one of the two is right; in a skipped hour neither, and the earlier one goes on.
  const right = offsets.find((offset) => offsetAt(wall - offset, zone) === offset) ?? offsets[0] ?? 0
  return new Date(wall - right).toISOString()
}
