import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'

/** A real file from the folder $DATA_FILES names, by its path in there; null when there is none. */
export function dataFile(path: string): string | null {
  const folder = process.env['DATA_FILES']
  if (!folder) return null
  const file = join(folder, path)
  return existsSync(file) ? file : null
}

/** A test on a real file. Without the file it is skipped, and its name says what to set. */
export function testWithData(
  name: string,
  path: string,
  run: (file: string) => Promise<void> | void,
  timeoutMs?: number,
): void {
  const file = dataFile(path)
  if (file === null) test.skip(`${name} (skipped: no ${path}; set DATA_FILES to the folder of real files)`, () => {})
  else test(name, () => run(file), timeoutMs)
}
