export const PARTNERS = 200

/** Ids of accounts begin with this and end with the number, so that a script of pgbench can write them too. */
export const ACCOUNT_ID = '01980000000070008'
export const REGISTRATION_ID = '01980000000070009'

/** The id of thing number n. */
export function idOf(prefix: string, n: number): string {
  return `${prefix}${String(n).padStart(15, '0')}`.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Who claims which accounts: the registrations that are there from the start, the submits of the bench, and those that pgbench replays. */
export function rangesOf(accounts: number) {
  const fifth = Math.floor(accounts / 5)
  return { there: fifth, submitted: { first: fifth + 1, span: 2 * fifth }, replayed: { first: 3 * fifth + 1, span: 2 * fifth } }
}

export type Range = { first: number; span: number }

export const padded = (n: number) => String(n).padStart(10, '0')

/** What account number n is called: the same rule stands in SQL in `world.ts` and `pgbench.ts`. */
export const accountOf = (n: number) => ({ name: `Werk ${padded(n)} Metall`, domain: `k${padded(n)}.example` })
