import { spawn } from 'node:child_process'
import { chmodSync, lchownSync, lstatSync, readdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'

/**
 * How PostgreSQL's programs are started, since they refuse to run as root or as a uid without a name. `prefix` goes before the program; `owner` is
 * the uid whose files they can write, undefined when that is simply us.
 */
export type Runner = { name: string; prefix: string[]; uid?: number; gid?: number; owner?: number }

// 65534 is "nobody" wherever Linux runs; it owns nothing else.
export const nobody = 65534

const asOurselves: Runner = { name: 'directly', prefix: [] }

// Still ourselves to the file system, so folders of mode 0700 on the way do not matter; only inside we are called nobody.
const inNamespace: Runner = {
  name: 'in a user namespace',
  prefix: ['unshare', '-U', `--map-user=${nobody}`, `--map-group=${nobody}`],
}

const asRoot: Runner[] = [
  { ...inNamespace, owner: 0 },
  { name: `as uid ${nobody}`, prefix: [], uid: nobody, gid: nobody, owner: nobody },
  // The same where the way leads through a folder of mode 0700, such as /root. PostgreSQL asks access(2), which
  // drops the capability of a process that is not root unless the securebit says otherwise.
  {
    name: `as uid ${nobody} with the right to pass folders`,
    prefix: [
      'setpriv',
      `--reuid=${nobody}`,
      `--regid=${nobody}`,
      '--clear-groups',
      '--securebits=+no_setuid_fixup',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      '--',
    ],
    owner: nobody,
  },
]

/** The first way of starting `postgres` that works here and can reach the data folder. */
export async function chooseRunner(postgres: string, data_dir: string): Promise<Runner> {
  const uid = process.getuid?.()
  if (uid !== 0 && hasName()) return asOurselves
  const failures: string[] = []
  for (const runner of uid === 0 ? asRoot : [inNamespace]) {
    const mode = lstatSync(data_dir).mode & 0o7777
    // Passing through is all uid 65534 needs here; what lies inside keeps its own mode.
    if (runner.uid !== undefined) chmodSync(data_dir, mode | 0o011)
    const { code, output } = await run(runner, 'sh', ['-c', 'cd "$1" && exec "$2" --version', 'sh', data_dir, postgres])
    if (code === 0) return runner
    if (runner.uid !== undefined) chmodSync(data_dir, mode)
    failures.push(`${runner.name}: ${output.trim() || `exit code ${code}`}`)
  }
  // initdb wants its user to have a name, which the arbitrary uid a container may be given has not.
  const why =
    uid === 0 ? 'PostgreSQL refuses to run as root' : `PostgreSQL needs a user with a name, and uid ${uid} has none`
  throw new Error(
    `${why}, and no way of starting it as somebody else works here (${failures.join('; ')}). Start Tributary as an ` +
      'ordinary user, or give it a PostgreSQL server with DATABASE_URL and APP_DATABASE_URL.',
  )
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/** A small environment: the PG* variables and the locale of whoever starts us must not reach the database. */
export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_MESSAGES: 'C', TZ: 'UTC' }
}

/** Runs a program to its end, with `input` on its standard input. */
export function run(
  runner: Runner,
  program: string,
  args: string[],
  input = '',
): Promise<{ code: number; output: string }> {
  const [command = program, ...rest] = [...runner.prefix, program, ...args]
  return new Promise((resolve) => {
    const child = spawn(command, rest, { uid: runner.uid, gid: runner.gid, cwd: '/', env: environment() })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code, signal) => resolve({ code: code ?? 128, output: signal ? `${output}${signal}` : output }))
    // A program that ends before it has read everything closes the pipe; its exit code says why.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** Gives a folder and all in it to the runner: at first, and when the folder was last used by another runner. */
export function giveTo(runner: Runner, path: string): void {
  const found = lstatSync(path)
  if (runner.owner === undefined || found.uid === runner.owner) return
  if (found.isDirectory()) for (const name of readdirSync(path)) giveTo(runner, join(path, name))
  // The folder itself comes last, so that an interrupted pass is seen and done again.
  lchownSync(path, runner.owner, runner.owner)
}
