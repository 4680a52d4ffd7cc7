// What `npm run check` and `npm test` are made of.
import { spawn } from 'node:child_process'
import { environment, program, root } from './pinned.js'

// The longest first, so that two at a time end soonest.
export const pureTests = { name: 'pure tests', command: 'vitest', args: ['run', '--project', 'pure', '--reporter=dot'] }
export const staticSteps = [
  { name: 'types', command: 'tsc', args: ['--noEmit'] },
  { name: 'lint', command: 'oxlint', args: ['--deny-warnings'] },
  { name: 'format', command: 'oxfmt', args: ['--check', '.'], hint: 'npx oxfmt . mends this' },
]

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** Runs a program of node_modules/.bin on the pinned Node; its output is given back, or shown as it comes. */
export function runProgram({ command, args }, { show = false } = {}) {
  return new Promise((resolve) => {
    // tsc and its like begin with `env node`; the pinned Node comes first on this PATH.
    const child = spawn(program(command), args, {
      cwd: root,
      env: environment(),
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32',
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', (error) => resolve({ code: 1, output: `${command} could not be started: ${error.message}` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs the steps, two at a time, says how each went, and answers the names of those that failed. */
export async function runSteps(steps) {
  const waiting = [...steps]
  const failed = []
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const since = performance.now()
      const { code, output } = await runProgram(step)
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${step.name.padEnd(12)} ${seconds(since)}`)
      if (code === 0) continue
      failed.push(step.name)
      console.log(`${output.trimEnd()}\n${step.hint ? `(${step.hint})\n` : ''}`)
    }
  }
  await Promise.all([work(), work()])
  return failed
}
