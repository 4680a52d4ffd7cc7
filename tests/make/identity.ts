import { pino } from 'pino'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Role } from '#kit/roles.ts'
import { actorOf, type Origin } from '#server/access/index.ts'
import { hashPassword } from '#server/access/passwords.ts'
import { operatorActor, type Actor, type Runtime } from '#server/command/index.ts'
import { createOrg } from '#server/orgs/index.ts'
import { invitePerson } from '#server/people/index.ts'
import { fromWireId, toWireId } from '#kit/ids.ts'
import { newId, wallNow } from '#server/platform/clock.ts'
import { sql, type Sql } from '#server/platform/postgres/sql.ts'
import { freshDatabase } from './database.ts'

export const PASSWORD = 'seven green lanterns'

export const ORIGIN: Origin = { address: '192.0.2.7', user_agent: 'a test', request_id: 'req_test' }

/** A database with orgs and people and no program: all that signing in, inviting and mail need. */
export async function makeIdentity() {
  const { db, drop } = await freshDatabase()
  const runtime: Runtime = {
    db,
    log: pino({ level: 'silent' }),
    programs: { inForce: async () => Promise.reject(new Refused(COMMON.no_program)) },
    timers: new Map(),
    listeners: new Map(),
    account_rows: [],
    owned: [],
    committed: () => undefined,
  }
  // Hashing is slow on purpose: once is enough.
  const hashed = hashPassword(PASSWORD)
  let made = 0

  async function makeOrg(is_demo = false): Promise<string> {
    const slug = `org-${++made}`
    return db.transaction(null, (tx) => createOrg(tx, { slug, name: `Org ${made}`, is_demo, created_at: wallNow() }))
  }

  async function makePartner(org_id: string): Promise<string> {
    const id = newId()
    await run(
      org_id,
      sql`insert into partner (org_id, id, slug, name, name_key, created_at)
      values (${org_id}, ${id}, ${`partner-${++made}`}, ${`Partner ${made}`}, ${`partner ${made}`}, ${wallNow()})`,
    )
    return id
  }

  /** Somebody invited by the operator, with a password. */
  async function makePerson(
    org_id: string,
    role: Role,
    partner_id: string | null = null,
    email = `someone-${++made}@example.com`,
  ) {
    const body = { name: `Person ${email}`, email, role, partner_id: partner_id && toWireId('partner', partner_id) }
    const { answer } = await invitePerson.run(
      { runtime, actor: operatorActor(org_id), request_id: 'req_test' },
      { body },
    )
    const person_id = fromWireId('person', answer.person_id) ?? ''
    await run(org_id, sql`update person set password_hash = ${await hashed} where id = ${person_id}`)
    const membership_id = fromWireId('membership', answer.id) ?? ''
    const actor: Actor = actorOf(person_id, {
      id: membership_id,
      role,
      partner_id,
      org: { id: org_id, slug: '', name: '', is_demo: false },
    })
    return {
      person_id,
      membership_id,
      membership: answer,
      email,
      actor,
      call: { runtime, actor, request_id: 'req_test' },
    }
  }

  /** One statement at scope org. */
  function run(org_id: string, statement: Sql): Promise<number> {
    return db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) => tx.run(statement))
  }

  function rows<T>(org_id: string, statement: Sql): Promise<T[]> {
    return db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))
  }

  return { db, drop, runtime, makeOrg, makePartner, makePerson, run, rows }
}

/** The refusal that something ended with. */
export async function refusedWith(doing: Promise<unknown>): Promise<string> {
  try {
    await doing
  } catch (error) {
    if (error instanceof Refused) return error.type.code
    throw error
  }
  return 'nothing was refused'
}
