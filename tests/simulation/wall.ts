import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { Random } from './random.ts'

/**
 * The wall clock and the random bits of a run. Both follow from the seed while it lasts, so that ids, their order and all
 * that hangs on them are the same when the run is made again. The product itself knows nothing of it: it asks Node.
 */
export class Wall {
  #ms: number
  readonly #random: Random
  readonly #now = Date.now
  readonly #fill = crypto.randomFillSync

  constructor(seed: number, from_ms: number) {
    this.#ms = from_ms
    this.#random = new Random(seed)
  }

  /** `newId` keeps random bits in store: it is asked until it draws new ones. */
  start(newId: () => string): void {
    let drawn = false
    Date.now = () => this.#ms
    // The ids' one source of randomness; what has to be secret asks `randomBytes`, which stays as it is.
    const fill = (buffer: NodeJS.ArrayBufferView) => {
      const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
      for (let at = 0; at < bytes.length; at++) bytes[at] = this.#random.int(0, 255)
      drawn = true
      return buffer
    }
    crypto.randomFillSync = fill as typeof crypto.randomFillSync // of its signatures the one that is used
    syncBuiltinESMExports()
    while (!drawn) newId()
    this.#ms += 1
  }

  stop(): void {
    Date.now = this.#now
    crypto.randomFillSync = this.#fill
    syncBuiltinESMExports()
  }

  get ms(): number {
    return this.#ms
  }

  /** Lets wall time pass. */
  pass(ms: number): void {
    this.#ms += ms
  }
}
