import type { FoundNoun } from './search.ts'

/** What is said about things that were found. */
export const words = {
  here: 'On this page',
  recent: 'Lately open',
  searching: 'Searching…',
  failed: 'Search does not answer now. Pages and commands are here all the same.',
  nothing: (typed: string) =>
    `Nothing that you may see begins with “${typed}”. Try another word of it, its domain or its id.`,
  matched: {
    id: 'by its id',
    claim_no: 'claim number',
    domain: '',
    email: '',
    contact: 'contact',
    code: '',
    place: '',
  } as Readonly<Record<string, string>>,
  /** States, stages and roles as search answers them; a state of a registration is said by its room. */
  marks: {
    customer: 'Customer',
    house: 'House account',
    open: 'Open',
    won: 'Won',
    lost: 'Lost',
    draft: 'Draft',
    published: 'Published',
    uploaded: 'Uploaded',
    mapped: 'Mapped',
    running: 'Running',
    finished: 'Finished',
    failed: 'Failed',
    cancelled: 'Cancelled',
  } as Readonly<Record<string, string>>,
  nouns: {
    registration: 'Registrations',
    account: 'Accounts',
    partner: 'Partners',
    opportunity: 'Opportunities',
    membership: 'People',
    member: 'Sellers',
    product: 'Products',
    import: 'Imports',
    request: 'Requests',
    program: 'Program',
  } as Readonly<Record<FoundNoun, string>>,
} as const
