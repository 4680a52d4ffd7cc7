import { createHash } from 'node:crypto'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, type Context, type Verb } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { describeFile } from './describe-file.ts'
import { FILE_REFUSALS, IMPORT_REFUSALS } from './import.ts'
import { keepBytes } from './keep-bytes.ts'
import { keepWorkbook } from './keep-workbook.ts'
import { answerImport } from './answer.ts'
import * as store from './store.ts'
import { TableRefused } from './table-refused.ts'
import { looksLikeZip, oldWorkbook, WORKBOOK_LIMIT_BYTES } from './workbook/read-workbook.ts'

const keepUpload = command(contract.uploadImport, {
  load: async (ctx, { query }) => {
    if (ctx.actor.side === 'partner' && query.object !== 'registration') throw new Refused(IMPORT_REFUSALS.not_yours)
    return undefined
  },
  gather: async (ctx) => ({ id: ctx.newId() }),
  write: async (ctx, { input, facts: { id } }) => {
    const { object, file_name } = input.query
    const { partner_id } = ctx.actor
    store.insertImport(ctx.tx, ctx.org_id, {
      id,
      object,
      file_name,
      partner_id,
      created_at: ctx.now,
      created_by: actorRef(ctx.actor),
    })
    const kept = await refusingFiles(() => keepFile(ctx, { import_id: id, partner_id }, bytesOf(input.body)))
    await store.describeImport(ctx.tx, ctx.org_id, id, kept)
    const subject = { noun: 'import', id, partner_id } as const
    const { description: _, ...told } = kept
    ctx.record('import.uploaded', subject, { object, file_name, ...told })
    await ctx.emit('import.uploaded', { noun: 'import', id }, partner_id, { object, rows_total: kept.rows_total })
    return answerImport(ctx, id)
  },
})

type Owner = { import_id: string; partner_id: string | null }

/** Keeps a CSV as it is and a workbook as one CSV for each of its sheets; what it is, its first bytes say. */
async function keepFile(ctx: Context, owner: Owner, bytes: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256')
  let size_bytes = 0
  const counted = (async function* () {
    for await (const piece of bytes) {
      hash.update(piece)
      size_bytes += piece.length
      yield piece
    }
  })()
  const { head, all } = await peek(counted)
  if (looksLikeZip(head)) {
    const kept = await keepWorkbook(ctx, owner, await collect(all, WORKBOOK_LIMIT_BYTES))
    return { ...kept, size_bytes, sha256: hash.digest('hex') }
  }
  if (head[0] === 0xd0 && head[1] === 0xcf) throw oldWorkbook(await collect(all, WORKBOOK_LIMIT_BYTES))
  const described = await describeFile(keepBytes(ctx, { ...owner, sheet: 0 }, all))
  return { ...described, sheet: null, size_bytes, sha256: hash.digest('hex') }
}

/** The first bytes, and all of them as they still come. */
async function peek(bytes: AsyncGenerator<Uint8Array, void, undefined>) {
  const pieces: Uint8Array[] = []
  let length = 0
  while (length < 8) {
    const next = await bytes.next()
    if (next.done) break
    pieces.push(next.value)
    length += next.value.length
  }
  const all = (async function* () {
    yield* pieces
    yield* bytes
  })()
  return { head: Buffer.concat(pieces), all }
}

/** A workbook's directory stands at its end, so it is read whole. */
async function collect(bytes: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    length += piece.length
    if (length > limit)
      throw new TableRefused(
        'table.too_large',
        `A workbook may have ${Math.floor(limit / 1024 / 1024)} MB. Save the sheet as CSV and upload that, or split it.`,
      )
    pieces.push(piece)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

async function refusingFiles<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const type = error instanceof TableRefused ? FILE_REFUSALS[error.code] : undefined
    if (!type || !(error instanceof TableRefused)) throw error
    throw new Refused(type, { what: error.message })
  }
}

/**
 * Keeps the file while it is read, in the transaction: a file that turns out unusable leaves nothing. An idempotency key
 * stands for the file too: the bytes that come with it again are compared, since the funnel cannot see a stream.
 */
export const uploadImport: Verb<typeof contract.uploadImport> = {
  ...keepUpload,
  async run(call, raw) {
    const done = await keepUpload.run(call, raw)
    if (!done.replayed) return done
    const hash = createHash('sha256')
    for await (const bytes of bytesOf(raw.body)) hash.update(bytes)
    const { actor, runtime } = call
    const scope = { org_id: actor.org_id, scope: actor.side, partner_id: actor.partner_id }
    const before = await runtime.db.transaction(scope, (tx) =>
      store.findImport(tx, actor.org_id, uuidOf('import', done.answer.id)),
    )
    if (before?.sha256 !== hash.digest('hex')) throw new Refused(COMMON.key_reused)
    return done
  },
}

/** The edge gives a raw body as it streams; a request without one has an empty file. */
function bytesOf(body: unknown): AsyncIterable<Uint8Array> {
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body)
    return body as AsyncIterable<Uint8Array> // what `raw_body` promises
  return NOTHING
}

const NOTHING: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: async function* () {} }
