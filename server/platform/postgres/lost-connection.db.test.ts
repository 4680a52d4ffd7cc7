import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '#tests/make/database.ts'
import { sql } from './sql.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

test('a connection that is lost in the middle of a transaction fails that transaction alone', async () => {
  const heard: unknown[] = []
  const hear = (error: unknown) => void heard.push(error)
  process.on('uncaughtException', hear)
  const lost = fresh.db.transaction(null, async (tx) => {
    await tx.run(sql`select 1`)
    tx.send(sql`select pg_terminate_backend(pg_backend_pid())`)
    await tx.run(sql`select 2`)
  })
  await expect(lost).rejects.toThrow('terminated')
  expect(await fresh.db.transaction(null, (tx) => tx.rows(sql`select 3 as n`))).toEqual([{ n: 3 }])
  process.off('uncaughtException', hear)
  expect(heard).toEqual([])
})
