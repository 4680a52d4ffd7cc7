import { z } from 'zod'
import { PAGE_MAX, route, type Route } from '#kit/contract.ts'
import { askedOf } from '#kit/form.ts'
import { command, query, type Actor, type Read, type Runtime } from '#server/command/index.ts'
import { newId } from '#server/platform/clock.ts'
import { ownFields } from '#server/registrations/terms-forms.ts'
import type { RegistrationTerms } from '#server/registrations/terms.ts'
import { cellsOf, type Cell } from './cells.ts'
import { EXPORTED_LISTS, listExportContracts, type ListFormat } from './list-contract.ts'
import { col, LIST_COLUMNS, type ListColumn, type ListName } from './list-columns.ts'
import { writeCsv } from './write-csv.ts'
import { writeXlsx } from './write-xlsx.ts'

/** That a list left as a file stands in the audit, with what was asked for. Not part of the API by itself. */
const recordListExport = command(
  route({
    id: 'list.export',
    method: 'POST',
    path: '/exports',
    summary: 'Keep in the audit that a list was exported',
    permission: null,
    side: 'both',
    body: z.object({ list: z.string(), format: z.string(), filter: z.record(z.string(), z.unknown()) }),
    answer: z.object({ recorded: z.boolean() }),
  }),
  {
    gather: async () => undefined,
    write: async (ctx, { input: { body } }) => {
      const { partner_id } = ctx.actor
      // What somebody searched for may be a name: that there was a search is enough.
      const { q, ...filter } = body.filter
      const told = { list: body.list, format: body.format, filter: { ...filter, ...(q ? { q: 'given' } : {}) } }
      ctx.record('list.exported', { noun: 'org', id: ctx.org_id, partner_id }, told)
      await ctx.emit('list.exported', { noun: 'org', id: ctx.org_id }, partner_id, {
        list: body.list,
        format: body.format,
      })
      return { recorded: true }
    },
  },
)

/** The org's own fields of registrations, as the program in force asks them of the caller's side; a column each. */
const readOwnFields = query(
  route({
    id: 'list.own_fields',
    method: 'GET',
    path: '/exports/own_fields',
    summary: 'Fields of the program’s own that a list has columns for',
    permission: null,
    side: 'both',
    answer: z.array(z.object({ key: z.string(), label: z.string() })),
  }),
  async ({ runtime, tx, org_id, actor, now }) => {
    const { document } = await runtime.programs.inForce(tx, org_id, await now())
    const terms = document['registration'] as RegistrationTerms // parsed when published
    const fields = new Map(askedOf(ownFields(terms), actor.side).map(({ key, label }) => [key, label]))
    return [...fields].map(([key, label]) => ({ key, label }))
  },
)

/** What a list has besides its fixed columns, and what it must be asked to answer it. */
async function ownColumns(list: ListName, call: Asked): Promise<{ columns: ListColumn[]; asked: object }> {
  if (list !== 'registrations') return { columns: [], asked: {} }
  const fields = await readOwnFields.run(call, {})
  return { columns: fields.map(({ key, label }) => col(`answers.${key}`, label)), asked: { answers: 'true' } }
}

type Page = { rows: unknown[]; next_cursor: string | null }
type Asked = { runtime: Runtime; actor: Actor }

/**
 * Every list as a file, made of the list's own read, a page at a time: so it has the caller's permission, scope, filters
 * and fields, and memory does not grow with it. Each page is a short transaction of its own; rows that change meanwhile are as
 * they were when their page was read.
 */
export function listExportsShop(verbs: readonly { kind: string; route: Route }[]) {
  const readOf = (id: string): Read => {
    const verb = verbs.find((one) => one.route.id === id)
    if (verb?.kind !== 'query') throw new Error(`no list answers ${id}`)
    return verb as Read // its kind says so
  }
  return {
    contracts: listExportContracts,
    verbs: listExportContracts.map((entry): Read => {
      const [list, format] = placeOf(entry.path)
      const read = readOf(EXPORTED_LISTS[list].id)
      return {
        kind: 'query',
        route: entry,
        run: (call, raw) => exportList(read, list, format, call, queryOf(raw.query)),
      }
    }),
  }
}

/** What the edge read from the address: names and texts. */
function queryOf(query: unknown): Record<string, unknown> {
  return { ...(query as Record<string, unknown> | undefined) }
}

/** "/exports/partners.csv" is the list of partners as CSV; `listExport` wrote it. */
function placeOf(path: string): [ListName, ListFormat] {
  const [, list, format] = /^\/exports\/(\w+)\.(\w+)$/.exec(path) ?? []
  return [list as ListName, format as ListFormat]
}

async function exportList(
  read: Read,
  list: ListName,
  format: ListFormat,
  call: Asked,
  filter: Record<string, unknown>,
): Promise<AsyncIterable<Uint8Array>> {
  // Read before anything is recorded or sent: a refusal is an answer, not the end of a file.
  const own = await ownColumns(list, call)
  const asked = { ...filter, ...own.asked }
  const first = await readPage(read, call, asked, null)
  await recordListExport.run({ ...call, request_id: `export:${newId()}` }, { body: { list, format, filter } })
  const columns: readonly ListColumn[] = [...LIST_COLUMNS[list], ...own.columns]
  const header = columns.map(({ name }) => name)
  const cells = (rows: readonly unknown[]): Cell[][] => rows.map((row) => cellsOf(columns, row))
  const pages = (async function* () {
    for (let page = first; ;) {
      yield cells(page.rows)
      if (page.next_cursor === null) return
      page = await readPage(read, call, asked, page.next_cursor)
    }
  })()
  return format === 'csv' ? writeCsv(header, pages) : writeXlsx(list, header, pages)
}

async function readPage(
  read: Read,
  call: Asked,
  filter: Record<string, unknown>,
  cursor: string | null,
): Promise<Page> {
  const query = { ...filter, limit: PAGE_MAX, ...(cursor === null ? {} : { cursor }) }
  // Every exported list answers a page (kit/contract.ts, pageOf).
  return (await read.run(call, { query })) as Page
}
