import type { Instant } from '#kit/instant.ts'
import { actorOnWire } from '#kit/wire-ids.ts'
import type { Actor } from '#server/command/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { VersionAnswer, VersionRowAnswer } from './contract.ts'
import type { ProgramDocuments } from './document.ts'
import type { ProgramPorts } from './ports.ts'
import * as store from './store.ts'
import { standingOf, type Document, type Standing, type Version } from './version.ts'

const STANDING_WORDS: Record<Standing, string> = {
  draft: 'Draft: nobody is bound by it yet',
  scheduled: 'Published, and takes effect later',
  in_force: 'In force',
  superseded: 'Superseded by a later version',
}

/** Versions as a list answers them. */
export async function showRows(
  tx: Tx,
  org_id: string,
  versions: readonly Version[],
  actor: Actor,
  now: Instant,
): Promise<VersionRowAnswer[]> {
  const refs = versions.flatMap(({ created_by, published_by }) =>
    published_by ? [created_by, published_by] : [created_by],
  )
  const [in_force, names] = await Promise.all([store.findInForce(tx, org_id, now), actorNames(tx, [...new Set(refs)])])
  const named = (ref: string) => ({ id: actorOnWire(ref), name: names.get(ref) ?? ref })
  return versions.map((version) => {
    const status = standingOf(version, in_force?.effective_at ?? null, now)
    return {
      ...version,
      // What colleagues wrote to each other about it; partners read what binds them.
      note: actor.side === 'org' ? version.note : '',
      status,
      status_text: STANDING_WORDS[status],
      created_by: named(version.created_by),
      published_by: version.published_by === null ? null : named(version.published_by),
      abilities: abilitiesOn(status, actor),
    }
  })
}

function abilitiesOn(status: Standing, actor: Actor): string[] {
  const edits = actor.permissions.has('program:edit')
  const all: [string, boolean][] = [
    ['edit', edits && status === 'draft'],
    ['discard', edits && status === 'draft'],
    ['publish', status === 'draft' && actor.permissions.has('program:publish')],
    ['copy', edits],
  ]
  return all.filter(([, may]) => may).map(([verb]) => verb)
}

/** What stands in the way of publication or should be looked at first, with its line in the YAML. */
export function showFindings(
  documents: ProgramDocuments<Document>,
  document: Document,
  yaml: string,
  earlier: readonly Document[],
) {
  const { errors, warnings } = documents.completeness(document, earlier)
  const parsed = documents.parseYaml(yaml)
  return [...errors, ...warnings].map((finding) => {
    const at = parsed.ok ? parsed.positionOf(finding.path) : null
    return { ...finding, line: at?.line ?? null, column: at?.column ?? null }
  })
}

/** Documents published up to now, in the order of their publication: numbers and keys in them keep their meaning. */
export async function readPublished({ programs }: ProgramPorts, tx: Tx, org_id: string): Promise<Document[]> {
  const documents: Document[] = []
  for (const version of await store.listPublished(tx, org_id)) documents.push(await programs.read(tx, org_id, version))
  return documents
}

/** One version in full. */
export async function showVersion(
  ports: ProgramPorts,
  tx: Tx,
  org_id: string,
  version: Version,
  actor: Actor,
  now: Instant,
): Promise<VersionAnswer> {
  const { documents, programs } = ports
  const document = await programs.read(tx, org_id, version)
  const [row] = await showRows(tx, org_id, [version], actor, now)
  if (!row) throw new Error('a version was shown as nothing')
  const yaml = documents.toYaml(document)
  const findings =
    version.status === 'draft' ? showFindings(documents, document, yaml, await readPublished(ports, tx, org_id)) : []
  return {
    ...row,
    document,
    yaml,
    sections: documents.sections,
    sentences: documents.sentences(document, 'org'),
    findings,
  }
}
