import { mkdtempSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { submitRegistration } from '#server/registrations/index.ts'
import { drive } from './drive.ts'
import { submitOf } from './submits.ts'
import { rangesOf } from './accounts.ts'
import { fillRegistrations, makeBenchWorld } from './world.ts'
const accounts = Number(process.argv[2] ?? 20000), seconds = Number(process.argv[3] ?? 15)
const dir = mkdtempSync('/tmp/tributary-bench-')
const t0 = performance.now()
const world = await makeBenchWorld(dir, accounts, process.env.PGS ? JSON.parse(process.env.PGS) : {})
console.log('world', ((performance.now() - t0) / 1000).toFixed(1), 's')
const { there, submitted } = rangesOf(accounts)
await fillRegistrations(world, there)
let next = 0
const submit = async () => {
  const { partner, body, key } = submitOf(next++, submitted)
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
await client.end()
await world.close()
process.exit(0)
