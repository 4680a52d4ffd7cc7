import { readFile } from 'node:fs/promises'
import { pino } from 'pino'
import { uuidOf } from '#kit/ids.ts'
import { wallNow } from '#server/platform/clock.ts'
import { doerOf, type Doer } from '#db/worlds/doer.ts'
import { permissionsOf } from '#server/access/index.ts'
import { composeApp } from '#server/app.ts'
import { operatorActor, type Actor, type Runtime } from '#server/command/index.ts'
import { createOrg } from '#server/orgs/index.ts'
import { readConfig } from '#server/platform/config.ts'
import type { App } from '#server/start.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

export type World = FreshDatabase & {
  app: App
  runtime: Runtime
  act: Doer
  /** A new org with the reference program in force. */
  makeOrg(slug: string, change?: (yaml: string) => string): Promise<OrgWorld>
}

export type OrgWorld = {
  org_id: string
  operator: Actor
  /** Somebody of the org in a role. */
  member(role: string): Promise<Actor>
  /** A partner with one enrollment, and its admin. */
  partner(
    name: string,
    enrollment?: { track: string; tier: string; status: string },
  ): Promise<{ id: string; uuid: string; admin: Actor; person(role: string): Promise<Actor> }>
}

/** What locks the secrets of these worlds. */
export const SECRETS_KEY = 'x'.repeat(32)

const PROGRAM = new URL('../../db/worlds/reference-program.yaml', import.meta.url)

/** A fresh database with the whole app composed over it, and makers that work by the product's own verbs. */
export async function makeWorld(): Promise<World> {
  const fresh = await freshDatabase()
  const config = readConfig({
    DEMO: 'false',
    LOG_LEVEL: 'silent',
    SECRETS_KEY,
    OUTGOING_ALLOW_PRIVATE: 'true',
  })
  const app = composeApp({ db: fresh.db, log: pino({ level: 'silent' }), config })
  const act = doerOf(app, app.runtime)
  const yaml = await readFile(PROGRAM, 'utf8')
  let people = 0

  async function makeOrg(slug: string, change = (text: string) => text): Promise<OrgWorld> {
    const org_id = await fresh.db.transaction(null, (tx) =>
      createOrg(tx, { slug, name: slug, is_demo: true, created_at: wallNow() }),
    )
    const operator = operatorActor(org_id)
    const draft = await act(operator, 'program.create_draft', { body: { yaml: change(yaml) } })
    await act(operator, 'program.publish', { params: { n: draft.version }, body: { note: 'first' } })
    const person = async (role: string, partner: { id: string; uuid: string } | null): Promise<Actor> => {
      people += 1
      const email = `person${people}@${slug}.example`
      const invited = await act(operator, 'person.invite', {
        body: { name: `Person ${people}`, email, role, partner_id: partner?.id ?? null },
      })
      return {
        kind: 'person',
        id: uuidOf('person', invited.person_id),
        org_id,
        side: partner ? 'partner' : 'org',
        partner_id: partner?.uuid ?? null,
        role,
        permissions: permissionsOf(role),
        membership_id: uuidOf('membership', invited.id),
      }
    }
    return {
      org_id,
      operator,
      member: (role) => person(role, null),
      async partner(name, enrollment = { track: 'reseller', tier: 'registered', status: 'active' }) {
        const { id } = await act(operator, 'partner.create', { body: { name, enrollments: [enrollment] } })
        const partner = { id, uuid: uuidOf('partner', id) }
        return { ...partner, admin: await person('partner_admin', partner), person: (role) => person(role, partner) }
      },
    }
  }
  return { ...fresh, app, runtime: app.runtime, act, makeOrg }
}
