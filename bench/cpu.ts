import { readdirSync, readFileSync } from 'node:fs'

/** Kernel ticks of /proc are hundredths of a second on Linux. */
const TICKS = 100

/** Seconds of processor time that PostgreSQL has spent: its own, its living sessions' and those that have ended. */
export function postgresSeconds(postmaster: number): number {
  let ticks = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = readStat(name)
    if (!stat) continue
    // Fields 4, 14 to 17 of proc(5): parent, user, system, and the same of children that were waited for.
    if (Number(name) === postmaster) ticks += stat[11]! + stat[12]! + stat[13]! + stat[14]!
    else if (stat[1] === postmaster) ticks += stat[11]! + stat[12]!
  }
  return ticks / TICKS
}

/** Seconds of processor time of this process's children that have ended. */
export function childSeconds(): number {
  const stat = readStat('self')
  return ((stat?.[13] ?? 0) + (stat?.[14] ?? 0)) / TICKS
}

/** The numbers behind the program's name, field 3 on (a letter, read as NaN). */
function readStat(pid: string): number[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
  } catch {
    return undefined // it ended while we looked
  }
}
