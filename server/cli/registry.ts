import { migrate } from './migrate.ts'
import { start } from './start.ts'
import type { Subcommand } from './subcommand.ts'

/** Every subcommand of `tributary`, in the order in which the help names them. */
export const subcommands: readonly Subcommand[] = [start, migrate]
