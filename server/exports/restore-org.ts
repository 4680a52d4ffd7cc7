import { createHash, type Hash } from 'node:crypto'
import { violated, type Database } from '#server/platform/postgres/database.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { ExportRefused, FORMAT, type FileLine, type Heading, type Manifest } from './export.ts'
import * as store from './store.ts'
import { EXPORTED_TABLES, type ExportedTable } from './tables.ts'

/** Rows sent at a time: as many, or as much text. */
const BATCH_ROWS = 1000
const BATCH_CHARS = 2_000_000

/**
 * Makes an org from an export, in one transaction: the whole of it or nothing. Ids stay as they were, since audit and
 * rulings name them and the seals cover them; so an org is restored where it is not, and never beside itself.
 */
export async function restoreOrg(
  db: Database,
  lines: AsyncIterable<string>,
  options: { slug?: string } = {},
): Promise<Manifest> {
  try {
    return await db.transaction(null, (tx) => restore(tx, lines, options.slug))
  } catch (error) {
    const constraint = violated(error)
    if (constraint === undefined) throw error
    throw new ExportRefused(
      'collides',
      `Something of this org is in this database already (${constraint}). Restore it into a database that never held it.`,
    )
  }
}

async function restore(tx: Tx, lines: AsyncIterable<string>, slug: string | undefined): Promise<Manifest> {
  let restoring: Restoring | undefined
  let manifest: Manifest | undefined
  let line_no = 0
  for await (const line of lines) {
    line_no += 1
    if (manifest) throw new ExportRefused('damaged', `Line ${line_no} stands behind the end of the export.`)
    if (!line.startsWith('{"$')) {
      if (!restoring) throw notAnExport()
      await restoring.row(line)
      continue
    }
    const own = readFileLine(line, line_no)
    if ('$export' in own) restoring = await begin(tx, own.$export, slug)
    else if (!restoring) throw notAnExport()
    else if ('$table' in own) await restoring.openTable(own.$table, own.columns)
    else if ('$end' in own) await restoring.closeTable(own)
    else manifest = own.$manifest
  }
  if (!restoring) throw notAnExport()
  if (!manifest)
    throw new ExportRefused(
      'truncated',
      'The export ends before its end: it was cut off while it was written or copied. Nothing was restored; take a whole copy.',
    )
  await restoring.finish(manifest)
  return manifest
}

function notAnExport(): ExportRefused {
  return new ExportRefused(
    'not_an_export',
    'This is not an export of Tributary. Give a file that "tributary export" wrote.',
  )
}

function readFileLine(line: string, line_no: number): FileLine {
  try {
    return JSON.parse(line) as FileLine // lines of this kind are written by exportOrg alone; what is in them is checked as it is used
  } catch {
    throw new ExportRefused('damaged', `Line ${line_no} of the export cannot be read: the file is damaged.`)
  }
}

async function begin(tx: Tx, heading: Heading, slug: string | undefined): Promise<Restoring> {
  if (heading.format > FORMAT) {
    throw new ExportRefused(
      'newer_format',
      `The export has format ${heading.format}, and this release reads up to ${FORMAT}. Upgrade Tributary, then restore.`,
    )
  }
  const schema = await store.findSchema(tx)
  if (heading.schema > schema) {
    throw new ExportRefused(
      'other_schema',
      `The export comes from a newer release (${heading.schema}; here: ${schema}). Upgrade Tributary, then restore.`,
    )
  }
  const org = { ...heading.org, slug: slug ?? heading.org.slug }
  const there = await store.findOrg(tx, org)
  if (there) {
    const why =
      there.id === org.id
        ? `This org is in this database already, as "${there.slug}".`
        : `Another org here is called "${org.slug}".`
    const next =
      there.id === org.id ? 'Restore it into another database.' : 'Restore it under another name: --slug NAME.'
    throw new ExportRefused('org_exists', `${why} ${next}`)
  }
  store.enterOrg(tx, { org_id: org.id, scope: 'org', partner_id: null })
  return new Restoring(tx, org)
}

/** The transaction that an org grows in, table after table. */
class Restoring {
  readonly #tx: Tx
  readonly #org: { id: string; slug: string }
  readonly #people = new Map<string, string>()
  readonly #later: { table: ExportedTable; pairs: store.Pair[] }[] = []
  readonly #done: Manifest['tables'] = {}
  #open: { table: ExportedTable; columns: string[]; hash: Hash; rows: number } | undefined
  #waiting: string[] = []
  #chars = 0

  constructor(tx: Tx, org: { id: string; slug: string }) {
    this.#tx = tx
    this.#org = org
  }

  async openTable(name: string, columns: readonly string[]): Promise<void> {
    const table = EXPORTED_TABLES[Object.keys(this.#done).length]
    if (this.#open || !table || table.name !== name)
      throw new ExportRefused('damaged', `The table "${name}" is not the one that comes here: the file is damaged.`)
    const known = new Set(await store.listColumns(this.#tx, name))
    const unknown = columns.filter((column) => !known.has(column))
    if (unknown.length > 0)
      throw new ExportRefused(
        'other_schema',
        `The table "${name}" here has no ${unknown.join(', ')}. Restore with the release that made the export, then upgrade.`,
      )
    this.#open = { table, columns: [...columns], hash: createHash('sha256'), rows: 0 }
  }

  async row(line: string): Promise<void> {
    if (!this.#open) throw new ExportRefused('damaged', 'A row stands outside of every table: the file is damaged.')
    this.#open.hash.update(`${line}\n`)
    this.#open.rows += 1
    this.#waiting.push(line)
    this.#chars += line.length
    if (this.#waiting.length >= BATCH_ROWS || this.#chars >= BATCH_CHARS) await this.#flush()
  }

  async closeTable(end: { $end: string; rows: number; sha256: string }): Promise<void> {
    const open = this.#open
    if (!open || open.table.name !== end.$end)
      throw new ExportRefused('damaged', `The table "${end.$end}" ends where it did not begin: the file is damaged.`)
    const sha256 = open.hash.digest('hex')
    if (open.rows !== end.rows || sha256 !== end.sha256) {
      throw new ExportRefused(
        'damaged',
        `The checksum of "${end.$end}" is wrong: it was ${end.rows} rows, and what is here is not the same. Nothing was restored; take an undamaged copy.`,
      )
    }
    await this.#flush()
    this.#done[end.$end] = { rows: open.rows, sha256 }
    this.#open = undefined
  }

  async finish(manifest: Manifest): Promise<void> {
    const missing = EXPORTED_TABLES.filter(
      ({ name }) => this.#done[name]?.sha256 === undefined || this.#done[name].sha256 !== manifest.tables[name]?.sha256,
    )
    if (missing.length > 0)
      throw new ExportRefused(
        'damaged',
        `The export says other things about ${missing.map(({ name }) => name).join(', ')} than it holds: it is damaged.`,
      )
    for (const { table, pairs } of this.#later) await store.setLater(this.#tx, this.#org.id, table, pairs)
    await store.passClaimNumbers(this.#tx, this.#org.id)
  }

  async #flush(): Promise<void> {
    const [open, lines] = [this.#open, this.#waiting]
    this.#waiting = []
    this.#chars = 0
    if (!open || lines.length === 0) return
    const { table, columns } = open
    try {
      if (table.rows === 'people') {
        for (const { was, is } of await store.insertPeople(this.#tx, columns, lines)) this.#people.set(was, is)
      } else {
        const rows = table.rows === 'org' ? lines.map((line) => this.#renamed(line)) : lines
        const pairs = await store.insertLines(this.#tx, this.#org.id, table, columns, rows, this.#people)
        if (pairs.length > 0) this.#later.push({ table, pairs })
      }
    } catch (error) {
      if (!isUnreadable(error)) throw error
      throw new ExportRefused(
        'damaged',
        `A row of "${table.name}" is not what this table holds: the file is damaged. Nothing was restored.`,
      )
    }
  }

  #renamed(line: string): string {
    return JSON.stringify({ ...(JSON.parse(line) as object), slug: this.#org.slug }) // one row, an object of PostgreSQL's making
  }
}

/** PostgreSQL's class 22: data that no type of ours can be read from. */
function isUnreadable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('22')
}
