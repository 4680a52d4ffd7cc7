import type { z } from 'zod'
import type { Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Runtime } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { aboutSection } from '#server/program/terms.ts'

/** The currency that amounts of a file are suggested to be in where it names none: the program's, while one is in force. */
export async function suggestedCurrency(
  runtime: Runtime,
  tx: Tx,
  org_id: string,
  now: Instant,
): Promise<string | undefined> {
  try {
    const { document } = await runtime.programs.inForce(tx, org_id, now)
    const about = document[aboutSection.key] as z.output<typeof aboutSection.schema> // parsed when published
    return about.currency
  } catch (error) {
    if (error instanceof Refused && error.type.code === COMMON.no_program.code) return undefined
    throw error
  }
}
