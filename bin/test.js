// `npm test`: the checks, then every test; arguments go to vitest (npm test -- registrations), and then only it runs.
// The last line, alone, is `N passed, N failed, N skipped`; a failed check counts as a failed test.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install } from './install.js'
import { readJson } from './pinned.js'
import { runProgram, runSteps, staticSteps } from './steps.js'

/** Counts from vitest's JSON report; a file that could not even be loaded has no tests and counts as one failure. */
function count(report, code) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = report.numFailedTests + broken.length
  // Vitest also fails for errors outside any test, such as a rejection nobody waited for.
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

if (!(await install())) {
  console.log('0 passed, 1 failed, 0 skipped')
  process.exit(1)
}
const extra = process.argv.slice(2)
const checks = extra.length === 0 ? await runSteps(staticSteps) : []
const folder = mkdtempSync(join(tmpdir(), 'tributary-report-'))
const path = join(folder, 'report.json')
const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${path}`, ...extra]
const { code } = await runProgram({ command: 'vitest', args }, { show: true })
const { passed, failed, skipped } = count(readJson(path), code)
rmSync(folder, { recursive: true, force: true })
if (checks.length > 0) console.log(`\nchecks failed: ${checks.join(', ')} (their words stand at the top)`)
console.log(`\n${passed} passed, ${failed + checks.length} failed, ${skipped} skipped`)
process.exitCode = failed + checks.length > 0 ? 1 : 0
