import type { Tx } from '#server/platform/postgres/sql.ts'
import { listNames } from './store.ts'

const REF = /^(person|key):([0-9a-f-]{36})$/

/** What the actors of records are called today; whoever was erased is a former member. */
export async function actorNames(tx: Tx, refs: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  const ids = { person: [] as string[], key: [] as string[] }
  for (const ref of refs) {
    const [, kind, id] = REF.exec(ref) ?? []
    if (kind === 'person' && id) ids.person.push(id)
    if (kind === 'key' && id) ids.key.push(id)
    names.set(
      ref,
      ref === 'clock' ? 'The clock' : ref === 'operator' ? 'Operator' : kind === 'key' ? 'An API key' : 'Former member',
    )
  }
  if (ids.person.length + ids.key.length === 0) return names
  for (const { ref, name } of await listNames(tx, ids)) if (name) names.set(ref, name)
  return names
}
