import { mkdtempSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { submitRegistration } from '#server/registrations/index.ts'
import { drive } from './drive.ts'
import { submitOf } from './submits.ts'
import { makeBenchWorld } from './world.ts'
const accounts = Number(process.argv[2] ?? 20000), seconds = Number(process.argv[3] ?? 15)
const dir = mkdtempSync('/tmp/tributary-bench-')
const t0 = performance.now()
const world = await makeBenchWorld(dir, accounts, { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' })
console.log('world', ((performance.now() - t0) / 1000).toFixed(1), 's')
const half = accounts / 2
let next = 0
const submit = async () => {
  const { partner, body, key } = submitOf(next++, half)
  await submitRegistration.run({ runtime: world.runtime, actor: world.partners[partner]!.admin, request_id: 'bench', idempotency_key: key }, { body })
}
const client = new pg.Client({ ...world.embedded.owner, database: 'tributary' })
await client.connect()
for (const part of [1, 2, 3]) {
  const cpu = process.cpuUsage()
  const d = await drive(16, seconds / 3, submit)
  const u = process.cpuUsage(cpu)
  console.log(part, d.tps.toFixed(0), 'p50', d.p50_ms.toFixed(1), 'p95', d.p95_ms?.toFixed(1), 'node ms per submit', ((u.user + u.system) / 1000 / d.count).toFixed(2))
}
const su = await client.query(`select 1`)
console.log(dir, world.embedded.owner.host)
const rows = await client.query(`select calls, round(total_exec_time::numeric,0) as ms, round((mean_exec_time*1000)::numeric,0) as us, left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as q from pg_stat_statements order by total_exec_time desc limit 40`).catch((e) => ({ rows: [String(e)] }))
for (const r of rows.rows as { calls: string; ms: string; us: string; q: string }[]) console.log(typeof r === 'string' ? r : `${r.calls.padStart(7)} ${r.ms.padStart(7)}ms ${r.us.padStart(7)}us ${r.q}`)
await client.end()
await world.close()
process.exit(0)
