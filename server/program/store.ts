import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Version } from './version.ts'

const COLUMNS = sql`version, status, note, effective_at, created_at, created_by, published_at, published_by, revision`

/** Versions, newest first, before a number. */
export async function listVersions(
  tx: Tx,
  org_id: string,
  before: string | undefined,
  limit: number,
): Promise<Version[]> {
  const earlier = before ? sql`and version < ${before}::bigint` : sql``
  return tx.rows(
    sql`select ${COLUMNS} from program_version where org_id = ${org_id} ${earlier} order by version desc limit ${limit}`,
  )
}

export async function findVersion(tx: Tx, org_id: string, version: number): Promise<Version | undefined> {
  return tx.one(sql`select ${COLUMNS} from program_version where org_id = ${org_id} and version = ${version}`)
}

/** A document as it was stored: read it through the schema, which knows sections that came later. */
export async function findStoredDocument(tx: Tx, org_id: string, version: number): Promise<unknown> {
  const row = await tx.one<{ document: unknown }>(
    sql`select document from program_version where org_id = ${org_id} and version = ${version}`,
  )
  return row?.document
}

/** The published version in force at an instant. */
export async function findInForce(tx: Tx, org_id: string, now: Instant): Promise<Version | undefined> {
  return tx.one(sql`select ${COLUMNS} from program_version
    where org_id = ${org_id} and effective_at <= ${now} and status = 'published' order by effective_at desc limit 1`)
}

/** The published version that takes effect next after an instant. */
export async function findNext(tx: Tx, org_id: string, now: Instant): Promise<Version | undefined> {
  return tx.one(sql`select ${COLUMNS} from program_version
    where org_id = ${org_id} and effective_at > ${now} and status = 'published' order by effective_at limit 1`)
}

export async function findEffectiveAt(tx: Tx, org_id: string, at: Instant): Promise<Version | undefined> {
  return tx.one(sql`select ${COLUMNS} from program_version where org_id = ${org_id} and effective_at = ${at}`)
}

/** Published versions in the order in which they were published. */
export async function listPublished(tx: Tx, org_id: string): Promise<Version[]> {
  return tx.rows(
    sql`select ${COLUMNS} from program_version where org_id = ${org_id} and status = 'published' order by published_at, version`,
  )
}

/** Whoever numbers or publishes versions of an org does it alone until the transaction ends. */
export async function lockProgram(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('program:' || ${org_id}::text, 0))`)
}

export async function findHighestVersion(tx: Tx, org_id: string): Promise<number> {
  const row = await tx.one<{ version: number }>(
    sql`select coalesce(max(version), 0) as version from program_version where org_id = ${org_id}`,
  )
  return row?.version ?? 0
}

export function insertDraft(
  tx: Tx,
  org_id: string,
  draft: { version: number; document: unknown; note: string; created_at: Instant; created_by: string },
): void {
  tx.send(sql`insert into program_version (org_id, version, status, document, note, created_at, created_by)
    values (${org_id}, ${draft.version}, 'draft', ${JSON.stringify(draft.document)}::jsonb, ${draft.note}, ${draft.created_at}, ${draft.created_by})`)
}

/** Replaces a draft at its revision; undefined when somebody was faster. */
export async function updateDraft(
  tx: Tx,
  org_id: string,
  draft: { version: number; revision: number; document: unknown; note: string },
): Promise<Version | undefined> {
  return tx.one(sql`update program_version set document = ${JSON.stringify(draft.document)}::jsonb, note = ${draft.note}, revision = revision + 1
    where org_id = ${org_id} and version = ${draft.version} and revision = ${draft.revision} and status = 'draft' returning ${COLUMNS}`)
}

/** Throws a draft away; false when it is none any more. */
export async function deleteDraft(tx: Tx, org_id: string, version: number): Promise<boolean> {
  return (
    (await tx.run(
      sql`delete from program_version where org_id = ${org_id} and version = ${version} and status = 'draft'`,
    )) === 1
  )
}

/** Publishes a draft at its revision; undefined when somebody was faster. */
export async function publishDraft(
  tx: Tx,
  org_id: string,
  draft: {
    version: number
    revision: number
    document: unknown
    note: string
    effective_at: Instant
    published_at: Instant
    published_by: string
  },
): Promise<Version | undefined> {
  return tx.one(sql`update program_version set status = 'published', document = ${JSON.stringify(draft.document)}::jsonb, note = ${draft.note},
      effective_at = ${draft.effective_at}, published_at = ${draft.published_at}, published_by = ${draft.published_by}, revision = revision + 1
    where org_id = ${org_id} and version = ${draft.version} and revision = ${draft.revision} and status = 'draft' returning ${COLUMNS}`)
}
