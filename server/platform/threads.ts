import { parentPort, workerData, Worker } from 'node:worker_threads'

/** Messages that a thread may be ahead of whoever reads them. */
const AHEAD = 8

/** What a thread did wrong: its memory or its time ran out, or it threw. */
export class ThreadFailed extends Error {
  readonly why: 'memory' | 'time' | 'fault'
  constructor(why: ThreadFailed['why'], cause: unknown) {
    super(`a thread ended: ${why}`, { cause })
    this.why = why
  }
}

/**
 * Runs a module in a thread of its own, bounded in memory and in time, and yields what it posts. The event loop stays
 * free meanwhile. A reader that is slower than the thread makes it wait; one that stops reading ends it.
 */
export async function* inThread<Message>(
  module: URL,
  input: ArrayBuffer,
  limits: { memory_mb: number; time_ms: number },
): AsyncGenerator<Message, void, undefined> {
  const credits = new Int32Array(new SharedArrayBuffer(4))
  Atomics.store(credits, 0, AHEAD)
  const worker = new Worker(module, {
    workerData: { input, credits },
    transferList: [input],
    resourceLimits: { maxOldGenerationSizeMb: limits.memory_mb },
  })
  const waiting: Message[] = []
  let ended: { failed: ThreadFailed | null } | null = null
  // The compiler does not see that the handlers below write it while the loop waits.
  const outcome = (): { failed: ThreadFailed | null } | null => ended
  let wake = (): void => undefined
  const end = (failed: ThreadFailed | null): void => {
    ended ??= { failed }
    wake()
  }
  const timer = setTimeout(() => end(new ThreadFailed('time', null)), limits.time_ms)
  worker.on('message', (message: Message) => {
    waiting.push(message)
    wake()
  })
  worker.on('error', (error: Error & { code?: string }) =>
    end(new ThreadFailed(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'fault', error)),
  )
  worker.on('exit', () => end(null))
  try {
    for (;;) {
      const next = waiting.shift()
      if (next !== undefined) {
        Atomics.add(credits, 0, 1)
        Atomics.notify(credits, 0)
        yield next
        continue
      }
      const over = outcome()
      if (over?.failed) throw over.failed
      if (over) return
      await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/** Inside a thread: what it was given. */
export function threadInput(): ArrayBuffer {
  return (workerData as { input: ArrayBuffer }).input // what `inThread` passes
}

/** Inside a thread: hands a message over, and waits while the reader is too far behind. */
export function post(message: unknown, transfer: ArrayBuffer[] = []): void {
  const { credits } = workerData as { credits: Int32Array<SharedArrayBuffer> } // what `inThread` passes
  while (Atomics.load(credits, 0) <= 0) Atomics.wait(credits, 0, 0)
  Atomics.sub(credits, 0, 1)
  parentPort?.postMessage(message, transfer)
}
