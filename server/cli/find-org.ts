import { COMMON, Refused } from '#kit/refusal.ts'
import type { Runtime } from '#server/command/index.ts'
import { findOrgBySlug, listOrgs, type Org } from '#server/orgs/index.ts'
import { Advice } from './subcommand.ts'

/** The org that --org names; advice with the ones there are, where there is none of that name. */
export async function getOrgBySlug(runtime: Pick<Runtime, 'db'>, slug: string): Promise<Org> {
  const [org, all] = await runtime.db.transaction(null, (tx) => Promise.all([findOrgBySlug(tx, slug), listOrgs(tx)]))
  if (org) return org
  const known = all.slice(0, 10).map((one) => one.slug)
  throw new Advice(
    `There is no org "${slug}" here. ${known.length === 0 ? 'There is none at all: make one with "tributary seed org".' : `There is ${known.join(', ')}.`}`,
  )
}

/** A refusal of a verb, as advice for whoever sits at the terminal. */
export function adviceFrom(error: unknown): unknown {
  if (!(error instanceof Refused)) return error
  const fields = error.fields.map(
    ({ path, message, expected }) => `  ${path}: ${message}${expected ? ` — ${expected}` : ''}`,
  )
  const next = error.type.code === COMMON.invalid.code ? [] : [error.type.next]
  return new Advice([error.says, ...fields, ...next].join('\n'))
}
