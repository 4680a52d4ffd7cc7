import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'

export type Loop = {
  /** Ends it; resolves when the work that is running has ended. */
  stop(): Promise<void>
}

/**
 * Does `work` again and again, never twice at once, `ms` after it has ended, or after as many milliseconds as it
 * answers. Work that throws is logged and tried again.
 */
export function every(
  ms: number,
  name: string,
  log: Logger,
  work: (stopping: AbortSignal) => Promise<number | void>,
): Loop {
  const stopping = new AbortController()
  const run = async () => {
    while (!stopping.signal.aborted) {
      let wait: number
      try {
        wait = (await work(stopping.signal)) ?? ms
      } catch (error) {
        log.error({ err: error, loop: name }, 'a background loop failed and goes on')
        wait = ms
      }
      await pause(wait, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined)
    }
  }
  const ended = run()
  return {
    stop: () => {
      stopping.abort()
      return ended
    },
  }
}
