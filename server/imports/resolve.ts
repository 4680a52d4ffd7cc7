import { nameKey } from '#kit/company-name.ts'
import type { RecognitionTerms } from '#server/accounts/terms.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { problemOf, type Columns } from './columns.ts'
import type { Incoming } from './read-batches.ts'
import type { Problem } from './problem.ts'
import { recogniser, type Question, type Recognised } from './recognise-rows.ts'
import * as store from './store.ts'
import * as targets from './targets-store.ts'

/** What an opportunity's row points at: ids where the name stands for exactly one thing, and what it came in without. */
export type Resolved = {
  columns: Columns
  left_out: Problem[]
  /** Whose account it is, where a person must say. */
  question: Omit<Question, 'subject_id' | 'line'> | null
}

type Index = ReadonlyMap<string, targets.Named>

/**
 * Ties opportunities to accounts, products and sellers by their names, compared as company names are ("GTXPro" is
 * "GTX Pro"), or to accounts by the key that these were imported under, or as companies are recognised. A name that stands
 * for none or for several is no reason to refuse a sale: it comes in without that tie, and that is told, a person is asked
 * where an account could be meant, and the same file imported later makes the tie.
 */
export async function resolveReferences(
  from: { tx: Tx; org_id: string; terms: RecognitionTerms },
  rows: readonly Incoming[],
): Promise<(row: Incoming) => Resolved> {
  const { tx, org_id } = from
  const texts = (field: string) => [
    ...new Set(rows.flatMap(({ fields }) => (typeof fields[field] === 'string' ? [fields[field]] : []))),
  ]
  const keys = (field: string) => [...new Set(texts(field).map(nameKey))].filter((key) => key !== '')
  const external_ids = texts('account_external_id')
  const systems = external_ids.length > 0 ? await store.listSystems(tx, org_id, 'account') : []
  const names = texts('account_name').filter((name) => nameKey(name) !== '')
  const [byId, byName, products, owners, recognised] = await Promise.all([
    targets.listAccountsByExternalId(tx, org_id, systems, external_ids).then(indexOf),
    targets.listAccountsByName(tx, org_id, keys('account_name')).then(indexOf),
    targets.listByNameKey(tx, org_id, 'product', keys('product_name')).then(indexOf),
    targets.listByNameKey(tx, org_id, 'member', keys('owner_name')).then(indexOf),
    recogniser(from, names.map(askedOfName)),
  ])
  const companies = new Map<string, Recognised>()
  const companyOf = (name: string) => {
    const known = companies.get(name) ?? recognised(names.indexOf(name))
    companies.set(name, known)
    return known
  }

  return ({ fields }) => {
    const columns: Columns = {}
    const left_out: Problem[] = []
    const tie = (column: string, field: string, noun: string, index: Index, key: (text: string) => string): boolean => {
      const text = fields[field]
      if (typeof text !== 'string') return false
      const found = index.get(key(text))
      if (found?.count === 1) columns[column] = found.id
      else left_out.push(notOne(field, noun, found?.count ?? 0, text))
      return found?.count === 1
    }
    const tied = tie('account_id', 'account_external_id', 'account', byId, (text) => text)
    let question: Resolved['question'] = null
    const name = fields['account_name']
    if (!tied && typeof name === 'string') {
      const company = nameKey(name) === '' ? null : companyOf(name)
      const meant = company && accountOf(company, byName.get(nameKey(name)))
      if (meant) {
        columns['account_id'] = meant
        left_out.length = 0
      } else {
        const count = byName.get(nameKey(name))?.count ?? 0
        const open = company?.recognition.verdict === 'maybe'
        left_out.push(open && count < 2 ? maybeOne(name) : notOne('account_name', 'account', count, name))
        if (company && open) question = { ...company, noun: 'opportunity' }
      }
    }
    tie('product_id', 'product_name', 'product', products, nameKey)
    tie('owner_id', 'owner_name', 'member', owners, nameKey)
    return { columns, left_out, question }
  }
}

/** All that an opportunity says of its company is a name. */
function askedOfName(name: string) {
  return { account_id: null, name, domain: null, country: null, city: null, phone: null, street: null, tax: null }
}

/** The account that a name means: as it is recognised, else the only one of exactly this name, unless somebody said that it is not. */
function accountOf({ recognition, found }: Recognised, exact: targets.Named | undefined): string | null {
  if (recognition.account_id !== null) return recognition.account_id
  if (exact?.count !== 1) return null
  return found.some((one) => one.account_id === exact.id && one.said === 'other') ? null : exact.id
}

function maybeOne(text: string): Problem {
  const expected = 'the name or the key of the account itself; or answer the question that this import asks'
  return problemOf(
    'account_name',
    'account.maybe',
    'An account could be meant, and a person is asked which.',
    expected,
    text,
  )
}

function indexOf(found: readonly targets.Named[]): Index {
  return new Map(found.map((one) => [one.key, one]))
}

function notOne(field: string, noun: string, count: number, text: string): Problem {
  if (count === 0) {
    const expected = `the name of ${noun === 'account' ? 'an' : 'a'} ${noun} that is here; import the ${noun}s and then this file again, or map the value`
    return problemOf(field, `${noun}.unknown`, `No ${noun} here is called this.`, expected, text)
  }
  return problemOf(
    field,
    `${noun}.ambiguous`,
    `${count} ${noun}s are called this, and nothing says which is meant.`,
    `a name or a key that only one ${noun} has`,
    text,
  )
}
