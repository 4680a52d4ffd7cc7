import type { Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Attachment, FileKind, StoredFile } from './file.ts'

const FILE = sql`f.id, f.partner_id, f.sent_by_partner, f.name, f.media_type, f.size_bytes, f.sha256, f.uploaded_at, f.uploaded_by`

/** One at a time per content, until the transaction ends: nobody removes bytes while somebody else sends them again. */
export async function lockContent(tx: Tx, org_id: string, sha256: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('file:' || ${org_id}::text || ${sha256}::text, 0))`)
}

export async function hasContent(tx: Tx, org_id: string, sha256: string): Promise<boolean> {
  return (await tx.one(sql`select 1 from file_content where org_id = ${org_id} and sha256 = ${sha256}`)) !== undefined
}

export function insertContent(tx: Tx, org_id: string, sha256: string, size_bytes: number): void {
  tx.send(sql`insert into file_content (org_id, sha256, size_bytes) values (${org_id}, ${sha256}, ${size_bytes})`)
}

/** Awaited, so that the bytes of a file are never all in memory. */
export async function insertChunk(
  tx: Tx,
  org_id: string,
  sha256: string,
  no: number,
  bytes: Uint8Array,
): Promise<void> {
  await tx.run(sql`insert into file_chunk (org_id, sha256, no, bytes) values (${org_id}, ${sha256}, ${no}, ${bytes})`)
}

export async function findChunk(tx: Tx, org_id: string, sha256: string, no: number): Promise<Uint8Array | undefined> {
  const row = await tx.one<{ bytes: Buffer }>(
    sql`select bytes from file_chunk where org_id = ${org_id} and sha256 = ${sha256} and no = ${no}`,
  )
  return row?.bytes
}

export function insertFile(
  tx: Tx,
  org_id: string,
  file: Omit<StoredFile, 'size_bytes'> & { size_bytes: number },
  recorded_at: Instant,
): void {
  tx.send(sql`insert into file (org_id, id, partner_id, sent_by_partner, name, media_type, size_bytes, sha256, uploaded_at, uploaded_by, recorded_at)
    values (${org_id}, ${file.id}, ${file.partner_id}, ${file.sent_by_partner}, ${file.name}, ${file.media_type}, ${file.size_bytes}, ${file.sha256},
      ${file.uploaded_at}, ${file.uploaded_by}, ${recorded_at})`)
}

export async function findFile(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<(StoredFile & { subject_noun: Noun | null }) | undefined> {
  return tx.one(sql`select ${FILE}, a.subject_noun from file f
    left join attachment a on a.org_id = f.org_id and a.file_id = f.id where f.org_id = ${org_id} and f.id = ${id}`)
}

/** Held until the transaction ends, so that it is neither attached twice nor swept away meanwhile. */
export async function lockFile(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<(StoredFile & { is_attached: boolean }) | undefined> {
  return tx.one(sql`select ${FILE}, f.is_attached from file f where f.org_id = ${org_id} and f.id = ${id} for update`)
}

export function insertAttachment(
  tx: Tx,
  org_id: string,
  it: {
    id: string
    file_id: string
    partner_id: string | null
    subject_noun: string
    subject_id: string
    kind: FileKind
    attached_at: Instant
    attached_by: string
  },
): void {
  tx.send(sql`insert into attachment (org_id, id, file_id, partner_id, subject_noun, subject_id, kind, attached_at, attached_by)
    values (${org_id}, ${it.id}, ${it.file_id}, ${it.partner_id}, ${it.subject_noun}, ${it.subject_id}, ${it.kind}, ${it.attached_at}, ${it.attached_by})`)
  // Whoever sees the attachment sees the file; a partner always sees what it sent itself.
  tx.send(sql`update file set is_attached = true, partner_id = coalesce(sent_by_partner, ${it.partner_id})
    where org_id = ${org_id} and id = ${it.file_id}`)
}

const ATTACHMENT = sql`select ${FILE}, a.id as attachment_id, a.kind, a.partner_id as shown_to, a.attached_at
  from attachment a join file f on f.org_id = a.org_id and f.id = a.file_id`

export async function listAttachments(
  tx: Tx,
  org_id: string,
  subject: { noun: string; id: string },
  limit: number,
): Promise<Attachment[]> {
  return tx.rows(sql`${ATTACHMENT} where a.org_id = ${org_id} and a.subject_id = ${subject.id} and a.subject_noun = ${subject.noun}
    order by a.id desc limit ${limit}`)
}

export async function findAttachment(
  tx: Tx,
  org_id: string,
  subject: { noun: string; id: string },
  id: string,
): Promise<Attachment | undefined> {
  return tx.one(
    sql`${ATTACHMENT} where a.org_id = ${org_id} and a.id = ${id} and a.subject_id = ${subject.id} and a.subject_noun = ${subject.noun}`,
  )
}

/** The file comes loose, and goes a day later if nobody attaches it again. */
export async function deleteAttachment(
  tx: Tx,
  org_id: string,
  it: { id: string; file_id: string },
  recorded_at: Instant,
): Promise<boolean> {
  const gone = await tx.run(sql`delete from attachment where org_id = ${org_id} and id = ${it.id}`)
  tx.send(sql`update file set is_attached = false, partner_id = sent_by_partner, recorded_at = ${recorded_at}
    where org_id = ${org_id} and id = ${it.file_id}`)
  return gone === 1
}

/** Files that hang on nothing since before, the oldest first. */
export async function listLoose(
  tx: Tx,
  org_id: string,
  before: Instant,
  limit: number,
): Promise<{ id: string; sha256: string }[]> {
  return tx.rows(sql`select id, sha256 from file where org_id = ${org_id} and not is_attached and recorded_at < ${before}
    order by recorded_at limit ${limit}`)
}

/** Takes a loose file away, and its bytes where no other file has them. The caller holds the content's lock. */
export async function deleteLoose(
  tx: Tx,
  org_id: string,
  id: string,
  sha256: string,
  before: Instant,
): Promise<boolean> {
  const gone = await tx.run(
    sql`delete from file where org_id = ${org_id} and id = ${id} and not is_attached and recorded_at < ${before}`,
  )
  await tx.run(sql`delete from file_content c where c.org_id = ${org_id} and c.sha256 = ${sha256}
    and not exists (select 1 from file f where f.org_id = c.org_id and f.sha256 = c.sha256)`)
  return gone === 1
}
