import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, checkPermission, command, parseInput, type Verb } from '#server/command/index.ts'
import { spool, Spooled } from '#server/platform/spool.ts'
import * as contract from './contract.ts'
import { FILE_LIMIT_BYTES, FILE_REFUSALS, type StoredFile } from './file.ts'
import { fitOf, plainName } from './fit.ts'
import { answerFile } from './show.ts'
import * as store from './store.ts'

/** A piece of the file as it is kept. */
const CHUNK_BYTES = 256 * 1024

const keepFile = command(contract.uploadFile, {
  gather: async (ctx, input) => {
    const body = spooled(input.body)
    await store.lockContent(ctx.tx, ctx.org_id, body.sha256)
    return { body, is_known: await store.hasContent(ctx.tx, ctx.org_id, body.sha256) }
  },
  write: async (ctx, { input, facts: { body, is_known } }) => {
    const name = plainName(input.query.name)
    const fit = fitOf(body.head(), body.media_type, name)
    if (fit.is === 'executable') throw new Refused(FILE_REFUSALS.executable, { name, what: fit.what })
    const { sha256, size_bytes } = body
    if (!is_known) {
      store.insertContent(ctx.tx, ctx.org_id, sha256, size_bytes)
      let no = 0
      for await (const piece of body.pieces(CHUNK_BYTES))
        await store.insertChunk(ctx.tx, ctx.org_id, sha256, no++, piece)
    }
    const file: StoredFile = {
      id: ctx.newId(),
      partner_id: ctx.actor.partner_id,
      sent_by_partner: ctx.actor.partner_id,
      name,
      media_type: fit.media_type,
      size_bytes: String(size_bytes),
      sha256,
      uploaded_at: ctx.now,
      uploaded_by: actorRef(ctx.actor),
    }
    store.insertFile(ctx.tx, ctx.org_id, { ...file, size_bytes }, ctx.recorded_at)
    const subject = { noun: 'file' as const, id: file.id, partner_id: ctx.actor.partner_id }
    // A file's name may name somebody; the fingerprint says which file it was.
    ctx.record('file.uploaded', subject, { media_type: fit.media_type, size_bytes, sha256 })
    return answerFile(ctx.tx, file, ctx.actor)
  },
})

function spooled(body: unknown): Spooled {
  if (body instanceof Spooled) return body
  throw new Error('a file is kept after it was spooled')
}

/** The same verb, the file taken in first: who sends slowly holds no transaction, and who may not send is told before. */
export const uploadFile: Verb<typeof contract.uploadFile> = {
  ...keepFile,
  async run(call, raw) {
    checkPermission(contract.uploadFile, call.actor)
    const { query } = parseInput(contract.uploadFile, raw)
    const body = await spool(raw.body, FILE_LIMIT_BYTES).catch(refuseLarge)
    try {
      if (body.size_bytes === 0) throw new Refused(FILE_REFUSALS.empty)
      return await keepFile.run(call, { query, body })
    } finally {
      await body.close()
    }
  },
}

/** Too large is told with the limit and what to do, however many bytes were announced. */
function refuseLarge(error: unknown): never {
  if (error instanceof Refused && error.type.code === COMMON.too_large.code)
    throw new Refused(FILE_REFUSALS.too_large, error.params)
  throw error
}
