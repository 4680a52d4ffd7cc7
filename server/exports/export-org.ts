import { createHash } from 'node:crypto'
import { wallNow } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/postgres/database.ts'
import { ExportRefused, FORMAT, type FileLine, type Heading, type Manifest } from './export.ts'
import * as store from './store.ts'
import { EXPORTED_TABLES, type ExportedTable } from './tables.ts'

const BATCH = 1000

/**
 * Writes an org, line by line, as it stands at one moment, while everybody goes on working. `write` is awaited: memory does
 * not grow with the org.
 */
export async function exportOrg(
  db: Database,
  org_id: string,
  options: { credentials: boolean },
  write: (text: string) => Promise<void>,
): Promise<Manifest> {
  const line = (value: FileLine) => write(`${JSON.stringify(value)}\n`)
  return db.transaction(null, async (tx) => {
    store.openSnapshot(tx, { org_id, scope: 'org', partner_id: null })
    const [schema, org] = await Promise.all([store.findSchema(tx), store.findOrg(tx, { id: org_id, slug: '' })])
    if (!org) throw new ExportRefused('unknown_org', 'There is no such org here.')
    const heading: Heading = { format: FORMAT, schema, org, exported_at: wallNow(), credentials: options.credentials }
    await line({ $export: heading })
    const tables: Manifest['tables'] = {}
    for (const table of EXPORTED_TABLES) {
      const omitted = new Set([...(table.omit ?? []), ...(options.credentials ? [] : ['password_hash'])])
      const columns = (await store.listColumns(tx, table.name)).filter((column) => !omitted.has(column))
      await line({ $table: table.name, columns })
      await store.openCursor(tx, org_id, table, columns)
      const { rows, sha256 } = await writeRows(tx, table, write)
      await store.closeCursor(tx)
      tables[table.name] = { rows, sha256 }
      await line({ $end: table.name, rows, sha256 })
    }
    const manifest = { ...heading, tables }
    await line({ $manifest: manifest })
    return manifest
  })
}

async function writeRows(
  tx: Parameters<typeof store.fetchLines>[0],
  table: ExportedTable,
  write: (text: string) => Promise<void>,
) {
  const hash = createHash('sha256')
  const batch = table.batch ?? BATCH
  let rows = 0
  for (;;) {
    const lines = await store.fetchLines(tx, batch)
    if (lines.length > 0) {
      const text = `${lines.join('\n')}\n`
      hash.update(text)
      rows += lines.length
      await write(text)
    }
    if (lines.length < batch) return { rows, sha256: hash.digest('hex') }
  }
}
