import { rmSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { pino } from 'pino'
import { composeApp } from '#server/app.ts'
import { readConfig } from '#server/platform/config.ts'
import { Database } from '#server/platform/postgres/database.ts'
import { startEmbedded } from '#server/platform/postgres/embedded.ts'
import { findPostmaster } from '#server/platform/postgres/postmaster.ts'
import { findBinaries } from '#server/platform/postgres/binaries.ts'
import { chooseRunner, run } from '#server/platform/postgres/runner.ts'
import { migrate } from '#server/platform/postgres/migrate.ts'
import { seedDemo } from '#db/worlds/demo.ts'
import { postgresSeconds } from './cpu.ts'
const dir = '/tmp/desk-perf/pgs'
rmSync(dir, { recursive: true, force: true })
const log = pino({ level: 'silent' })
const stats = process.env.STATS === '1'
if (stats) {
  const first = await startEmbedded({ data_dir: dir, log })
  await first.stop()
  const bin = findBinaries(); const runner = await chooseRunner(bin.postgres, dir)
  const out = await run(runner, bin.postgres, ['--single', '-D', dir + '/postgres', 'tributary'], 'ALTER ROLE tributary_owner SUPERUSER;\n')
  console.log(out.code)
}
const e: any = await startEmbedded({ data_dir: dir, log, settings: stats ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all', 'pg_stat_statements.track_planning': 'on' } : {} } as any)
await migrate(e.owner, 'tributary_app')
const su: any = new pg.Client({ ...e.owner })
await su.connect()
if (stats) await su.query('create extension if not exists pg_stat_statements').catch((x: any) => console.log(String(x)))
const db = new Database(e.app, log)
const app = composeApp({ db, log, config: readConfig({ DEMO: 'true', LOG_LEVEL: 'silent' }) })
const pid = findPostmaster(dir + '/postgres')!.pid
const t = performance.now(); const cpu = process.cpuUsage(); const p0 = postgresSeconds(pid)
await seedDemo(app, app.runtime)
const c = process.cpuUsage(cpu)
console.log('seconds', ((performance.now() - t) / 1000).toFixed(2), 'node cpu', (c.user / 1e6).toFixed(2), (c.system / 1e6).toFixed(2), 'pg cpu', (postgresSeconds(pid) - p0).toFixed(2))
if (stats) {
  await su.query('select 1')
  const r = await su.query(`select calls, plans, round(total_plan_time::numeric,1) plan, round(total_exec_time::numeric,1) exec, toplevel top, shared_blks_hit hit, left(regexp_replace(query,'\\s+',' ','g'),260) q from pg_stat_statements order by total_plan_time+total_exec_time desc limit 45`)
  console.log((await su.query('select sum(calls) calls, sum(plans) plans, sum(total_plan_time) plan, sum(total_exec_time) filter (where toplevel) exec from pg_stat_statements')).rows)
  for (const x of r.rows) console.log([x.calls, x.plans, x.plan, x.exec, x.top ? '' : 'N', x.hit].join('\t'), x.q)
}
await su.end()
await db.close(); await e.stop?.()
