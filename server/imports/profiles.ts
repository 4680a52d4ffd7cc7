import type { TableDescription } from './describe-table.ts'
import type { ImportObject } from './fields.ts'
import type { ColumnMapping, Mapping } from './mapping.ts'
import { plainHeader } from './presets.ts'

/** An export of a known system, by the columns that it has and others have not. Headers as `plainHeader` reads them. */
type Profile = {
  system: string
  record: string
  object: ImportObject
  /** What the mapping is called, and with it the external ids: the next export ties to this one. */
  name: string
  /** All of these have to be there. */
  needs: readonly string[]
  /** And this many of these. */
  tells: readonly string[]
  least: number
  key: readonly string[]
  /** Which column fills a field, where the general names would pick another. */
  fields: Readonly<Record<string, readonly string[]>>
  /** Rows that the system itself has thrown away. */
  deleted?: readonly string[]
  id_format?: 'salesforce'
}

const SF = {
  system: 'Salesforce',
  tells: ['is deleted', 'system modstamp', 'owner id', 'record type id', 'last modified by id', 'created by id'],
  least: 2,
  key: ['id'],
  deleted: ['is deleted'],
  id_format: 'salesforce',
} as const
const SF_REPORT = { system: 'Salesforce', least: 1, id_format: 'salesforce' } as const
const HS = { system: 'HubSpot', least: 1, key: ['record id'] } as const
const HS_API = { system: 'HubSpot', least: 2, deleted: ['is deleted', 'fivetran deleted'] } as const

const PROFILES: readonly Profile[] = [
  {
    ...SF,
    record: 'Account',
    object: 'account',
    name: 'salesforce-accounts',
    needs: ['id', 'name', 'billing country'],
    fields: {
      name: ['name'],
      domain: ['website'],
      country: ['billing country code', 'billing country'],
      parent_name: [],
    },
  },
  {
    ...SF,
    record: 'Opportunity',
    object: 'opportunity',
    name: 'salesforce-opportunities',
    needs: ['id', 'stage name', 'close date'],
    fields: { name: ['name'], account_external_id: ['account id'], opened_on: ['created date'], account_name: [] },
  },
  {
    ...SF,
    record: 'Contact',
    object: 'member',
    name: 'salesforce-contacts',
    needs: ['id', 'last name', 'reports to id'],
    fields: { name: ['name', 'last name'], team: ['department'], manager_name: [] },
  },
  {
    ...SF,
    record: 'User',
    object: 'member',
    name: 'salesforce-users',
    needs: ['id', 'last name', 'alias'],
    tells: ['user role id', 'profile id', 'username', 'community nickname', 'is active', 'time zone sid key'],
    fields: { name: ['name', 'last name'], team: ['department', 'division'], manager_name: [] },
  },
  {
    ...SF,
    record: 'Product',
    object: 'product',
    name: 'salesforce-products',
    needs: ['id', 'name', 'product code', 'family'],
    fields: { name: ['name'], line: ['family'], series: [] },
  },
  {
    ...SF_REPORT,
    record: 'Account report',
    object: 'account',
    name: 'salesforce-accounts',
    needs: ['account name'],
    tells: ['account owner', 'billing state province', 'account id 18', 'billing country text only'],
    key: ['account id', 'account id 18', 'case safe account id'],
    fields: {},
  },
  {
    ...SF_REPORT,
    record: 'Opportunity report',
    object: 'opportunity',
    name: 'salesforce-opportunities',
    needs: ['opportunity name', 'stage'],
    tells: ['fiscal period', 'opportunity owner', 'age', 'next step', 'lead source'],
    key: ['opportunity id', 'opportunity id 18', 'case safe opportunity id'],
    fields: {},
  },
  {
    ...HS,
    record: 'Company',
    object: 'account',
    name: 'hubspot-companies',
    needs: ['record id', 'company name'],
    tells: ['company owner', 'company domain name', 'country region', 'create date', 'last activity date'],
    fields: { name: ['company name'], domain: ['company domain name', 'website url'], parent_name: ['parent company'] },
  },
  {
    ...HS,
    record: 'Deal',
    object: 'opportunity',
    name: 'hubspot-deals',
    needs: ['record id', 'deal name', 'deal stage'],
    tells: ['pipeline', 'deal owner', 'amount', 'close date', 'associated company'],
    fields: {
      name: ['deal name'],
      account_name: ['associated company', 'associated company names', 'associated company primary'],
      account_external_id: ['associated company ids primary', 'associated company ids', 'associated company id'],
      currency: ['currency', 'deal currency code'],
    },
  },
  {
    ...HS,
    record: 'Contact',
    object: 'member',
    name: 'hubspot-contacts',
    needs: ['record id', 'first name', 'last name'],
    tells: ['contact owner', 'lead status', 'associated company', 'marketing contact status', 'email'],
    fields: { name: ['full name', 'last name'], email: ['email'], team: [], manager_name: [] },
  },
  {
    ...HS,
    record: 'Product',
    object: 'product',
    name: 'hubspot-products',
    needs: ['record id', 'name', 'unit price'],
    tells: ['sku', 'product type', 'billing frequency', 'unit cost', 'product description'],
    fields: { name: ['name'], list_price: ['unit price'] },
  },
  {
    ...HS_API,
    record: 'Company',
    object: 'account',
    name: 'hubspot-companies',
    needs: ['id', 'name', 'createdate'],
    tells: ['fivetran synced', 'is deleted', 'annualrevenue', 'industry', 'portal id'],
    key: ['id'],
    fields: { name: ['name'] },
  },
  {
    ...HS_API,
    record: 'Deal',
    object: 'opportunity',
    name: 'hubspot-deals',
    needs: ['deal id', 'dealname'],
    tells: ['deal pipeline stage id', 'deal pipeline id', 'portal id', 'owner id'],
    key: ['deal id'],
    fields: { name: ['dealname'], account_name: [], owner_name: [] },
  },
  {
    ...HS_API,
    record: 'Contact',
    object: 'member',
    name: 'hubspot-contacts',
    needs: ['id', 'firstname', 'lastname'],
    tells: ['fivetran synced', 'fivetran deleted', 'jobtitle', 'merged object ids', 'email'],
    key: ['id'],
    fields: { name: ['lastname'], email: ['email'], team: [], manager_name: [] },
  },
]

/** A partner list kept as accounts of a CRM: what says that a row is a partner, and of what kind. */
const PARTNER_MARKS = [
  'is partner',
  'partner account',
  'partner type',
  'partner tier',
  'partner level',
  'channel program name',
]

export type Recognised = { system: string; record: string; object: ImportObject; evidence: string[]; profile: Profile }

/** The export that a file looks like, with the columns that say so; the one that most of them speak for. */
export function recogniseExport(header: readonly string[]): Recognised | null {
  const named = new Map(header.map((column) => [plainHeader(column), column]))
  let best: (Recognised & { votes: number }) | null = null
  for (const profile of PROFILES) {
    const { system, record, needs, tells, least } = profile
    const told = tells.filter((name) => named.has(name))
    if (!needs.every((name) => named.has(name)) || told.length < least) continue
    const votes = needs.length * 2 + told.length
    if (best && best.votes >= votes) continue
    const marks = profile.object === 'account' ? PARTNER_MARKS.filter((name) => named.has(name)) : []
    const evidence = [...marks, ...needs, ...told].flatMap((name) => named.get(name) ?? []).slice(0, 6)
    const object = marks.length > 0 ? 'partner' : profile.object
    best = { system, record: marks.length > 0 ? 'Partner account' : record, object, evidence, profile, votes }
  }
  if (!best) return null
  const { votes: _, ...recognised } = best
  return recognised
}

/** What a profile knows beyond the names of columns, worked into a guessed mapping of the same object. */
export function refineMapping(mapping: Mapping, recognised: Recognised, description: TableDescription): Mapping {
  const { profile, object } = recognised
  if (mapping.object !== object) return mapping
  const named = new Map(description.columns.map((column) => [plainHeader(column.column), column]))
  const filled = (name: string) => named.get(name)?.kind !== 'empty' && named.has(name)
  // Of several columns that could be meant, the one that says something in most rows; in doubt the first.
  const fullest = (names: readonly string[]) =>
    names.filter(filled).toSorted((a, b) => (named.get(a)?.share_empty ?? 1) - (named.get(b)?.share_empty ?? 1))[0]
  const columns: ColumnMapping[] = mapping.columns.flatMap((entry) => {
    const wanted = profile.fields[entry.field]
    if (!wanted) return entry
    const found = fullest(wanted)
    return found === undefined ? [] : { ...entry, column: named.get(found)?.column ?? entry.column }
  })
  for (const [field, wanted] of Object.entries(profile.fields)) {
    const found = fullest(wanted)
    if (found !== undefined && !columns.some((entry) => entry.field === field))
      columns.push({ column: named.get(found)?.column ?? '', field })
  }
  const first = ['first name', 'firstname'].find(filled)
  const name = columns.find((entry) => entry.field === 'name')
  if (object === 'member' && name && first && /^last ?name$/.test(plainHeader(name.column)))
    name.prefix_column = named.get(first)?.column ?? ''
  const key = profile.key.find(filled)
  const deleted = (profile.deleted ?? []).flatMap((name) => named.get(name)?.column ?? [])
  return {
    ...mapping,
    name: object === 'partner' ? `${profile.system.toLowerCase()}-partners` : profile.name,
    columns,
    ...(key === undefined ? {} : { key_columns: [named.get(key)?.column ?? ''] }),
    ...(deleted.length > 0 ? { skip: deleted.map((column) => ({ column, values: ['1', 'true', 'yes'] })) } : {}),
    ...(profile.id_format ? { id_format: profile.id_format } : {}),
  }
}
