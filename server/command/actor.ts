/** Who is asking. Made by `access` from a session or a key, by the clock, or by the operator's tool. */
export type Actor = {
  kind: 'person' | 'key' | 'clock' | 'operator'
  /** The person's, key's id; the org's for clock and operator. */
  id: string
  org_id: string
  side: 'org' | 'partner'
  partner_id: string | null
  role: string
  permissions: ReadonlySet<string>
  membership_id: string | null
}

/** How an actor is named in audit, rulings and registrations: without a name, so that erasing a person changes no record. */
export function actorRef(actor: Actor): string {
  return actor.kind === 'clock' || actor.kind === 'operator' ? actor.kind : `${actor.kind}:${actor.id}`
}

/** The clock of an org acts with every permission; what it does is what the program promised. */
export function clockActor(org_id: string): Actor {
  return {
    kind: 'clock',
    id: org_id,
    org_id,
    side: 'org',
    partner_id: null,
    role: 'clock',
    permissions: EVERYTHING,
    membership_id: null,
  }
}

/** Somebody with a shell on the server. */
export function operatorActor(org_id: string): Actor {
  return { ...clockActor(org_id), kind: 'operator', role: 'operator' }
}

/** The set that has everything: only `has` is ever asked of permissions. */
const EVERYTHING: ReadonlySet<string> = new (class extends Set<string> {
  override has(): boolean {
    return true
  }
})()
