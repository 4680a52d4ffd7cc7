import { z } from 'zod'
import { route, type Route } from '#kit/contract.ts'
import { listAccounts } from '#server/accounts/contract.ts'
import { listAudit } from '#server/audit/contract.ts'
import { listImports } from '#server/imports/contract.ts'
import { listMembers } from '#server/members/contract.ts'
import { listOpportunities } from '#server/opportunities/contract.ts'
import { listPartners } from '#server/partners/contract.ts'
import { listPeople } from '#server/people/contract.ts'
import { listProducts } from '#server/products/contract.ts'
import { listRegistrations } from '#server/registrations/contract-list.ts'
import { listRequests } from '#server/requests/contract.ts'
import { listRulings } from '#server/rulings/contract.ts'
import { LIST_COLUMNS, type ListName } from './list-columns.ts'

const FORMATS = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type ListFormat = keyof typeof FORMATS

/** A list as a file: the same permission, side, scope and filters as the list, all of its rows. */
function listExport<const Name extends ListName, const Format extends ListFormat>(
  name: Name,
  format: Format,
  list: Pick<Route, 'permission' | 'side'> & { query?: z.ZodType },
) {
  // Every list takes a page query (kit/contract.ts, pageQuery); a file has no pages.
  const query = (list.query as z.ZodObject).omit({
    limit: true,
    cursor: true,
    ...(name === 'registrations' ? { answers: true } : {}),
  })
  const columns = LIST_COLUMNS[name].map((column) => column.name).join(', ')
  return route({
    id: `export.${name}_${format}`,
    method: 'GET',
    path: `/exports/${name}.${format}`,
    summary: `All ${name} that the same filters list, as ${format.toUpperCase()}: ${columns}`,
    permission: list.permission,
    side: list.side,
    query,
    answer: z.custom<AsyncIterable<Uint8Array>>(),
    answer_type: FORMATS[format],
  })
}

/** The lists that can be had as files, by name. */
export const EXPORTED_LISTS = {
  registrations: listRegistrations,
  partners: listPartners,
  accounts: listAccounts,
  opportunities: listOpportunities,
  products: listProducts,
  members: listMembers,
  people: listPeople,
  audit: listAudit,
  imports: listImports,
  rulings: listRulings,
  requests: listRequests,
} as const satisfies Record<ListName, Route>

export const listExportContracts = [
  listExport('registrations', 'csv', listRegistrations),
  listExport('registrations', 'xlsx', listRegistrations),
  listExport('partners', 'csv', listPartners),
  listExport('partners', 'xlsx', listPartners),
  listExport('accounts', 'csv', listAccounts),
  listExport('accounts', 'xlsx', listAccounts),
  listExport('opportunities', 'csv', listOpportunities),
  listExport('opportunities', 'xlsx', listOpportunities),
  listExport('products', 'csv', listProducts),
  listExport('products', 'xlsx', listProducts),
  listExport('members', 'csv', listMembers),
  listExport('members', 'xlsx', listMembers),
  listExport('people', 'csv', listPeople),
  listExport('people', 'xlsx', listPeople),
  listExport('audit', 'csv', listAudit),
  listExport('audit', 'xlsx', listAudit),
  listExport('imports', 'csv', listImports),
  listExport('imports', 'xlsx', listImports),
  listExport('rulings', 'csv', listRulings),
  listExport('rulings', 'xlsx', listRulings),
  listExport('requests', 'csv', listRequests),
  listExport('requests', 'xlsx', listRequests),
]
