// `npm run check`: types, lint, format, laws and pure tests; under half a minute.
import { install } from './install.js'
import { pureTests, runSteps, staticSteps } from './steps.js'

if (!(await install())) process.exit(1)
const since = performance.now()
const failed = await runSteps([pureTests, ...staticSteps])
console.log(
  `${failed.length === 0 ? 'all good' : `failed: ${failed.join(', ')}`} (${((performance.now() - since) / 1000).toFixed(1)} s)`,
)
process.exitCode = failed.length === 0 ? 0 : 1
