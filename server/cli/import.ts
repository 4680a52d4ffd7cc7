import { createReadStream, createWriteStream } from 'node:fs'
import { access, readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { operatorActor, type Call } from '#server/command/index.ts'
import {
  cancelImport,
  getImport,
  IMPORT_OBJECTS,
  mapImport,
  previewImport,
  refusedRows,
  runImport,
  runImports,
  uploadImport,
} from '#server/imports/index.ts'
import { connected } from './connect.ts'
import { getOrgBySlug } from './find-org.ts'
import { changeMapping, type DraftMapping } from './import-mapping.ts'
import { Advice, type Given, type Subcommand, type Terminal } from './subcommand.ts'

type Imported = Awaited<ReturnType<typeof getImport.run>>
type Previewed = Awaited<ReturnType<typeof previewImport.run>>

const LOOK_MS = 300

export const importFile: Subcommand = {
  name: 'import',
  summary: 'Brings accounts, products, members, opportunities or partners in from a CSV.',
  usage: 'import --org SLUG --object account [--key COLUMN] [--map COLUMN=FIELD] [--dry-run] FILE.csv',
  words: [1, 1],
  flags: {
    org: { type: 'string', value: 'SLUG', says: 'the org', required: true },
    object: { type: 'string', value: 'WHAT', says: IMPORT_OBJECTS.join(', '), required: true },
    mapping: { type: 'string', value: 'FILE', says: 'a mapping as JSON, as --save-mapping writes it' },
    'save-mapping': {
      type: 'string',
      value: 'FILE',
      says: 'writes the mapping that is used, to be changed and used again',
    },
    name: {
      type: 'string',
      value: 'NAME',
      says: 'what this kind of file is called: with the key it makes the external id',
    },
    key: { type: 'string', value: 'COLUMN,…', says: 'the columns that name a row in every export' },
    map: { type: 'string', value: 'COLUMN=FIELD,…', says: 'what a column is; COLUMN= leaves it out' },
    scale: { type: 'string', value: 'FIELD=N,…', says: 'what one unit stands for: revenue=1000000 for millions' },
    currency: { type: 'string', value: 'CODE', says: 'the currency of amounts that name none' },
    dates: { type: 'string', value: 'ORDER', says: 'how dates are written: ISO, YMD, MDY or DMY' },
    'decimal-comma': { type: 'boolean', says: 'numbers are written 1.250,50' },
    lenient: { type: 'boolean', says: 'imports a row without the values that cannot be read, instead of refusing it' },
    'dry-run': { type: 'boolean', says: 'says what would happen, and does nothing' },
    refused: { type: 'string', value: 'FILE', says: 'writes the refused rows there, with their reasons, to be mended' },
  },
  help: `What is not said is guessed from the file, as on the page "Import" of the console. The same file a second
time changes nothing. An import that is broken off goes on where it stopped: in the server, if one runs here.`,

  async run(given, terminal) {
    const path = given.words[0] ?? ''
    if (
      !(await access(path).then(
        () => true,
        () => false,
      ))
    )
      throw new Advice(`${path} cannot be read: is it there, and may you read it?`)
    const file = given.flags['mapping']
    const base = typeof file === 'string' ? await readMapping(file) : null
    await connected(terminal, async ({ runtime }) => {
      const org = await getOrgBySlug(runtime, String(given.flags['org']))
      const call = { runtime, actor: operatorActor(org.id), request_id: 'cli' }
      await bringIn(call, given, terminal, path, base)
    })
  },
}

async function readMapping(path: string): Promise<DraftMapping> {
  try {
    const mapping = JSON.parse(await readFile(path, 'utf8')) as DraftMapping // what is in it is checked by the import's verb
    if (Array.isArray(mapping.columns)) return mapping
  } catch (error) {
    throw new Advice(`The mapping ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  throw new Advice(`The mapping ${path} has no list "columns". See what --save-mapping writes.`)
}

async function bringIn(
  call: Call,
  { flags }: Given,
  terminal: Terminal,
  path: string,
  base: DraftMapping | null,
): Promise<void> {
  const { say, print } = terminal
  const uploaded = await uploadImport.run(call, {
    query: { object: flags['object'], file_name: basename(path) },
    body: createReadStream(path),
  })
  const { id, revision, suggestion, warnings } = uploaded.answer
  const params = { id }
  for (const warning of warnings) say(warning.message)
  try {
    const mapping = changeMapping(base ?? ((suggestion?.mapping ?? { columns: [] }) as DraftMapping), flags) // a suggestion has the shape of a mapping
    if (!base && suggestion) sayUndecided(suggestion, flags, say)
    if (!base && suggestion && flags['currency'] === undefined) sayCurrency(suggestion, say)
    const save = flags['save-mapping']
    if (typeof save === 'string') await writeFile(save, `${JSON.stringify(mapping, null, 2)}\n`)
    await mapImport.run(call, { params, query: { if_match: revision }, body: { mapping } })
    if (flags['dry-run']) return sayPreview(await previewImport.run(call, { params }), print)
    await runImport.run(call, { params })
  } finally {
    const { state } = await getImport.run(call, { params })
    if (state === 'uploaded' || state === 'mapped') await cancelImport.run(call, { params })
  }
  const done = await follow(call, id)
  const refused = flags['refused']
  if (typeof refused === 'string' && done.refused > 0) {
    await pipeline(Readable.from(await refusedRows.run(call, { params })), createWriteStream(refused, { mode: 0o600 }))
    say(`The refused rows are in ${refused}: mend them there and import that file.`)
  }
  sayPreview({ ...done, rows_total: done.rows_total }, print)
  if (done.state !== 'finished') throw new Advice(done.problem ?? `The import was ${done.state}.`)
}

/** Works on it, unless a server here does, and shows how far it is. */
async function follow(call: Call, id: string): Promise<Imported> {
  const bar = process.stderr.isTTY
  let working: Promise<void> | undefined
  for (;;) {
    working ??= runImports(call.runtime).finally(() => (working = undefined))
    await Promise.race([working, pause(LOOK_MS)])
    const it = await getImport.run(call, { params: { id } })
    if (bar) process.stderr.write(`\r${it.rows_done} of ${it.rows_total} rows `)
    if (it.state === 'running') {
      if (!working) await pause(LOOK_MS)
      continue
    }
    await working
    if (bar) process.stderr.write('\r\u001b[K')
    return it
  }
}

/** Amounts without a currency are taken to be in the program's: that is said, since it may be wrong. */
function sayCurrency({ from, mapping }: NonNullable<Imported['suggestion']>, say: Terminal['say']): void {
  if (from !== 'file') return
  const { columns = [] } = mapping as Partial<DraftMapping> // a suggestion has the shape of a mapping
  for (const { column, currency } of columns)
    if (currency)
      say(`${column}: amounts are taken as ${currency}, the program's currency; --currency CODE says otherwise.`)
}

function sayUndecided(
  { missing, undecided }: NonNullable<Imported['suggestion']>,
  flags: Given['flags'],
  say: Terminal['say'],
): void {
  for (const field of missing)
    if (!String(flags['map'] ?? '').includes(`=${field}`))
      say(`No column was found for ${field}: say --map COLUMN=${field}.`)
  for (const { column, field, why } of undecided) {
    if (why === 'currency' && flags['currency'] === undefined)
      say(`${column} (${field}) has no currency: say --currency EUR, or --map ${column}= to leave it out.`)
    if (why === 'date_format' && flags['dates'] === undefined)
      say(`${column} (${field}) could be read in several orders: say --dates MDY or DMY.`)
    if (why === 'stage')
      say(`${column} has too many stages to guess: write them into a mapping (--save-mapping, then --mapping).`)
  }
}

function sayPreview(
  it: Pick<Previewed, 'created' | 'updated' | 'unchanged' | 'refused' | 'left_out' | 'problems' | 'rows_total'>,
  print: Terminal['print'],
): void {
  print(
    `${it.rows_total} rows: ${it.created} created, ${it.updated} updated, ${it.unchanged} unchanged, ${it.refused} refused`,
  )
  if (it.left_out > 0) print(`${it.left_out} values left out`)
  for (const { kind, column, message, count, values } of it.problems) {
    print(
      `  ${count} ${kind === 'refused' ? 'refused' : 'left out'}${column === null ? '' : `, ${column}`}: ${message}`,
    )
    for (const value of values.slice(0, 3)) print(`      line ${value.line}: "${value.got}" — ${value.expected}`)
  }
}
