import type { Download } from '#kit/contract.ts'
import { uuidOf } from '#kit/ids.ts'
import { mayReadOf } from '#kit/readable.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query, type Runtime } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { opensInPlace } from './fit.ts'
import * as store from './store.ts'

/** Answers at once and reads as it is sent: the file was found at the caller's scope, and its bytes belong to it. */
export const readFile = query(
  contract.readFile,
  async ({ tx, org_id, runtime, actor }, { params }): Promise<Download> => {
    const file = await store.findFile(tx, org_id, uuidOf('file', params.id))
    const hidden = file?.subject_noun && !mayReadOf(actor.permissions, file.subject_noun)
    if (!file || hidden) throw new Refused(COMMON.not_found, { noun: 'file' })
    return {
      name: file.name,
      media_type: file.media_type,
      opens_in_place: opensInPlace(file.media_type),
      size_bytes: Number(file.size_bytes),
      etag: file.sha256,
      bytes: bytesOf(runtime, org_id, file.sha256),
    }
  },
)

/** Each piece in a short transaction of its own, so that who reads slowly holds nothing. */
async function* bytesOf(runtime: Runtime, org_id: string, sha256: string): AsyncGenerator<Uint8Array> {
  for (let no = 0; ; no++) {
    const piece = await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
      store.findChunk(tx, org_id, sha256, no),
    )
    if (!piece) return
    yield piece
  }
}
