import type { Noun } from '#kit/ids.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { PARTNER_FINDS, SEARCHED_NOUNS } from './search.ts'
import { listThings } from './things-store.ts'

/** What things are called, and what stands beside the name, as far as the caller sees them. */
export async function listTitles(
  tx: Tx,
  org_id: string,
  noun: Noun,
  ids: readonly string[],
  partner_id: string | null,
): Promise<Map<string, { title: string; beside: string | null }>> {
  const searched = SEARCHED_NOUNS.find((known) => known === noun)
  if (!searched || (partner_id !== null && !PARTNER_FINDS.includes(searched))) return new Map()
  const found = await listThings(tx, org_id, searched, ids, partner_id)
  return new Map(found.map(({ id, name, subtitle }) => [id, { title: name, beside: subtitle[0] ?? null }]))
}
