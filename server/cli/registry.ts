import { clock } from './clock.ts'
import { exportFile } from './export.ts'
import { importFile } from './import.ts'
import { keyCreate } from './key-create.ts'
import { migrate } from './migrate.ts'
import { restoreFile } from './restore.ts'
import { seed } from './seed.ts'
import { start } from './start.ts'
import type { Subcommand } from './subcommand.ts'

/** Every subcommand of `tributary`, in the order in which the help names them. */
export const subcommands: readonly Subcommand[] = [
  start,
  migrate,
  seed,
  keyCreate,
  importFile,
  exportFile,
  restoreFile,
  clock,
]
