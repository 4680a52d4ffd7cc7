import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { composeApp } from '#server/app.ts'
import { readConfig } from '#server/platform/config.ts'
import { startEmbedded } from '#server/platform/postgres/embedded.ts'
import { startServer } from '#server/start.ts'
import type { Options } from './run.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * From nothing to ready, and from a stopped server to ready: the embedded database alone, and the server over it with its
 * demo; then `npm start` as a person types it, to the first page, against an npm script that does nothing.
 */
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
  const data_dir = mkdtempSync(join(tmpdir(), 'tributary-bench-'))
  let bare_ms = 0
  try {
    for (const [what, start] of [
      ['the embedded database', database],
      ['the server with its migrations', serverOf(false)],
      ['the server with the demo world', serverOf(true)],
    ] as const) {
      const fresh: number[] = []
      const warm: number[] = []
      for (let n = 0; n < rounds; n++) {
        rmSync(join(data_dir, 'data'), { recursive: true, force: true })
        for (const kept of [fresh, warm]) {
          const since = performance.now()
          const stop = await start(join(data_dir, 'data'))
          kept.push(performance.now() - since)
          await stop()
        }
      }
      if (start === database) bare_ms = middle(warm)
      lines.push(`| ${what} | ${middle(fresh)} | ${middle(warm)} |`)
    }
    // The demo is there by now.
    const nothing: number[] = []
    const page: number[] = []
    await npmStart(join(data_dir, 'data'))
    for (let n = 0; n < rounds; n++) {
      nothing.push(await npmNothing(join(data_dir, 'nothing')))
      page.push(await npmStart(join(data_dir, 'data')))
    }
    lines.push(`| an npm script that does nothing | | ${middle(nothing)} |`)
    lines.push(`| \`npm start\`, to the first page | | ${middle(page)} |`)
    const floor = middle(nothing) + bare_ms
    lines.push(
      '',
      `The first page came after ${(middle(page) / floor).toFixed(1)} times the script and the bare database.`,
    )
  } finally {
    rmSync(data_dir, { recursive: true, force: true })
  }
  return ['| ready after | fresh, ms | again, ms |', '|---|--:|--:|', ...lines]
}

/** `npm start` of a package whose script ends at once. */
async function npmNothing(folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'nothing', scripts: { start: 'true' } }))
  const since = performance.now()
  const child = spawn('npm', ['start'], { cwd: folder, stdio: 'ignore' })
  await new Promise((resolve) => child.once('exit', resolve))
  return performance.now() - since
}

async function npmStart(data_dir: string): Promise<number> {
  const port = await freePort()
  const env = { ...process.env, DATA_DIR: data_dir, PORT: String(port), LOG_LEVEL: 'silent' }
  const since = performance.now()
  const child = spawn('npm', ['start'], { cwd: ROOT, env, stdio: 'ignore', detached: true })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  while (!(await answers(`http://127.0.0.1:${port}/`))) {
    if (child.exitCode !== null) throw new Error(`npm start ended with exit code ${child.exitCode}`)
    await pause(5)
  }
  const took_ms = performance.now() - since
  if (child.pid) process.kill(-child.pid, 'SIGTERM')
  await ended
  return took_ms
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url)
    return response.ok && (await response.text()).includes('<html')
  } catch {
    return false // not listening yet
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function middle(all: number[]): number {
  return Math.round(all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0)
}
