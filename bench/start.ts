import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { composeApp } from '#server/app.ts'
import { readConfig } from '#server/platform/config.ts'
import { startEmbedded } from '#server/platform/postgres/embedded.ts'
import { startServer } from '#server/start.ts'
import type { Options } from './run.ts'

/** From nothing to ready, and from a stopped server to ready: the embedded database alone, and the server over it with its demo. */
export async function benchStart({ rounds }: Options): Promise<string[]> {
  const log = pino({ level: 'silent' })
  const database = async (data_dir: string) => {
    const { stop } = await startEmbedded({ data_dir, log })
    return stop
  }
  const serverOf = (demo: boolean) => async (data_dir: string) => {
    const config = readConfig({ DATA_DIR: data_dir, PORT: '0', DEMO: String(demo), LOG_LEVEL: 'silent' })
    const { stop } = await startServer({ compose: composeApp, config, log, web: false })
    return stop
  }
  const lines: string[] = []
  for (const [what, start] of [
    ['the embedded database', database],
    ['the server with its migrations', serverOf(false)],
    ['the server with the demo world', serverOf(true)],
  ] as const) {
    const fresh: number[] = []
    const warm: number[] = []
    for (let n = 0; n < rounds; n++) {
      const data_dir = mkdtempSync(join(tmpdir(), 'tributary-bench-'))
      for (const kept of [fresh, warm]) {
        const since = performance.now()
        const stop = await start(data_dir)
        kept.push(performance.now() - since)
        await stop()
      }
      rmSync(data_dir, { recursive: true, force: true })
    }
    lines.push(`| ${what} | ${middle(fresh)} | ${middle(warm)} |`)
  }
  return ['| ready after | fresh, ms | again, ms |', '|---|--:|--:|', ...lines]
}

function middle(all: number[]): string {
  return (all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0).toFixed(0)
}
