import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'

export type Loop = {
  /** Runs the work soon, without waiting for the interval. */
  wake(): void
  /** Ends it; resolves when the work that is running has ended. */
  stop(): Promise<void>
}

/**
 * Does `work` again and again, never twice at once, `ms` after it has ended, or sooner when it answers a number of
 * milliseconds or somebody wakes it. Work that throws is logged and tried again.
 */
export function every(ms: number, name: string, log: Logger, work: () => Promise<number | void>): Loop {
  const stopping = new AbortController()
  let waking = new AbortController()
  const run = async () => {
    while (!stopping.signal.aborted) {
      waking = new AbortController()
      let wait: number
      try {
        wait = (await work()) ?? ms
      } catch (error) {
        log.error({ err: error, loop: name }, 'a background loop failed and goes on')
        wait = ms
      }
      const signal = AbortSignal.any([stopping.signal, waking.signal])
      await pause(wait, undefined, { ref: false, signal }).catch(() => undefined)
    }
  }
  const ended = run()
  return {
    wake: () => waking.abort(),
    stop: () => {
      stopping.abort()
      return ended
    },
  }
}
