import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query, type Runtime } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { answerImport } from './answer.ts'
import type { RefusedRow } from './problem.ts'
import { refusedCsv } from './refused-csv.ts'
import { showRow } from './show.ts'
import * as store from './store.ts'

export const listImports = query(contract.listImports, async ({ tx, org_id, actor }, { query: { limit, cursor } }) => {
  const found = await store.listImports(tx, org_id, actor.partner_id, decodeCursor(cursor, ['id'])?.id, limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  return { rows: found.slice(0, limit).map(showRow), next_cursor: last ? encodeCursor({ id: last.id }) : null }
})

export const getImport = query(contract.getImport, async ({ tx, org_id, actor, runtime, now }, { params }) => {
  return answerImport({ tx, org_id, actor, runtime, now: await now() }, uuidOf('import', params.id))
})

/** Answers at once and reads as it is sent, a page at a time: a file of refused rows can be as large as the file. */
export const refusedRows = query(contract.refusedRows, async ({ tx, org_id, runtime }, { params }) => {
  const it = await store.findImport(tx, org_id, uuidOf('import', params.id))
  if (!it) throw new Refused(COMMON.not_found, { noun: 'import' })
  return encoded(refusedCsv(it.description.header, refusalsOf(runtime, org_id, it.id)))
})

const PAGE = 500

async function* refusalsOf(runtime: Runtime, org_id: string, import_id: string): AsyncGenerator<RefusedRow> {
  for (let after = 0; ;) {
    const page = await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
      store.listRefusals(tx, org_id, import_id, after, PAGE),
    )
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.line
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}
