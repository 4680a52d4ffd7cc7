import { epochMs, instant, type Instant } from '#kit/instant.ts'

/** What will be done, in order of time; what is due together, in the order in which it was put down. */
export type Agenda = {
  /** Puts something down. What lies in the past is done next. */
  at(when: Instant, what: () => Promise<unknown>): void
  /** The time of what is being done. */
  now(): Instant
  /** Does everything up to a time, and what that puts down. `move` lets so many milliseconds pass. */
  run(until: Instant, move: (ms: number) => Promise<void>): Promise<void>
}

type Entry = { when: Instant; no: number; what: () => Promise<unknown> }

export function agendaFrom(starts_at: Instant): Agenda {
  // A heap would be faster to keep in order; a year has some thousand entries, most of them put down at its start.
  const entries: Entry[] = []
  let sorted = true
  let no = 0
  let now = starts_at
  const next = (): Entry | undefined => {
    if (!sorted) entries.sort((a, b) => (a.when === b.when ? b.no - a.no : a.when < b.when ? 1 : -1))
    sorted = true
    return entries.at(-1)
  }
  return {
    at(when, what) {
      entries.push({ when, no: (no += 1), what })
      sorted = false
    },
    now: () => now,
    async run(until, move) {
      for (let entry = next(); entry && entry.when <= until; entry = next()) {
        entries.pop()
        const ms = epochMs(entry.when) - epochMs(now)
        if (ms > 0) {
          await move(ms)
          now = entry.when
        }
        await entry.what()
      }
      const rest = epochMs(until) - epochMs(now)
      if (rest > 0) await move(rest)
      now = instant(Math.max(epochMs(now), epochMs(until)))
    },
  }
}
