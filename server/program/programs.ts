import type { Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Programs } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { ProgramDocuments } from './document.ts'
import * as store from './store.ts'
import type { Document, Version } from './version.ts'

/** Documents kept in memory; an org has few versions in use. */
const KEPT = 500

export type ProgramReader = Programs & {
  /** The document of a version, parsed by today's schema. */
  read(
    tx: Tx,
    org_id: string,
    version: Pick<Version, 'version' | 'status' | 'revision' | 'published_at'>,
  ): Promise<Document>
  /** The document of a published version, by number. */
  documentOf(tx: Tx, org_id: string, version: number): Promise<Document>
}

/** Reads programs out of the database, and keeps in memory the documents of published versions, which never change. */
export function programReader(documents: Pick<ProgramDocuments<Document>, 'schema'>): ProgramReader {
  const kept = new Map<string, Document>()

  const read: ProgramReader['read'] = async (tx, org_id, { version, status, revision, published_at }) => {
    // The instant of publication is part of the key: a publication that was rolled back leaves a document behind that is none.
    const key = `${org_id} ${version} ${revision} ${published_at}`
    const known = status === 'published' ? kept.get(key) : undefined
    if (known) return known
    const document = documents.schema.parse(await store.findStoredDocument(tx, org_id, version))
    if (status === 'published') {
      const [oldest] = kept.keys()
      if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest)
      kept.set(key, document)
    }
    return document
  }

  return {
    read,
    async inForce(tx, org_id, now: Instant) {
      const version = await store.findInForce(tx, org_id, now)
      if (!version) throw new Refused(COMMON.no_program)
      return { version: version.version, document: await read(tx, org_id, version) }
    },
    async documentOf(tx, org_id, number) {
      const version = await store.findVersion(tx, org_id, number)
      if (version?.status !== 'published')
        throw new Error(`version ${number} of the program of org ${org_id} was never published`)
      return read(tx, org_id, version)
    },
  }
}
