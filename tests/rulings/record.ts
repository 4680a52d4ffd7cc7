import { appendFileSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { Reason } from '#kit/ruling.ts'
import { silentLog } from '#server/platform/log.ts'
import { joinEmbedded } from '#server/platform/postgres/embedded.ts'

/**
 * Adds an org's rulings to the corpus: node tests/rulings/record.ts --data ./data --org alderbrook --program alderbrook-1
 * The program's YAML, as it was in force, must stand in programs/ under that name. Demo orgs only: facts hold no personal
 * data, and still a customer's rulings are not ours to publish. With `--most 3`, no more than three of a ladder that were
 * answered by the same check: a corpus wants every answer once or twice, not a year of the commonest.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: './data' },
    org: { type: 'string', default: 'alderbrook' },
    program: { type: 'string' },
    most: { type: 'string' },
  },
})
if (!values.program)
  throw new Error('say under which name the program stands in tests/rulings/programs: --program NAME')
const file = new URL('corpus.ndjson', import.meta.url)
const known = new Set(
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { name: string }).name),
) // our own lines

const embedded = await joinEmbedded({ data_dir: values.data, log: silentLog() })
const client = new pg.Client(embedded.app)
await client.connect()
await client.query('begin')
await client.query(
  `select set_config('app.org', id::text, true), set_config('app.scope', 'org', true) from org where slug = $1 and is_demo`,
  [values.org],
)
const { rows } = await client.query<Record<'decider' | 'facts' | 'outcome' | 'because', string> & { now: Date }>(
  'select decider, now, facts, outcome, because from ruling order by id',
)
const most = values.most === undefined ? Infinity : Number(values.most)
const alike = new Map<string, number>()
let added = 0
for (const [place, row] of rows.entries()) {
  const outcome = JSON.parse(row.outcome) as { status?: string } // what a ladder concludes, most of them with a state
  const because = JSON.parse(row.because) as Reason[] // written by the funnel from Reason[]
  const answer = `${outcome.status ?? row.decider} by ${because.find((reason) => reason.verdict === 'answered')?.code}`
  const name = `${values.program} ${place + 1}: ${answer}`
  if (known.has(name)) continue
  const kin = `${row.decider} ${answer}`
  alike.set(kin, (alike.get(kin) ?? 0) + 1)
  if ((alike.get(kin) ?? 0) > most) continue
  appendFileSync(
    file,
    `${JSON.stringify({ name, program: values.program, decider: row.decider, now: row.now.toISOString(), facts: JSON.parse(row.facts), outcome, because })}\n`,
  )
  added += 1
}
await client.end()
process.stdout.write(`${added} rulings added to the corpus\n`)
