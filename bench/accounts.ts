export const PARTNERS = 200

/**
 * Things are numbered, and their ids made of the number where a UUIDv7 has its time, so that SQL and pgbench can write
 * them too and indexes see ids as they are: some of them (GiST) look at the first half only.
 */
export const ID = { account: '0198', registration: '0199', replayed: '01a2' } as const

/** The id of thing number n. */
export function idOf(kind: keyof typeof ID, n: number): string {
  return `${ID[kind]}${String(n).padStart(8, '0')}${ID_END}`.replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
    '$1-$2-$3-$4-$5',
  )
}

/** The same in SQL; `n` is an expression. */
export function idSql(kind: keyof typeof ID, n: string, end = ID_END): string {
  return `('${ID[kind]}' || lpad(${n}::text, 8, '0') || '${end}')::uuid`
}

const ID_END = '70008000000000000000'

/** Who claims which accounts: the registrations that are there from the start, the submits of the bench, and those that pgbench replays. */
export function rangesOf(accounts: number) {
  const fifth = Math.floor(accounts / 5)
  return {
    there: fifth,
    submitted: { first: fifth + 1, span: 2 * fifth },
    replayed: { first: 3 * fifth + 1, span: 2 * fifth },
  }
}

export type Range = { first: number; span: number }

export const padded = (n: number) => String(n).padStart(10, '0')

/** What account number n is called: the same rule stands in SQL in `world.ts` and `pgbench.ts`. */
export const accountOf = (n: number) => ({ name: `Werk ${padded(n)} Metall`, domain: `k${padded(n)}.example` })
