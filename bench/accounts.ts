export const PARTNERS = 200

/** Ids of accounts begin with this and end with the number, so that a script of pgbench can write them too. */
export const ACCOUNT_ID = '01980000000070008'

export const padded = (n: number) => String(n).padStart(10, '0')

/** What account number n is called: the same rule stands in SQL in `world.ts` and `pgbench.ts`. */
export const accountOf = (n: number) => ({ name: `Werk ${padded(n)} Metall`, domain: `k${padded(n)}.example` })
