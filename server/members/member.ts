/** Somebody as the org or a partner knows them: a seller in an imported file, say. Not a login. */
export type Member = {
  id: string
  partner_id: string | null
  name: string
  email: string | null
  team: string | null
  manager_name: string | null
  created_at: string
  revision: number
}

export type MemberChange = Partial<Omit<Member, 'id' | 'created_at' | 'revision'>>

/** Fields that say who somebody is: the audit keeps that they changed, never what they are. */
const PERSONAL: ReadonlySet<string> = new Set(['name', 'email', 'manager_name'])

/** A change as the audit may keep it. */
export function withoutPerson(change: Partial<Member>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(change).map(([field, value]) => [field, PERSONAL.has(field) && value !== null ? 'changed' : value]),
  )
}
