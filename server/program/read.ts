import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import type { ProgramPorts } from './ports.ts'
import { readPublished, showFindings, showRows, showVersion } from './show.ts'
import * as store from './store.ts'
import type { Version } from './version.ts'

/** A version that the caller may see; nobody else's, and none that is not there. */
export function seen(version: Version | undefined): Version {
  if (!version) throw new Refused(COMMON.not_found, { noun: 'version of the program' })
  return version
}

export const listVersions = query(
  contract.listVersions,
  async ({ tx, org_id, actor, now }, { query: { limit, cursor } }) => {
    const before = decodeCursor(cursor, ['version_no'])?.version_no
    const found = await store.listVersions(tx, org_id, before, limit + 1)
    const last = found.length > limit ? found[limit - 1] : undefined
    return {
      rows: await showRows(tx, org_id, found.slice(0, limit), actor, await now()),
      next_cursor: last ? encodeCursor({ version_no: last.version }) : null,
    }
  },
)

export const getVersion = (ports: ProgramPorts) =>
  query(contract.getVersion, async ({ tx, org_id, actor, now }, { params }) => {
    const version = seen(await store.findVersion(tx, org_id, params.n))
    return showVersion(ports, tx, org_id, version, actor, await now())
  })

export const diffVersions = ({ documents, programs }: ProgramPorts) =>
  query(contract.diffVersions, async ({ tx, org_id }, { query: { from, to } }) => {
    const before = seen(await store.findVersion(tx, org_id, from))
    const after = seen(await store.findVersion(tx, org_id, to))
    const changes = documents.diff(await programs.read(tx, org_id, before), await programs.read(tx, org_id, after))
    return { from, to, changes }
  })

export const checkProgram = (ports: ProgramPorts) =>
  query(contract.checkProgram, async ({ tx, org_id, now }, { body: { yaml } }) => {
    const { documents, programs } = ports
    const parsed = documents.parseYaml(yaml)
    const in_force = await store.findInForce(tx, org_id, await now())
    const against = in_force?.version ?? null
    if (!parsed.ok) return { ok: false, errors: parsed.errors, findings: [], sentences: [], against, changes: [] }
    const { document } = parsed
    const findings = showFindings(documents, document, yaml, await readPublished(ports, tx, org_id))
    return {
      ok: findings.every(({ level }) => level !== 'error'),
      errors: [],
      findings,
      sentences: documents.sentences(document, 'org'),
      against,
      changes: in_force ? documents.diff(await programs.read(tx, org_id, in_force), document) : [],
    }
  })
