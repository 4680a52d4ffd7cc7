import { inject } from 'vitest'
import { programDocument } from '#server/document.ts'
import { operatorActor } from '#server/command/index.ts'
import { tracksOf, type PartnerPorts } from '#server/partners/index.ts'
import { createPartner } from '#server/partners/edit.ts'
import { createDraft } from '#server/program/draft.ts'
import { programReader, type ProgramPorts } from '#server/program/index.ts'
import { publishVersion } from '#server/program/publish.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity } from './identity.ts'

export const PROGRAM = `
about:
  name: North program
calendar:
  zone: Europe/Berlin
tracks:
  - key: reseller
    name: Reseller
    type: reseller
    tiers:
      - { key: silver, name: Silver, benefits: [A listing] }
      - { key: gold, name: Gold, benefits: [A named engineer] }
  - key: referral
    name: Referral
    type: referral
    tiers:
      - { key: registered, name: Registered, benefits: [A fee for each introduction] }
`

/** An org with people of both sides, and shops below the registrations on a real database. */
export async function makeShops() {
  const identity = await makeIdentity()
  const { runtime, rows } = identity
  /** The database's owner, whom row-level security and triggers do not stop for good. */
  const owner = { ...inject('postgres').owner, database: identity.db.pool.options.database }
  const programs = programReader(programDocument)
  runtime.programs = programs
  const program: ProgramPorts = { documents: programDocument, programs, tracksOf }
  const partners: PartnerPorts = { registrationCounts: async () => ({}) }

  async function publish(org_id: string, yaml = PROGRAM, effective_at?: string): Promise<number> {
    const call = { runtime, actor: operatorActor(org_id), request_id: 'req_test' }
    const { answer } = await createDraft(program).run(call, { body: { yaml } })
    await publishVersion(program).run(call, {
      params: { n: answer.version },
      body: { note: 'for a test', effective_at },
    })
    return answer.version
  }

  /** A partner enrolled in a track, as the API answers it. */
  async function enrolled(org_id: string, name: string, track = 'reseller', tier: string | null = 'silver') {
    const call = { runtime, actor: operatorActor(org_id), request_id: 'req_test' }
    return (
      await createPartner(partners).run(call, { body: { name, enrollments: [{ track, tier, status: 'active' }] } })
    ).answer
  }

  /** What the funnel kept, oldest first: verbs of the audit and types of events. */
  async function kept(org_id: string) {
    const audit = await rows<{ verb: string; change: string }>(
      org_id,
      sql`select verb, change from audit where org_id = ${org_id} order by id`,
    )
    const events = await rows<{ type: string; body: string }>(
      org_id,
      sql`select type, body from event where org_id = ${org_id} order by id`,
    )
    return { audit, verbs: audit.map(({ verb }) => verb), events, types: events.map(({ type }) => type) }
  }

  return { ...identity, owner, program, partners, publish, enrolled, kept }
}
