import { createReadStream } from 'node:fs'
import { test } from 'vitest'
import { operatorActor } from '#server/command/index.ts'
import { makeIdentity } from '#tests/make/identity.ts'
import { mapImport, previewImport, runImport, runImports, uploadImport } from '#server/imports/index.ts'
import { Tx } from '#server/platform/postgres/sql.ts'
const times = new Map<string, [number, number]>()
for (const m of ['rows','run'] as const) {
  const old = (Tx.prototype as any)[m]
  ;(Tx.prototype as any)[m] = async function (st: any) { const t = performance.now(); try { return await old.call(this, st) } finally { const k = m + st.text.slice(0, 90); const v = times.get(k) ?? [0, 0]; v[0] += performance.now() - t; v[1]++; times.set(k, v) } }
}
test('time', async () => {
  const world = await makeIdentity()
  const org_id = await world.makeOrg()
  const call = { runtime: world.runtime, actor: operatorActor(org_id), request_id: 'r' }
  const orig = world.db.transaction.bind(world.db)
  for (let n = 0; n < 2; n++) {
    const t0 = performance.now()
    const it = (await uploadImport.run(call, { query: { object: 'account', file_name: 'x' }, body: createReadStream('/work/shared/data/company-financedb/companies.csv') })).answer
    const t1 = performance.now()
    const m: any = structuredClone(it.suggestion!.mapping)
    for (const c of m.columns) if (c.field !== 'name') c.on_wrong = 'leave_out'
    await mapImport.run(call, { params: { id: it.id }, query: { if_match: it.revision }, body: { mapping: m } })
    const t2 = performance.now()
    await previewImport.run(call, { params: { id: it.id } })
    const t3 = performance.now()
    await runImport.run(call, { params: { id: it.id } })
    await runImports(world.runtime)
    const t4 = performance.now()
    console.log([...times].sort((a,b)=>b[1][0]-a[1][0]).slice(0,8)); times.clear(); console.log({ upload: t1 - t0, preview: t3 - t2, run: t4 - t3 })
  }
  await world.drop()
}, 60000)
