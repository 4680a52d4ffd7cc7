import { mkdtempSync, rmSync } from 'node:fs'
import { findPostmaster } from '#server/platform/postgres/postmaster.ts'
import { submitRegistration } from '#server/registrations/index.ts'
import { rangesOf } from './accounts.ts'
import { postgresSeconds } from './cpu.ts'
import { drive } from './drive.ts'
import { submitOf } from './submits.ts'
import { fillRegistrations, makeBenchWorld } from './world.ts'
const accounts = Number(process.argv[2] ?? 20000), seconds = Number(process.argv[3] ?? 15)
const dir = mkdtempSync('/tmp/tributary-bench-')
const world = await makeBenchWorld(dir, accounts, process.env['PGS'] ? JSON.parse(process.env['PGS']) : {})
const { there, submitted } = rangesOf(accounts)
await fillRegistrations(world, there)
let next = 0
const submit = async () => {
  const { partner, body, key } = submitOf(next++, submitted)
  await submitRegistration.run({ runtime: world.runtime, actor: world.partners[partner]!.admin, request_id: 'bench', idempotency_key: key }, { body })
}
const pm = findPostmaster(dir + '/postgres')!.pid
for (const part of [1, 2, 3]) {
  const cpu = process.cpuUsage(), pg = postgresSeconds(pm)
  const d = await drive(16, seconds / 3, submit)
  const u = process.cpuUsage(cpu)
  console.log(part, d.tps.toFixed(0), 'p50', d.p50_ms.toFixed(1), 'node ms', ((u.user + u.system) / 1000 / d.count).toFixed(2), 'pg ms', (((postgresSeconds(pm) - pg) * 1000) / d.count).toFixed(2))
}
await world.close()
rmSync(dir, { recursive: true, force: true })
process.exit(0)
