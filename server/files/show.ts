import { toWireId } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { AttachmentAnswer, FileAnswer } from './contract.ts'
import { STAYS, type Attachment, type StoredFile } from './file.ts'
import { opensInPlace } from './fit.ts'

type Reader = Pick<Actor, 'side' | 'partner_id' | 'permissions'>

function showFile(file: StoredFile, names: ReadonlyMap<string, string>, reader: Reader): FileAnswer {
  // A partner reads the names of its own people only.
  const isTheirs = reader.side === 'partner' && file.sent_by_partner !== reader.partner_id
  return {
    id: toWireId('file', file.id),
    name: file.name,
    media_type: file.media_type,
    size_bytes: Number(file.size_bytes),
    sha256: file.sha256,
    uploaded_at: file.uploaded_at,
    uploaded_by: isTheirs ? 'your partner manager' : (names.get(file.uploaded_by) ?? ''),
  }
}

export async function answerFile(tx: Tx, file: StoredFile, reader: Reader): Promise<FileAnswer> {
  return showFile(file, await actorNames(tx, [file.uploaded_by]), reader)
}

/** May this caller take it away? A partner what it sent, unless a decision may rest on it; the org anything. */
export function mayDetach(it: Attachment, reader: Reader): 'yes' | 'stays' | 'not_theirs' {
  if (!reader.permissions.has('file:attach')) return 'not_theirs'
  if (reader.side === 'org') return 'yes'
  if (it.sent_by_partner !== reader.partner_id) return 'not_theirs'
  return STAYS.includes(it.kind) ? 'stays' : 'yes'
}

export async function showAttachments(tx: Tx, all: readonly Attachment[], reader: Reader): Promise<AttachmentAnswer[]> {
  const names = await actorNames(tx, [...new Set(all.map((one) => one.uploaded_by))])
  return all.map((one) => ({
    id: toWireId('attachment', one.attachment_id),
    file: showFile(one, names, reader),
    kind: one.kind,
    visibility: one.shown_to === null ? 'org' : 'both',
    attached_at: one.attached_at,
    opens_in_place: opensInPlace(one.media_type),
    abilities: mayDetach(one, reader) === 'yes' ? ['detach'] : [],
  }))
}
