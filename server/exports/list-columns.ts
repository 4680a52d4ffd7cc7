/** How a value of a list's row becomes a cell: as it is, or as the two columns of an amount, or in one text. */
export type ListColumn = {
  name: string
  /** Where it stands in the row that the list answers. */
  path: string
  kind?: 'money' | 'currency' | 'labels' | 'json' | 'lanes'
  about: string
}

type Columns = readonly ListColumn[]

export const col = (name: string, about: string, path = name, kind?: ListColumn['kind']): ListColumn =>
  kind ? { name, path, about, kind } : { name, path, about }
/** An amount is two columns: exact, with a point, and its currency. */
const money = (name: string, about: string, currency = 'currency'): ListColumn[] => [
  col(name, about, name, 'money'),
  col(currency, `currency of ${name}`, name, 'currency'),
]

const WHEN = 'instant, UTC'

/**
 * The columns of every list as a file. They are stable: names and order stay, and a new one comes last. A value stands here
 * only if the list answers it, to the same reader: what a partner does not see on its screen is empty in its file.
 */
export const LIST_COLUMNS = {
  registrations: [
    col('id', 'id of the registration'),
    col('claim_no', 'rank among claims; people of the org only'),
    col('status', 'state'),
    col('partner', 'name of the partner', 'partner.name'),
    col('partner_id', 'id of the partner', 'partner.id'),
    col('track', 'key of the track', 'track.key'),
    col('account_name', 'company, as the partner wrote it', 'account.name'),
    col('account_domain', 'domain of the company', 'account.domain'),
    col('account_country', 'country code', 'account.country'),
    col('account_id', 'id of the account; people of the org only', 'account.id'),
    ...money('amount', 'expected amount'),
    col('expected_close_on', 'date'),
    col('manager', 'who answers it', 'manager.name'),
    col('recommendation', 'what the ladder advises; people of the org only'),
    col('submitted_at', WHEN),
    col('answer_due_at', WHEN),
    col('decided_at', WHEN),
    col('protection_starts_at', WHEN, 'protection.starts_at'),
    col('protection_ends_at', WHEN, 'protection.ends_at'),
  ],
  partners: [
    col('id', 'id of the partner'),
    col('slug', 'its name in addresses'),
    col('name', 'name'),
    col('domain', 'domain'),
    col('country', 'country code'),
    col('manager', 'its partner manager', 'manager.name'),
    col('labels', 'labels, with semicolons between', 'labels', 'labels'),
    col('joined_on', 'date'),
    col('enrollments', 'track, tier and state of each, with semicolons between', 'enrollments', 'lanes'),
    col('created_at', WHEN),
  ],
  accounts: [
    col('id', 'id of the account'),
    col('name', 'name'),
    col('domain', 'domain'),
    col('country', 'country code'),
    col('city', 'city'),
    col('industry', 'industry'),
    col('employees', 'number of employees'),
    ...money('revenue', 'yearly revenue'),
    col('tax_id', 'tax id'),
    col('parent_name', 'parent company'),
    col('is_customer', 'TRUE or FALSE'),
    col('customer_since', 'date'),
    col('is_house', 'kept by the org for itself'),
    col('created_at', WHEN),
  ],
  opportunities: [
    col('id', 'id of the opportunity'),
    col('name', 'name'),
    col('account_name', 'name of the account', 'account.name'),
    col('account_id', 'id of the account', 'account.id'),
    col('product_name', 'name of the product', 'product.name'),
    col('owner_name', 'the seller', 'owner.name'),
    col('stage', 'open, won or lost'),
    col('raw_stage', 'the stage in the words of the CRM'),
    ...money('amount', 'amount'),
    col('opened_on', 'date'),
    col('expected_close_on', 'date'),
    col('closed_on', 'date'),
    col('created_at', WHEN),
  ],
  products: [
    col('id', 'id of the product'),
    col('name', 'name'),
    col('line', 'product line'),
    col('series', 'series'),
    ...money('list_price', 'list price'),
    col('created_at', WHEN),
  ],
  members: [
    col('id', 'id of the member'),
    col('name', 'name'),
    col('email', 'e-mail address'),
    col('team', 'team'),
    col('manager_name', 'manager'),
    col('partner_id', 'the partner they work for; empty: the org'),
    col('created_at', WHEN),
  ],
  people: [
    col('id', 'id of the membership'),
    col('name', 'name'),
    col('email', 'e-mail address'),
    col('role', 'role'),
    col('side', 'org or partner'),
    col('partner', 'name of the partner', 'partner.name'),
    col('state', 'invited or active'),
    col('created_at', WHEN),
  ],
  audit: [
    col('seq', 'its number in the chain; empty while it is not sealed'),
    col('at', 'business time, UTC'),
    col('recorded_at', 'wall time, UTC'),
    col('actor', 'who, by name', 'actor.name'),
    col('actor_id', 'who, by id', 'actor.id'),
    col('verb', 'what was done'),
    col('subject', 'to what kind of thing', 'subject.noun'),
    col('subject_id', 'to which', 'subject.id'),
    col('partner_id', 'whose'),
    col('request_id', 'the request that did it'),
    col('change', 'before and after, as JSON', 'change', 'json'),
  ],
  imports: [
    col('id', 'id of the import'),
    col('file_name', 'file'),
    col('object', 'what its rows are'),
    col('state', 'state'),
    col('rows_total', 'rows in the file'),
    col('rows_done', 'rows done'),
    col('created', 'rows that made something'),
    col('updated', 'rows that changed something'),
    col('unchanged', 'rows that said what was known'),
    col('refused', 'rows that were refused'),
    col('skipped', 'rows passed over'),
    col('created_at', WHEN),
    col('finished_at', WHEN),
  ],
  rulings: [
    col('id', 'id of the ruling'),
    col('kind', 'what was decided'),
    col('subject_id', 'on what'),
    col('decider', 'by which ladder'),
    col('program_version', 'under which version of the program'),
    col('now', 'business time, UTC'),
    col('recorded_at', 'wall time, UTC'),
    col('outcome', 'what was decided, as JSON', 'outcome', 'json'),
  ],
  requests: [
    col('id', 'id of the request'),
    col('kind', 'what is asked for', 'kind.name'),
    col('status', 'state'),
    col('partner', 'name of the partner', 'partner.name'),
    col('account', 'name of the account; people of the org only', 'account.name'),
    col('registration', 'the registration it is for, by its company', 'registration.name'),
    col('registration_id', 'id of the registration', 'registration.id'),
    col('discount_bps', 'discount in basis points: 1250 is 12.5%'),
    col('margin_bps', 'margin that is left, in basis points'),
    ...money('amount', 'amount'),
    col('submitted_at', WHEN),
    col('answer_due_at', WHEN),
    col('decided_at', WHEN),
    col('valid_until', 'how long what was approved holds'),
  ],
} as const satisfies Record<string, Columns>

export type ListName = keyof typeof LIST_COLUMNS
