import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

let boot: string | undefined

/** Names one boot of the machine, so that a pid and its start tick cannot be mistaken for those of an earlier boot. */
function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return boot
}

/**
 * A mark that tells this process from a later one with the same pid, or undefined when no such process lives.
 * A zombie counts as dead: in a container whose first process does not reap, `kill(pid, 0)` would call it alive for ever.
 */
export function lifeMark(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The command stands in brackets and may hold spaces and brackets itself; the fields of proc(5) go on after the last one.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${bootId()}:${fields[19]}`
    }
    const [state, ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
    return state?.startsWith('Z') ? undefined : started.join(' ')
  } catch {
    return undefined
  }
}

/** Whether a process with this pid lives. */
export function isAlive(pid: number): boolean {
  return lifeMark(pid) !== undefined
}

/** Sends a signal; false when the process is gone already. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false
    throw error
  }
}

/** Whether an error of the operating system carries this code. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
