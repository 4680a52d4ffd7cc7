// Runs `npm ci` when what is installed is not what package-lock.json says; silent when there is nothing to do.
// Contents are compared, not times: a checkout gives every file a new time and changes nothing.
import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode, nodePackage, readJson, root } from './pinned.js'

/** Why an installation is needed, or undefined. */
function reasonToInstall() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  if (!wanted) return undefined
  // npm writes this file last, so an interrupted installation has none.
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (!installed) return 'Installing dependencies'
  for (const [path, { version, integrity }] of Object.entries(installed))
    if (wanted[path]?.version !== version || wanted[path]?.integrity !== integrity) return 'Dependencies have changed'
  for (const [path, { optional, peer }] of Object.entries(wanted))
    if (path && !optional && !peer && !installed[path]) return 'Dependencies were added'
  const node = `node_modules/${nodePackage}`
  return wanted[node] && !installed[node] ? 'The pinned Node is missing' : undefined
}

function runNpm() {
  return new Promise((resolve) => {
    const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'pipe'],
      shell: process.platform === 'win32',
    })
    let said = ''
    npm.stderr.setEncoding('utf8').on('data', (text) => {
      said += text
      process.stderr.write(text)
    })
    npm.on('error', (error) => resolve({ code: 1, said: error.message }))
    npm.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}

function explain(said) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/.test(said))
    return (
      'The npm registry could not be reached, so the dependencies are not installed. Connect to the internet, or point ' +
      'npm at a mirror (npm config set registry …), and run the same command again. Once installed, Tributary needs no network.'
    )
  if (/ENOENT/.test(said) && /spawn npm/.test(said))
    return 'npm was not found, so the dependencies are not installed. Install Node.js with npm, and run the same command again.'
  return 'npm ci failed, so the dependencies are not installed; its own words stand above. Mend that, and run the same command again.'
}

/** Installs when needed; false when that failed, which has been said. */
export async function install() {
  const reason = reasonToInstall()
  if (reason) {
    console.error(`${reason}: npm ci takes about a minute…`)
    const { code, said } = await runNpm()
    if (code !== 0) {
      console.error(explain(said))
      return false
    }
  }
  if (findNode()) return true
  console.error(
    `Tributary runs on Node 24, which npm does not carry for ${process.platform}-${process.arch}, and this is Node ` +
      `${process.versions.node}. Install Node 24 or newer from https://nodejs.org and run the same command again.`,
  )
  return false
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url) && !(await install()))
  process.exitCode = 1
