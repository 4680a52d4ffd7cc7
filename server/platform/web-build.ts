import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Where the built web lies. */
export const WEB_FOLDER = join(ROOT, 'dist', 'web')

const STAMP = join(WEB_FOLDER, '.built-from')

/** The contracts' addresses and the pure values of shops are compiled into the web. */
function sources(): string[] {
  const under = (folder: string) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  return [
    ...under('web').flatMap((name) => (/\.(tsx?|css|html|svg|png|ico)$/.test(name) ? [`web/${name}`] : [])),
    ...under('kit').flatMap((name) => (name.endsWith('.ts') ? [`kit/${name}`] : [])),
    'server/contracts.ts',
    ...under('server').flatMap((name) => (/^[^/\\]+[/\\]contract[^/\\]*\.ts$/.test(name) ? [`server/${name}`] : [])),
    'vite.config.ts',
    'package-lock.json',
  ].map((path) => path.replaceAll('\\', '/'))
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  const files = sources().filter((path) => !path.endsWith('.test.ts'))
  for (const path of files.sort())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0')
  return hash.digest('hex')
}

/** Builds the web when it is missing or its sources have changed since. Contents are compared: a checkout changes times only. */
export async function buildWebIfStale(say: (line: string) => void): Promise<void> {
  const hash = hashOfSources()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash && existsSync(join(WEB_FOLDER, 'index.html'))) return
  say('Building the web, once for this version: some seconds…')
  const { code, output } = await runVite()
  if (code !== 0)
    throw new Error(
      `The web could not be built: vite build ended with ${code}. It said:\n${output.trim().split('\n').slice(-20).join('\n')}`,
    )
  writeFileSync(STAMP, hash)
}

function runVite(): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
