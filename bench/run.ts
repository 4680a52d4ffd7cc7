/** `npm run bench -- <entry> [--accounts 100000] [--seconds 15] [--rounds 2] [--bulk 100000]`: prints a table for RESULTS.md. */
import { parseArgs } from 'node:util'
import { benchInp } from './inp.ts'
import { benchMatch } from './match.ts'
import { benchMatchQuality } from './match-quality.ts'
import { benchQueue } from './queue.ts'
import { benchReads } from './reads.ts'
import { benchRegistration } from './registration.ts'
import { benchSearch } from './search.ts'
import { benchSize } from './size.ts'
import { benchStart } from './start.ts'

export type Options = { accounts: number; seconds: number; rounds: number; clients: number; bulk: number }

const ENTRIES: Record<string, (options: Options) => Promise<string[]>> = {
  registration: benchRegistration,
  inp: benchInp,
  'match-quality': benchMatchQuality,
  match: benchMatch,
  queue: benchQueue,
  reads: benchReads,
  search: benchSearch,
  size: benchSize,
  start: benchStart,
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    accounts: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '15' },
    rounds: { type: 'string', default: '2' },
    clients: { type: 'string', default: '16' },
    bulk: { type: 'string', default: '100000' },
  },
})
const [name = ''] = positionals
const bench = ENTRIES[name]
const options = {
  accounts: Number(values.accounts),
  seconds: Number(values.seconds),
  rounds: Number(values.rounds),
  clients: Number(values.clients),
  bulk: Number(values.bulk),
}
if (!bench || Object.values(options).some((n) => !(Number.isInteger(n) && n > 0))) {
  console.error(
    `Say what to measure: npm run bench -- ${Object.keys(ENTRIES).join(' | ')} [--accounts N] [--seconds N] [--rounds N] [--clients N] [--bulk N]`,
  )
  process.exit(2)
}
console.log(`\n${new Date().toISOString().slice(0, 10)}, \`npm run bench -- ${process.argv.slice(2).join(' ')}\`\n`)
for (const line of await bench(options)) console.log(line)
process.exit(0)
